import type { Problem, Project, Storage } from '@portcullis/core';
import type { Desired } from '../mapping.js';
import { checkTags } from '../shared/check-tags.js';
import { sayInto } from '../shared/say.js';
import { gcpBucketName } from './bucket-name.js';
import { checkGcpEncryption } from './check-encryption.js';
import { checkLabels } from './check-labels.js';
import { checkGcpRegion } from './check-region.js';

// https://cloud.google.com/storage/docs/soft-delete: none, or from 7 days on.
const leastSoftDeleteDays = 7;
// https://cloud.google.com/storage/docs/buckets#naming: not these, nor what looks like them.
const reserved = /^goog|g[o0]{2}g[l1]e/;

/** Holds a bucket to the rules of Cloud Storage. */
export function checkGcpStorage(storage: Storage, project: Project, desired: Desired): readonly Problem[] {
	const problems = [
		...checkGcpRegion(storage.region),
		...checkTags(storage.tags),
		...checkLabels(storage.tags),
		...checkGcpEncryption(storage),
	];
	const say = sayInto(problems);
	const name = gcpBucketName(project, storage);
	const field = storage.bucket === undefined ? 'name' : 'bucket';
	if (reserved.test(name))
		say([field], 'must give a bucket whose name neither starts with goog nor holds google', name);
	for (const other of desired.values()) {
		if (other.kind !== 'storage' || other.name === storage.name || gcpBucketName(project, other) !== name) continue;
		say([field], `gives the same bucket as storage/${other.name}; choose another`, name);
	}
	if (!storage.tls) {
		say(['tls'], 'cannot be turned off on gcp, which has no such switch for a bucket', storage.tls);
	}
	if (storage.soft_delete_days > 0 && storage.soft_delete_days < leastSoftDeleteDays) {
		say(['soft_delete_days'], 'must be 0 or from 7 to 90 on gcp', storage.soft_delete_days);
	}
	return problems;
}
