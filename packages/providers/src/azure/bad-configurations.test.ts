import { type Problem, pathText, problemsOf, type Resource, resourceSchema } from '@portcullis/core';
import { expect, it } from 'vitest';
import { desiredOf } from '../../test/documents.js';
import { exampleDatabase, exampleKubernetes, exampleNetwork, exampleStorage } from '../../test/example-kinds.js';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { azureProvider } from './azure-provider.js';

const project = exampleProject('azure');
const network = exampleNetwork('azure');
const rule = { name: 'web', protocol: 'tcp', ports: [{ from: 80, to: 80 }], sources: ['0.0.0.0/0'] };
const pool = { name: 'a', size: 'Standard_D2s_v5', min: 1, max: 3, disk: { size_gib: 100, type: 'ssd' } };
const pools = (change: object) => ({ node_pools: [{ ...pool, ...change }] });
const key = 'https://shop.vault.azure.net/keys/data';

type Change = Readonly<Record<string, unknown>>;
const vm = (change: Change) => ({ ...exampleVm('azure'), ...change });
const net = (change: Change) => ({ ...network, ...change });
const database = (change: Change) => ({ ...exampleDatabase('azure'), ...change });
const storage = (change: Change) => ({ ...exampleStorage('azure'), ...change });
const cluster = (change: Change) => ({ ...exampleKubernetes('azure'), node_pools: [pool], ...change });

function problemsIn(given: Readonly<Record<string, unknown>>): readonly Problem[] {
	const parsed = resourceSchema.safeParse(given);
	if (!parsed.success) return problemsOf(parsed.error, given, resourceSchema);
	return azureProvider.check(parsed.data as Resource, project, desiredOf(network, parsed.data));
}

// What `terraform validate`, `plan` or neither of them found in 36 wrong documents of gcp, said of azure and in the words
// of the model. Some of them nobody can say: a release channel, two passwords, a fixed number of nodes beside one that
// grows, a cycle, a network interface without a network, restarting of spot machines, the name of an account.
it.each<[string, Readonly<Record<string, unknown>>, string]>([
	['a name in upper case', vm({ name: 'Web' }), 'name'],
	['a name with an underscore', vm({ name: 'web_1' }), 'name'],
	['a name of a network that is too long', net({ name: 'x'.repeat(41) }), 'name'],
	['a key of a tag that azure keeps', vm({ tags: { 'azure.x': 'y' } }), 'tags["azure.x"]'],
	['a value of a tag that is too long', vm({ tags: { team: 'x'.repeat(257) } }), 'tags.team'],
	['a range that is none', net({ cidr: '10.0.0.0/33' }), 'cidr'],
	['a range with host bits', net({ cidr: '10.0.0.1/16' }), 'cidr'],
	[
		'a subnet outside of its network',
		net({ subnets: [{ name: 'a', cidr: '10.1.0.0/24', public: false }] }),
		'subnets[0].cidr',
	],
	[
		'a subnet too small for azure',
		net({ subnets: [{ name: 'a', cidr: '10.0.0.0/30', public: false }] }),
		'subnets[0].cidr',
	],
	['a disk of nothing', vm({ disk: { size_gib: 0, type: 'ssd' } }), 'disk.size_gib'],
	['a disk that the image does not fit on', vm({ disk: { size_gib: 29, type: 'ssd' } }), 'disk.size_gib'],
	[
		'a disk of a node that is too small',
		cluster(pools({ disk: { size_gib: 29, type: 'ssd' } })),
		'node_pools[0].disk.size_gib',
	],
	['a field that is not there', vm({ nope: 1 }), 'nope'],
	['a number for a name', vm({ name: 42 }), 'name'],
	['nothing for a region', vm({ region: null }), 'region'],
	['a field that is missing', { ...vm({}), size: undefined }, 'size'],
	['a rule without a source', net({ ingress: [{ ...rule, sources: [] }] }), 'ingress[0].sources'],
	['a port that is none', net({ ingress: [{ ...rule, ports: [{ from: 80, to: 99_999 }] }] }), 'ingress[0].ports[0].to'],
	['a port for what has none', net({ ingress: [{ ...rule, protocol: 'icmp' }] }), 'ingress[0].ports'],
	['a machine type of another cloud', vm({ size: 'n2-standard-4' }), 'size'],
	['a zone of another cloud', vm({ zone: 'us-central1-a' }), 'zone'],
	['a region of another cloud', vm({ region: 'us-central1' }), 'region'],
	['a version of an engine that is not offered', database({ version: '9' }), 'version'],
	['an engine that is not offered', database({ engine: 'oracle' }), 'engine'],
	['an instance type of another cloud', database({ size: 'db-f1-micro' }), 'size'],
	['a database that nobody reaches', database({ public_access: true }), 'authorized_cidrs'],
	['availability of some other kind', database({ high_availability: 'ALWAYS' }), 'high_availability'],
	['encryption of some other kind', database({ tls: 'maybe' }), 'tls'],
	['a disk that databases do not have', database({ disk: { size_gib: 64, type: 'standard' } }), 'disk.type'],
	[
		'backups for longer than azure keeps them',
		database({ backups: { enabled: true, retention_days: 36, point_in_time: true } }),
		'backups.retention_days',
	],
	["a bucket's name with spaces", storage({ bucket: 'Bad Bucket!' }), 'bucket'],
	["a bucket's name with hyphens", storage({ bucket: 'bad-bucket' }), 'bucket'],
	['prevention of some other kind', storage({ public_access: 'bogus' }), 'public_access'],
	['uniformity of some other kind', storage({ versioning: 'maybe' }), 'versioning'],
	['a class that is none', storage({ class: 'GLACIER' }), 'class'],
	['a pool that ends before it begins', cluster(pools({ min: 4, max: 3 })), 'node_pools[0].max'],
	['two pools of one name', cluster({ node_pools: [pool, pool] }), 'node_pools'],
	['a version of kubernetes that is none', cluster({ version: 'latest' }), 'version'],
	['a public control plane that names nobody', cluster({ public_endpoint: true }), 'authorized_cidrs'],
	['a key of another cloud', storage({ encryption_key: 'arn:aws:kms:eu-west-1:1:key/a' }), 'encryption_key'],
	['a key of a cluster without its version', cluster({ encryption_key: key }), 'encryption_key'],
	['metadata without a token', vm({ imds_v1: true }), 'imds_v1'],
	['encryption that is off', vm({ encryption: false }), 'encryption'],
])('%s is refused with its path', (_what, given, path) => {
	const problems = problemsIn(given);
	// A range that is none has no subnets in it either: the first problem is the one that was made.
	expect(pathText(problems[0]?.path ?? [])).toBe(path);
	expect(problems[0]?.message).toMatch(/\w{3}/);
});

it('what they were made from is right', () => {
	for (const given of [vm({}), net({}), database({}), storage({ encryption_key: key }), cluster({})]) {
		expect(problemsIn(given)).toEqual([]);
	}
});
