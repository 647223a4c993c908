import { type PlannedResource, type Project, type ReadResources, storageSchema } from '@portcullis/core';
import { optional } from '../read/optional.js';
import type { PlannedPool } from '../read/planned-pool.js';
import { joinResults, readResource } from '../read/read-resource.js';
import { isKnown, listAt, textAt, textsAt, valueAt } from '../read/value-at.js';
import { isOwn, userTags } from '../shared/own-tags.js';
import { gcpBucketName } from './bucket-name.js';
import { isSet } from './is-set.js';
import { shortName } from './short-name.js';
import { gcpStorageClassOf } from './storage-class.js';

const secondsOfDay = 86_400;
// How long Google keeps deleted objects where nothing is said. https://cloud.google.com/storage/docs/soft-delete
const softDeleteSeconds = 7 * secondsOfDay;
const anybody: ReadonlySet<unknown> = new Set(['allUsers', 'allAuthenticatedUsers']);
const readers: ReadonlySet<unknown> = new Set(['roles/storage.legacyObjectReader', 'roles/storage.objectViewer']);
const beyondModel = [
	'retention_policy',
	'website',
	'cors',
	'logging',
	'autoclass',
	'custom_placement_config',
	'hierarchical_namespace',
	'ip_filter',
	'requester_pays',
];

/** The buckets among google's resources, each with who is let in. */
export function readGcpStorage(planned: PlannedPool, project: Project): ReadResources {
	return joinResults(planned.takeType('google_storage_bucket').map((bucket) => readBucket(planned, bucket, project)));
}

function readBucket(planned: PlannedPool, { address, values }: PlannedResource, project: Project): ReadResources {
	const bucket = textAt(values, 'name');
	const members = publicMembersOf(planned, bucket);
	const labels = textsAt(values, 'labels');
	const own = isOwn(labels);
	const name = own ? labels['portcullis-resource'] : bucket;
	const key = textAt(values, 'encryption', 0, 'default_kms_key_name');
	const expiry = expiryOf(values);
	const softDelete = valueAt(values, 'soft_delete_policy', 0, 'retention_duration_seconds') ?? softDeleteSeconds;
	return readResource(
		storageSchema,
		{
			kind: 'storage',
			name,
			region: textAt(values, 'location')?.toLowerCase(),
			...(name !== undefined && gcpBucketName(project, { name }) === bucket ? {} : { bucket }),
			class: gcpStorageClassOf(textAt(values, 'storage_class') ?? 'STANDARD'),
			versioning: valueAt(values, 'versioning', 0, 'enabled') === true,
			public_access: members.length > 0,
			tls: true,
			encryption: true,
			...optional({ encryption_key: key }),
			soft_delete_days: Number(softDelete) / secondsOfDay,
			...(typeof expiry === 'number' ? { expire_after_days: expiry } : {}),
			deletion_protection:
				own || isKnown(values, 'force_destroy') ? valueAt(values, 'force_destroy') !== true : undefined,
			tags: userTags(labels),
		},
		[address, ...members.map((member) => member.address)],
		unfit(values, members) ?? (typeof expiry === 'object' ? expiry.unfit : undefined),
	);
}

function publicMembersOf(planned: PlannedPool, bucket: string | undefined): readonly PlannedResource[] {
	if (bucket === undefined) return [];
	return planned.takeType(
		'google_storage_bucket_iam_member',
		({ values }) => shortName(textAt(values, 'bucket')) === bucket && anybody.has(valueAt(values, 'member')),
	);
}

function unfit(values: unknown, members: readonly PlannedResource[]): string | undefined {
	const location = textAt(values, 'location') ?? 'unknown';
	if (!/^[a-z]+-[a-z]+\d+$/i.test(location)) return `region: ${location} is no single region`;
	if (valueAt(values, 'uniform_bucket_level_access') !== true) {
		return 'public_access: single objects may be open (uniform_bucket_level_access is not on)';
	}
	if (members.some((member) => !readers.has(valueAt(member.values, 'role')))) {
		return 'public_access: anybody may do more than read';
	}
	if (members.length === 0 && valueAt(values, 'public_access_prevention') !== 'enforced') {
		return 'public_access: public_access_prevention is not enforced, and who is let in is not known';
	}
	const beyond = beyondModel.find((field) => isSet(valueAt(values, field)));
	return beyond === undefined ? undefined : `${beyond} cannot be said in the model`;
}

/** After how many days objects are deleted, if ever; or what the model cannot say of it. */
function expiryOf(values: unknown): number | { readonly unfit: string } | undefined {
	const ages: unknown[] = [];
	for (const rule of listAt(values, 'lifecycle_rule')) {
		const type = valueAt(rule, 'action', 0, 'type');
		if (type === 'AbortIncompleteMultipartUpload') continue;
		const condition = valueAt(rule, 'condition', 0) ?? {};
		const given = Object.entries(condition).filter(([field, value]) => isSet(value) && field !== 'with_state');
		const byAge = given.length === 1 && given[0]?.[0] === 'age' && valueAt(condition, 'with_state') !== 'ARCHIVED';
		if (type !== 'Delete' || !byAge || ages.length > 0) {
			return { unfit: `expire_after_days: a rule ${String(type)} cannot be said in the model` };
		}
		ages.push(given[0]?.[1]);
	}
	const [age] = ages;
	return typeof age === 'number' ? age : undefined;
}
