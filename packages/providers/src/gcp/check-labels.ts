import { type Problem, problem, type Tags } from '@portcullis/core';

// https://cloud.google.com/compute/docs/labeling-resources: characters and bytes of keys and values.
const labelKey = /^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u;
const labelValue = /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u;
const labelBytes = 128;

/** Holds tags to the rules of Google's labels, which are the same for all its services; `checkTags` to those of all clouds. */
export function checkLabels(tags: Tags): readonly Problem[] {
	const problems: Problem[] = [];
	for (const [key, value] of Object.entries(tags)) {
		if (!labelKey.test(key) || Buffer.byteLength(key) > labelBytes) {
			problems.push(
				problem(
					['tags', key],
					'a label on gcp starts with a lower-case letter, then up to 62 of: lower-case letters, digits, _ and -',
					key,
				),
			);
		}
		if (!labelValue.test(value) || Buffer.byteLength(value) > labelBytes) {
			const message = "a label's value on gcp has up to 63 of: lower-case letters, digits, _ and -";
			problems.push(problem(['tags', key], message, value));
		}
	}
	return problems;
}
