import { type Problem, problem, type Tags, tagsSchema } from '@portcullis/core';
import { isOwnTag } from './own-tags.js';

/** What tags of every kind on every cloud have in common: keys that stay apart, and that are the user's to set. */
export function checkTags(tags: Tags): Problem[] {
	const problems: Problem[] = [];
	const seen = new Map<string, string>();
	for (const [key, value] of Object.entries(tags)) {
		const composed = key.normalize('NFC');
		const other = seen.get(composed);
		seen.set(composed, key);
		if (other !== undefined) {
			problems.push(problem(['tags', key], 'is the same key as another once Unicode is composed; keep one', key));
		}
		// Terraform composes all text, and a few letters fall apart by that into what no tag may hold.
		if (!tagsSchema.safeParse({ [composed]: value.normalize('NFC') }).success) {
			problems.push(problem(['tags', key], 'holds a letter that Unicode writes as two (NFC); use another', key));
		}
		if (key === '__proto__') problems.push(problem(['tags', key], 'cannot be the key of a tag; use another name', key));
		if (isOwnTag(key)) {
			problems.push(problem(['tags', key], 'is set by Portcullis (managed-by, portcullis-…); use another key', key));
		}
	}
	return problems;
}
