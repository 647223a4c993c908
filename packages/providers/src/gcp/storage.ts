import type { Storage } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import { tfLiteral, tfMap } from '../cdk/tf-text.js';
import type { Mapping } from '../mapping.js';
import { ownTags } from '../shared/own-tags.js';
import { gcpBucketName } from './bucket-name.js';
import { checkGcpStorage } from './check-storage.js';
import type { GcpScope } from './gcp-scope.js';
import { readGcpStorage } from './read-storage.js';
import { gcpStorageClasses } from './storage-class.js';

// Lets anybody read objects, and not list them.
const publicReader = 'roles/storage.legacyObjectReader';

const secondsOfDay = 86_400;
// Parts of uploads that were never finished cost as much as objects, and nobody sees them.
const abortUploadsAfterDays = 7;

/**
 * A bucket on Cloud Storage, and where it is public one more block that says so.
 *
 * Access by IAM alone, never by lists at single objects; public access not only absent but prevented; older versions
 * and deleted objects kept as asked; Terraform refuses to delete objects with it where it is protected.
 */
export const gcpStorage: Mapping<Storage, GcpScope> = {
	check: checkGcpStorage,
	toTerraform,
	read: readGcpStorage,
};

function toTerraform({ scope, google, project }: GcpScope, storage: Storage): void {
	const id = partId('storage', storage.name);
	const name = gcpBucketName(project, storage);
	scope.claim('bucket', name);
	const bucket = scope.add(google.StorageBucket, id, {
		name: tfLiteral(name),
		// Google gives regions back in capitals; the provider turns these into them.
		location: tfLiteral(storage.region),
		storageClass: tfLiteral(gcpStorageClasses[storage.class]),
		labels: tfMap({ ...storage.tags, ...ownTags(project, storage) }),
		uniformBucketLevelAccess: true,
		publicAccessPrevention: tfLiteral(storage.public_access ? 'inherited' : 'enforced'),
		forceDestroy: !storage.deletion_protection,
		versioning: { enabled: storage.versioning },
		softDeletePolicy: { retentionDurationSeconds: storage.soft_delete_days * secondsOfDay },
		...(storage.encryption_key === undefined
			? {}
			: { encryption: { defaultKmsKeyName: tfLiteral(storage.encryption_key) } }),
		lifecycleRule: [
			{
				action: { type: tfLiteral('AbortIncompleteMultipartUpload') },
				condition: { age: abortUploadsAfterDays },
			},
			...(storage.expire_after_days === undefined
				? []
				: [{ action: { type: tfLiteral('Delete') }, condition: { age: storage.expire_after_days } }]),
		],
	});
	if (!storage.public_access) return;
	scope.add(google.StorageBucketIamMember, id, {
		bucket: scope.reference(bucket.name),
		role: tfLiteral(publicReader),
		member: tfLiteral('allUsers'),
	});
}
