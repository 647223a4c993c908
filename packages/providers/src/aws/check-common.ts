import { type Problem, problem, type Resource, type Tags } from '@portcullis/core';
import { checkTags } from '../shared/check-tags.js';
import { isRegion } from '../shared/region-form.js';
import { partitionOf } from './aws-scope.js';

/** What holds for every kind on aws: the form of the region, and whose tags are whose. */
export function checkPlaceAndTags({ region, tags }: Pick<Resource, 'region' | 'tags'>): Problem[] {
	const problems: Problem[] = [];
	if (!isRegion('aws', region)) {
		problems.push(problem(['region'], 'must be a region of aws, such as us-east-1', region));
	}
	return [...problems, ...checkTags(tags), ...checkAwsTags(tags)];
}

/** The tags that aws itself, and its clusters, keep for themselves. */
function checkAwsTags(tags: Tags): Problem[] {
	return Object.keys(tags).flatMap((key) => {
		if (/^aws:/i.test(key)) {
			return [problem(['tags', key], 'keys that start with aws: belong to AWS; use another key', key)];
		}
		if (/^(?:kubernetes\.io|k8s\.io|eks)[:/]/i.test(key)) {
			return [problem(['tags', key], 'is read by clusters of kubernetes; use another key', key)];
		}
		if (key === 'Name') return [problem(['tags', key], "is written from the resource's name; remove it", key)];
		return [];
	});
}

const keyId = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;

/**
 * Holds a key to what all of aws's services take: the ARN of a key, not of an alias, in the resource's own region.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN
 */
export function checkEncryptionKey(key: string | undefined, region: string): Problem[] {
	if (key === undefined) return [];
	const start = `arn:${partitionOf(region)}:kms:${region}:`;
	const [account = '', id = ''] = key.startsWith(start) ? key.slice(start.length).split(':key/') : [];
	if (/^\d{12}$/.test(account) && keyId.test(id)) return [];
	const right = `${start}123456789012:key/12345678-90ab-cdef-1234-567890abcdef`;
	return [problem(['encryption_key'], `must be the ARN of a key of KMS in ${region}, such as ${right}`, key)];
}
