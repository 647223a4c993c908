import { type PlannedResource, type Project, type ReadResources, storageSchema } from '@portcullis/core';
import { optional } from '../read/optional.js';
import type { PlannedPool } from '../read/planned-pool.js';
import { joinResults, readResource } from '../read/read-resource.js';
import { textAt, textsAt, valueAt } from '../read/value-at.js';
import { isOwn, userTags } from '../shared/own-tags.js';
import { bucketName } from './bucket-name.js';
import { readBucketAccess } from './read-bucket-access.js';
import { readBucketRule } from './read-bucket-rule.js';

const companions = {
	block: 'aws_s3_bucket_public_access_block',
	ownership: 'aws_s3_bucket_ownership_controls',
	encryption: 'aws_s3_bucket_server_side_encryption_configuration',
	versioning: 'aws_s3_bucket_versioning',
	lifecycle: 'aws_s3_bucket_lifecycle_configuration',
	policy: 'aws_s3_bucket_policy',
	acl: 'aws_s3_bucket_acl',
} as const;

/** What stands beside a bucket and says more about it, where it is there. */
export type Companions = { readonly [Role in keyof typeof companions]?: PlannedResource };

/** The buckets among aws's resources, ours and others', with the blocks beside each or, as once, with all of it inline. */
export function readAwsStorages(planned: PlannedPool, project: Project): ReadResources {
	return joinResults(planned.takeType('aws_s3_bucket').map((bucket) => readStorage(planned, project, bucket)));
}

function readStorage(planned: PlannedPool, project: Project, bucket: PlannedResource): ReadResources {
	const { values } = bucket;
	const tags = textsAt(values, 'tags');
	const own = isOwn(tags);
	const given = textAt(values, 'bucket');
	const name = own ? tags['portcullis-resource'] : given;
	const region = textAt(values, 'region') ?? project.region;
	const beside = companionsOf(planned, bucket, given);
	const access = readBucketAccess(values, beside, { own, region, bucket: given ?? '' });
	const rule = readBucketRule(values, beside.lifecycle);
	const versioning = versioningOf(values, beside.versioning);
	const key = encryptionOf(values, beside.encryption);
	const candidate = {
		kind: 'storage',
		name,
		region,
		class: rule.class,
		versioning,
		public_access: access.public_access,
		tls: access.tls,
		soft_delete_days: versioning === true ? rule.noncurrent_days : 0,
		...optional({
			bucket: own && given === bucketName(project, { name: name ?? '' }) ? undefined : given,
			encryption_key: key.key,
			expire_after_days: rule.expire_after_days,
		}),
		// Null is off; what is not there is not known.
		deletion_protection:
			own || Object.hasOwn(values, 'force_destroy') ? valueAt(values, 'force_destroy') !== true : undefined,
		tags: userTags(tags, ...(own ? ['Name'] : [])),
	};
	const unfit =
		(given === undefined ? 'bucket: its name is not known before apply' : undefined) ??
		(versioning === undefined ? 'versioning: is not known' : undefined) ??
		access.unfit ??
		key.unfit ??
		rule.unfit ??
		inlineOf(values);
	const addresses = [bucket, ...Object.values(beside)].map(({ address }) => address);
	return readResource(storageSchema, candidate, addresses, unfit);
}

// By the name of the block, as ours are, or by the name of the bucket, where a plan knows it.
function companionsOf(planned: PlannedPool, bucket: PlannedResource, name: string | undefined): Companions {
	return Object.fromEntries(
		Object.entries(companions).flatMap(([role, type]) => {
			const beside = planned.takeBeside(bucket, type) ?? (name === undefined ? undefined : named(planned, type, name));
			return beside === undefined ? [] : [[role, beside]];
		}),
	);
}

function named(planned: PlannedPool, type: string, name: string): PlannedResource | undefined {
	const all = planned.takeType(type);
	const found = all.find(({ values }) => textAt(values, 'bucket') === name);
	for (const other of all) if (other !== found) planned.putBack(other);
	return found;
}

function versioningOf(values: PlannedResource['values'], beside: PlannedResource | undefined): boolean | undefined {
	if (beside !== undefined) {
		const status = textAt(beside.values, 'versioning_configuration', 0, 'status');
		return status === undefined ? undefined : status === 'Enabled';
	}
	const inline = valueAt(values, 'versioning', 0, 'enabled');
	if (typeof inline === 'boolean') return inline;
	// An empty list is a bucket without; a list that is not there is not known.
	return Array.isArray(valueAt(values, 'versioning')) ? false : undefined;
}

function encryptionOf(values: PlannedResource['values'], beside: PlannedResource | undefined) {
	const said = beside?.values ?? valueAt(values, 'server_side_encryption_configuration', 0);
	const rule = valueAt(said, 'rule', 0, 'apply_server_side_encryption_by_default', 0);
	// What S3 does by itself where nothing is said, and has to be said in a plan.
	if (rule === undefined || textAt(rule, 'sse_algorithm') === 'AES256') return {};
	const key = textAt(rule, 'kms_master_key_id');
	if (key !== undefined) return { key };
	// Null is aws's own key; a key that is not there is one that is not known.
	const known = typeof rule === 'object' && rule !== null && Object.hasOwn(rule, 'kms_master_key_id');
	return known ? {} : { unfit: 'encryption_key: kms_master_key_id is not known' };
}

/** What the model has no word for. */
function inlineOf(values: PlannedResource['values']): string | undefined {
	const lists = ['website', 'cors_rule', 'replication_configuration', 'logging', 'object_lock_configuration'];
	const found = lists.find((key) => {
		const value = valueAt(values, key);
		return Array.isArray(value) && value.length > 0;
	});
	return found && `${found}: the model has no such thing`;
}
