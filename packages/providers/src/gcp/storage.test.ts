import { type PlannedResource, pathText, type Resource, type Storage } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blocksOf, desiredOf, differences } from '../../test/documents.js';
import { exampleStorage } from '../../test/example-kinds.js';
import { exampleProject } from '../../test/examples.js';
import { arbitraryStorage } from '../../test/gcp/arbitrary-storage.js';
import { expectRoundTrip } from '../../test/gcp/round-trip.js';
import { plannedValues } from '../../test/planned-values.js';
import { rounds } from '../../test/rounds.js';
import { gcpProvider } from './gcp-provider.js';

const project = exampleProject('gcp');
const synthesize = (...resources: Resource[]) => gcpProvider.synthesize(project, resources);
const address = 'google_storage_bucket.storage_assets';

it('buckets are read back from their documents as they were', async () => {
	const buckets = fc.uniqueArray(arbitraryStorage, { minLength: 1, maxLength: 3, selector: ({ name }) => name });
	await fc.assert(
		fc.asyncProperty(buckets, (list) => expectRoundTrip(list)),
		{ numRuns: rounds() },
	);
}, 600_000);

it.each<[Partial<Storage>, string, RegExp]>([
	[{ region: 'us' }, 'region', /us-central1/],
	[{ bucket: 'goog-assets' }, 'bucket', /goog/],
	[{ bucket: 'my-google-assets' }, 'bucket', /google/],
	[{ bucket: 'my-g00gle' }, 'bucket', /google/],
	[{ name: 'google' }, 'name', /google/],
	[{ tls: false }, 'tls', /cannot be turned off/],
	[{ soft_delete_days: 6 }, 'soft_delete_days', /0 or from 7 to 90/],
	[{ encryption_key: 'projects/p/locations/global/keyRings/r/cryptoKeys/k' }, 'encryption_key', /us-central1/],
	[{ encryption_key: 'projects/p/keys/k' }, 'encryption_key', /cryptoKeys/],
	[{ tags: { team: 'Core' } }, 'tags.team', /up to 63/],
])('%j is refused with its path and what would be right', (change, path, message) => {
	const storage = exampleStorage('gcp', change);
	const problems = gcpProvider.check(storage, project, desiredOf(storage));
	expect(problems.map((problem) => pathText(problem.path))).toEqual([path]);
	expect(problems[0]?.message).toMatch(message);
});

it('two resources that would be one bucket are refused', () => {
	const one = exampleStorage('gcp');
	const other = exampleStorage('gcp', { name: 'other', bucket: 'shop-assets' });
	expect(gcpProvider.check(one, project, desiredOf(one, other))).toMatchObject([
		{ path: ['name'], message: expect.stringMatching(/storage\/other/) },
	]);
	expect(gcpProvider.check(other, project, desiredOf(one, other))).toMatchObject([{ path: ['bucket'] }]);
});

it('a bucket is private beyond doubt, keeps what is deleted, and is not emptied where it is protected', async () => {
	const blocks = blocksOf(await synthesize(exampleStorage('gcp', { deletion_protection: true })));
	expect([...blocks.keys()]).toEqual([address]);
	expect(blocks.get(address)).toMatchObject({
		name: 'shop-assets',
		location: 'us-central1',
		storage_class: 'STANDARD',
		uniform_bucket_level_access: true,
		public_access_prevention: 'enforced',
		force_destroy: false,
		versioning: { enabled: true },
		soft_delete_policy: { retention_duration_seconds: 604_800 },
		lifecycle_rule: [{ action: { type: 'AbortIncompleteMultipartUpload' }, condition: { age: 7 } }],
		labels: { 'managed-by': 'portcullis', 'portcullis-resource': 'assets', team: 'core' },
	});
	expect(blocks.get(address)).not.toHaveProperty('encryption');
});

it('a bucket that is public lets anybody read, and not list', async () => {
	const blocks = blocksOf(await synthesize(exampleStorage('gcp', { public_access: true })));
	expect(blocks.get(address)).toMatchObject({
		public_access_prevention: 'inherited',
		uniform_bucket_level_access: true,
	});
	expect(blocks.get('google_storage_bucket_iam_member.storage_assets')).toEqual({
		bucket: `\${google_storage_bucket.storage_assets.name}`,
		role: 'roles/storage.legacyObjectReader',
		member: 'allUsers',
	});
});

