import type { PlannedResource, Storage } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryStorage } from '../../test/aws/arbitrary-storage.js';
import { exampleKey } from '../../test/aws/examples.js';
import { problemsOf, project, roundTrip } from '../../test/aws/round-trip.js';
import { blocksOf, differences } from '../../test/documents.js';
import { exampleStorage } from '../../test/example-kinds.js';
import { inOrder } from '../../test/in-order.js';
import { plannedValues } from '../../test/planned-values.js';
import { rounds } from '../../test/rounds.js';
import { noPlans, sharedPlan } from '../../test/shared-plan.js';
import { awsProvider } from './aws-provider.js';
import { bucketName } from './bucket-name.js';
import { bucketPolicy } from './bucket-policy.js';

const storage = (change: Partial<Storage> = {}) => exampleStorage('aws', change);
const synthesize = (...buckets: Storage[]) => awsProvider.synthesize(project, buckets);

it('buckets are read back from their documents as they were, and no block is left over', async () => {
	await fc.assert(
		fc.asyncProperty(arbitraryStorage, async (random) => {
			expect(problemsOf([random])).toEqual([]);
			const read = await roundTrip([random]);
			expect(read.unmapped).toEqual([]);
			expect(read.resources).toEqual(inOrder([random]));
			expect(read.lost).toEqual([]);
		}),
		{ numRuns: rounds() },
	);
}, 600_000);

