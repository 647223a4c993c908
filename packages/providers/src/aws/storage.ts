import type { Storage } from '@portcullis/core';
import { tfId } from '../cdk/tf-id.js';
import { type TfText, tfLiteral, tfMap } from '../cdk/tf-text.js';
import type { Mapping } from '../mapping.js';
import { ownTags } from '../shared/own-tags.js';
import type { AwsScope } from './aws-scope.js';
import { bucketName } from './bucket-name.js';
import { bucketPolicy } from './bucket-policy.js';
import { checkAwsStorage } from './check-storage.js';
import { readAwsStorages } from './read-storage.js';
import { transitions } from './storage-classes.js';

/** How many older versions of an object are kept however old they get. */
export const keptVersions = 100;

/**
 * A bucket on S3 with what belongs to it, each a block of its own as the provider wants it: encryption, no access for
 * the public, no ACLs, versions, a policy that refuses every connection without TLS, and a rule for what gets old.
 */
export const awsStorage: Mapping<Storage, AwsScope> = {
	check: checkAwsStorage,
	toTerraform,
	read: readAwsStorages,
};

function toTerraform({ scope, aws, project }: AwsScope, storage: Storage): void {
	const id = tfId('storage', storage.name);
	const region = tfLiteral(storage.region);
	const name = bucketName(project, storage);
	scope.claim('bucket', name);
	const made = scope.add(aws.S3Bucket, id, {
		region,
		bucket: tfLiteral(name),
		forceDestroy: !storage.deletion_protection,
		tags: tfMap({ ...storage.tags, ...ownTags(project, storage), Name: storage.name }),
	});
	const bucket = scope.reference(made.id);
	const own = { region, bucket };
	const block = scope.add(aws.S3BucketPublicAccessBlock, id, {
		...own,
		blockPublicAcls: true,
		ignorePublicAcls: true,
		blockPublicPolicy: !storage.public_access,
		restrictPublicBuckets: !storage.public_access,
	});
	scope.add(aws.S3BucketOwnershipControls, id, { ...own, rule: { objectOwnership: tfLiteral('BucketOwnerEnforced') } });
	scope.add(aws.S3BucketServerSideEncryptionConfigurationA, id, { ...own, rule: [encryptionOf(storage)] });
	const versioning = scope.add(aws.S3BucketVersioningA, id, {
		...own,
		versioningConfiguration: { status: tfLiteral(storage.versioning ? 'Enabled' : 'Suspended') },
	});
	scope.add(aws.S3BucketLifecycleConfiguration, id, { ...own, rule: [ruleOf(storage)], dependsOn: [versioning] });
	const policy = bucketPolicy(storage, name);
	// A policy that lets everybody read is refused for as long as the block stands.
	if (policy !== undefined)
		scope.add(aws.S3BucketPolicy, id, { ...own, policy: tfLiteral(policy), dependsOn: [block] });
}

function encryptionOf({ encryption_key }: Storage) {
	if (encryption_key === undefined) {
		return { applyServerSideEncryptionByDefault: { sseAlgorithm: tfLiteral('AES256') } };
	}
	return {
		// One key of the bucket for many objects: a hundredth of the requests to KMS.
		bucketKeyEnabled: true,
		applyServerSideEncryptionByDefault: {
			sseAlgorithm: tfLiteral('aws:kms'),
			kmsMasterKeyId: tfLiteral(encryption_key),
		},
	};
}

// One rule for the whole bucket. What is deleted or overwritten stays as an older version: for as many days as the
// model says at least, and the last hundred for good.
function ruleOf({ class: storageClass, versioning, soft_delete_days, expire_after_days }: Storage) {
	const move = transitions[storageClass];
	const text = (value: string): TfText => tfLiteral(value);
	return {
		id: text('whole'),
		status: text('Enabled'),
		filter: [{ prefix: text('') }],
		abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
		...(move === undefined ? {} : { transition: [{ days: move.days, storageClass: text(move.storageClass) }] }),
		...(expire_after_days === undefined ? {} : { expiration: [{ days: expire_after_days }] }),
		...(versioning && soft_delete_days > 0
			? {
					noncurrentVersionExpiration: [{ noncurrentDays: soft_delete_days, newerNoncurrentVersions: keptVersions }],
				}
			: {}),
	};
}