it('names that are long together fit, and what is expected to be used changes nothing', async () => {
	const long = { ...project, name: 'p'.repeat(40) };
	const [first] = blocksOf(
		await gcpProvider.synthesize(long, [exampleStorage('gcp', { name: 'n'.repeat(40) })]),
	).values();
	expect(first?.name).toMatch(/^[a-z0-9-]{63}$/);
	const plain = await synthesize(exampleStorage('gcp'));
	expect(await synthesize(exampleStorage('gcp', { usage: { stored_gib: 5 } }))).toEqual(plain);
});

it('another bucket changes no block that stands', async () => {
	const before = await synthesize(exampleStorage('gcp'));
	const after = await synthesize(exampleStorage('gcp', { name: 'a' }), exampleStorage('gcp'));
	expect(differences(before, after)).toEqual(['google_storage_bucket.storage_a']);
});

async function readChanged(change: object, ...more: PlannedResource[]) {
	const planned = plannedValues(await synthesize(exampleStorage('gcp')));
	const changed = planned.map((resource) => ({ ...resource, values: { ...resource.values, ...change } }));
	return gcpProvider.read([...changed, ...more], project);
}

const opened = (role: string): PlannedResource => ({
	address: 'google_storage_bucket_iam_member.mine',
	type: 'google_storage_bucket_iam_member',
	name: 'mine',
	values: { bucket: 'b/shop-assets', role, member: 'allUsers' },
});

it.each<[string, object, RegExp]>([
	['lists at single objects', { uniform_bucket_level_access: false }, /^public_access: single objects/],
	['access that is not prevented', { public_access_prevention: 'inherited' }, /^public_access: .*not known/],
	['access that nobody knows of', { public_access_prevention: null }, /^public_access: .*not known/],
	['several regions', { location: 'EU' }, /^region: EU/],
	['a retention', { retention_policy: [{ retention_period: 1 }] }, /^retention_policy/],
	['a rule of its own', { lifecycle_rule: [{ action: [{ type: 'SetStorageClass' }] }] }, /^expire_after_days: /],
	[
		'a rule for some objects',
		{ lifecycle_rule: [{ action: [{ type: 'Delete' }], condition: [{ age: 1, matches_prefix: ['a'] }] }] },
		/^expire_after_days: /,
	],
	['a class that the model lacks', { storage_class: 'REGIONAL' }, /^class: /],
])('a bucket with %s is left unmapped with the reason', async (_what, change, reason) => {
	const { resources, unmapped } = await readChanged(change);
	expect(resources).toEqual([]);
	expect(unmapped).toMatchObject([{ address, reason: expect.stringMatching(reason) }]);
});

it('a bucket that somebody opened by hand is seen', async () => {
	const read = await readChanged({ public_access_prevention: 'inherited' }, opened('roles/storage.objectViewer'));
	expect(read.resources).toMatchObject([{ resource: { public_access: true } }]);
	const more = await readChanged({}, opened('roles/storage.admin'));
	expect(more.resources).toEqual([]);
	expect(more.unmapped[0]?.reason).toMatch(/^public_access: anybody may do more/);
});

it("others' buckets are read where the model can say all of them, regions in capitals too", async () => {
	const theirs = {
		address: 'module.a.google_storage_bucket.b[0]',
		type: 'google_storage_bucket',
		name: 'b',
		index: 0,
		values: {
			name: 'their-bucket',
			location: 'EUROPE-WEST1',
			uniform_bucket_level_access: true,
			public_access_prevention: 'enforced',
			force_destroy: false,
		},
	};
	expect((await gcpProvider.read([theirs], project)).resources).toMatchObject([
		{ resource: { name: 'their-bucket', bucket: 'their-bucket', region: 'europe-west1', deletion_protection: true } },
	]);
	const { force_destroy: _unknown, ...vague } = theirs.values;
	const read = await gcpProvider.read([{ ...theirs, values: vague }], project);
	expect(read.resources).toEqual([]);
	expect(read.unmapped[0]?.reason).toBe('deletion_protection: is not known');
});