it('a bucket is closed to the public, encrypted, versioned, and refuses connections without TLS', async () => {
	const blocks = blocksOf(await synthesize(storage({ deletion_protection: true })));
	const of = (type: string) => blocks.get(`${type}.storage_assets`);
	expect(of('aws_s3_bucket')).toMatchObject({ bucket: 'shop-assets', force_destroy: false });
	expect(of('aws_s3_bucket')).not.toHaveProperty('acl');
	expect(of('aws_s3_bucket_public_access_block')).toMatchObject({
		block_public_acls: true,
		block_public_policy: true,
		ignore_public_acls: true,
		restrict_public_buckets: true,
	});
	expect(of('aws_s3_bucket_ownership_controls')?.rule).toEqual({ object_ownership: 'BucketOwnerEnforced' });
	expect(JSON.stringify(of('aws_s3_bucket_server_side_encryption_configuration'))).toContain('"AES256"');
	expect(of('aws_s3_bucket_versioning')?.versioning_configuration).toEqual({ status: 'Enabled' });
	expect(of('aws_s3_bucket_lifecycle_configuration')).toMatchObject({
		rule: [
			{
				abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
				noncurrent_version_expiration: [{ noncurrent_days: 7, newer_noncurrent_versions: 100 }],
			},
		],
	});
	const policy = JSON.parse(String(of('aws_s3_bucket_policy')?.policy));
	expect(policy.Statement).toMatchObject([
		{ Effect: 'Deny', Principal: '*', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
	]);
	expect(policy.Statement[0].Resource).toEqual(['arn:aws:s3:::shop-assets', 'arn:aws:s3:::shop-assets/*']);
});

it('a bucket opens up as its fields say, and nothing more', async () => {
	const blocks = blocksOf(await synthesize(storage({ public_access: true, tls: false })));
	const of = (type: string) => blocks.get(`${type}.storage_assets`);
	expect(of('aws_s3_bucket_public_access_block')).toMatchObject({
		block_public_acls: true,
		block_public_policy: false,
	});
	expect(JSON.parse(String(of('aws_s3_bucket_policy')?.policy)).Statement).toMatchObject([
		{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop-assets/*' },
	]);
	expect(of('aws_s3_bucket')?.force_destroy).toBe(true);
	const silent = blocksOf(
		await synthesize(storage({ tls: false, encryption_key: exampleKey, versioning: false, soft_delete_days: 0 })),
	);
	expect([...silent.keys()]).not.toContain('aws_s3_bucket_policy.storage_assets');
	expect(JSON.stringify(silent.get('aws_s3_bucket_server_side_encryption_configuration.storage_assets'))).toContain(
		'"sse_algorithm":"aws:kms"',
	);
	expect(silent.get('aws_s3_bucket_versioning.storage_assets')?.versioning_configuration).toEqual({
		status: 'Suspended',
	});
	const regulated = storage({ region: 'us-gov-west-1' });
	expect(JSON.stringify(await synthesize(regulated))).toContain('arn:aws-us-gov:s3:::shop-assets');
});

it('a bucket more changes no other, and its name in the world is made of project, name and account', async () => {
	const added = differences(await synthesize(storage()), await synthesize(storage({ name: 'backup' }), storage()));
	expect(added).toHaveLength(7);
	for (const address of added) expect(address).toMatch(/\.storage_backup$/);
	expect(bucketName({ ...project, account: '123456789012' }, storage())).toBe('shop-assets-123456789012');
	expect(bucketName(project, storage({ bucket: 'mine' }))).toBe('mine');
	const long = { ...project, name: 'p'.repeat(40), account: '123456789012' };
	expect(bucketName(long, storage({ name: 'n'.repeat(40) })).length).toBeLessThanOrEqual(63);
	const odd = { ...project, account: '12:34.56' };
	expect(awsProvider.check(storage(), odd, new Map())).toMatchObject([{ path: ['bucket'] }]);
	expect(awsProvider.check(storage({ bucket: 'mine' }), odd, new Map())).toEqual([]);
	expect(bucketName({ ...project, name: 'a' }, storage({ name: 'b' }))).toBe('a-b');
});

function changed(planned: readonly PlannedResource[], type: string, change: Record<string, unknown>) {
	return planned.map((resource) => {
		if (resource.type !== type) return resource;
		const values = Object.entries({ ...resource.values, ...change }).filter(([, value]) => value !== undefined);
		return { ...resource, values: Object.fromEntries(values) };
	});
}

const anybody = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 's3:*', Resource: '*' };

it.each([
	['aws_s3_bucket_policy', { policy: JSON.stringify({ Statement: [anybody] }) }, /^public_access: /],
	['aws_s3_bucket_policy', { policy: '{' }, /^public_access: /],
	['aws_s3_bucket_policy', { policy: undefined }, /^public_access: /],
	['aws_s3_bucket_ownership_controls', { rule: [{ object_ownership: 'ObjectWriter' }] }, /^public_access: the ACL/],
	['aws_s3_bucket_versioning', { versioning_configuration: undefined }, /^versioning: /],
	[
		'aws_s3_bucket_lifecycle_configuration',
		{ rule: [{ status: 'Enabled', expiration: [{}] }] },
		/^expire_after_days: /,
	],
	[
		'aws_s3_bucket_lifecycle_configuration',
		{ rule: [{ status: 'Enabled', expiration: [{ days: 9, date: '2027-01-01' }] }] },
		/^class: .*rules/,
	],
	[
		'aws_s3_bucket_lifecycle_configuration',
		{ rule: [{ status: 'Enabled', noncurrent_version_transition: [{ noncurrent_days: 9 }] }] },
		/^class: .*rules/,
	],
	['aws_s3_bucket_lifecycle_configuration', { rule: [{ status: 'Disabled' }] }, /^class: .*rules/],
	['aws_s3_bucket', { website: [{ index_document: 'index.html' }] }, /^website: /],
	['aws_s3_bucket_lifecycle_configuration', { rule: [{ status: 'Enabled', transition: [{ days: 1 }] }] }, /^class: /],
	['aws_s3_bucket_lifecycle_configuration', { rule: [{ status: 'Enabled' }, { status: 'Enabled' }] }, /^class: /],
	['aws_s3_bucket_lifecycle_configuration', { rule: [{ status: 'Enabled', filter: [{ prefix: 'a/' }] }] }, /^class: /],
] as const)('a bucket whose %s was changed to %j is not read as what it was', async (type, change, reason) => {
	const read = await awsProvider.read(changed(plannedValues(await synthesize(storage())), type, change), project);
	expect(read.resources).toEqual([]);
	expect(read.unmapped[0]?.reason).toMatch(reason);
});

const inline = {
	bucket: 'legacy-files',
	region: 'us-east-1',
	acl: 'private',
	policy: '',
	force_destroy: false,
	grant: [],
	lifecycle_rule: [],
	server_side_encryption_configuration: [],
	versioning: [{ enabled: true, mfa_delete: false }],
	tags: { owner: 'files' },
};
const legacy = (change: object = {}) => ({
	address: 'aws_s3_bucket.old',
	type: 'aws_s3_bucket',
	name: 'old',
	values: { ...inline, ...change },
});
const keyRule = (rule: object) => ({
	server_side_encryption_configuration: [{ rule: [{ apply_server_side_encryption_by_default: [rule] }] }],
});

it('a bucket with all of it inline, as was once written, is read', async () => {
	const read = async (change: object) => (await awsProvider.read([legacy(change)], project)).resources[0]?.resource;
	expect(await read({})).toEqual({
		...storage({ name: 'legacy-files', bucket: 'legacy-files', tls: false, soft_delete_days: 0 }),
		deletion_protection: true,
		tags: { owner: 'files' },
	});
	expect(await read({ versioning: [] })).toMatchObject({ versioning: false });
	expect(await read({ acl: 'public-read' })).toMatchObject({ public_access: true });
	const policy = bucketPolicy({ region: 'us-east-1', tls: true, public_access: true }, 'legacy-files');
	expect(await read({ policy })).toMatchObject({ tls: true, public_access: true });
	expect(await read(keyRule({ sse_algorithm: 'aws:kms', kms_master_key_id: exampleKey }))).toMatchObject({
		encryption_key: exampleKey,
	});
	expect(await read(keyRule({ sse_algorithm: 'aws:kms', kms_master_key_id: null }))).not.toHaveProperty(
		'encryption_key',
	);
});

it.each([
	[{ acl: 'public-read-write' }, /^public_access: ACL public-read-write/],
	[{ grant: [{ uri: 'http://acs.amazonaws.com/groups/global/AllUsers' }] }, /^public_access: grants/],
	[{ lifecycle_rule: [{ enabled: true }] }, /^class: /],
	[{ bucket: undefined }, /^bucket: /],
	[{ bucket: 'with.dots' }, /^name: /],
	[{ versioning: undefined }, /^versioning: /],
	[{ acl: undefined }, /^public_access: the ACL/],
	[{ force_destroy: undefined }, /^deletion_protection: is not known/],
	[{ policy: undefined }, /^public_access: the policy is not known/],
	[keyRule({ sse_algorithm: 'aws:kms' }), /^encryption_key: /],
])('an old bucket with %j is kept apart with the reason', async (change, reason) => {
	const read = await awsProvider.read(changed([legacy()], 'aws_s3_bucket', change), project);
	expect(read.resources).toEqual([]);
	expect(read.unmapped).toMatchObject([{ address: 'aws_s3_bucket.old', reason: expect.stringMatching(reason) }]);
});

it('a bucket of others with blocks beside it that name it is one resource', async () => {
	const block = {
		address: 'aws_s3_bucket_public_access_block.elsewhere',
		type: 'aws_s3_bucket_public_access_block',
		name: 'elsewhere',
		values: {
			bucket: 'legacy-files',
			block_public_acls: true,
			block_public_policy: true,
			ignore_public_acls: true,
			restrict_public_buckets: true,
		},
	};
	const read = await awsProvider.read([legacy({ acl: 'public-read' }), block], project);
	expect(read).toMatchObject({ unmapped: [], resources: [{ resource: { public_access: false } }] });
	expect(read.resources[0]?.addresses).toEqual(['aws_s3_bucket.old', block.address]);
	const other = { ...block, values: { ...block.values, bucket: 'another' } };
	const apart = await awsProvider.read([legacy({ acl: 'public-read' }), other], project);
	expect(apart.resources).toMatchObject([{ resource: { public_access: true } }]);
	expect(apart.unmapped).toMatchObject([{ address: block.address }]);
});

it.skipIf(noPlans !== '')(
	`of a plan of others the buckets that stand are read, the new one is not known yet${noPlans}`,
	async () => {
		const { resources, unmapped } = await awsProvider.read(sharedPlan('aws-s3-all-actions-snyk.json'), project);
		expect(resources.map(({ resource }) => resource)).toMatchObject([
			{ bucket: 'noop20220817102021848200000001', public_access: false, versioning: false, tls: false },
			{ bucket: 'update20220817101803364800000001', public_access: true, versioning: false, tls: false },
		]);
		expect(unmapped).toEqual([
			{ address: 'aws_s3_bucket.create_bucket', reason: 'bucket: its name is not known before apply' },
		]);
	},
);
