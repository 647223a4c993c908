import {
	type Database,
	type Kubernetes,
	type Network,
	type Problem,
	pathText,
	resourceSchema,
	type Storage,
	type Vm,
} from '@portcullis/core';
import { describe, expect, it } from 'vitest';
import { exampleKey, twoZoneNetwork } from '../../test/aws/examples.js';
import { project } from '../../test/aws/round-trip.js';
import { desiredOf } from '../../test/documents.js';
import { exampleDatabase, exampleKubernetes, exampleStorage } from '../../test/example-kinds.js';
import { exampleVm } from '../../test/examples.js';
import { awsProvider } from './aws-provider.js';

const network = twoZoneNetwork();
const subnet = (name: string, cidr: string, isPublic = false) => ({ name, cidr, public: isPublic });
const lonely = { ...network, name: 'lonely', subnets: [subnet('a', '10.0.0.0/24'), subnet('b', '10.0.3.0/24')] };
const shut = { ...network, name: 'shut', nat: false };
const desired = desiredOf(network, lonely, shut);

const examples = {
	network: (change: object) => ({ ...twoZoneNetwork(), ...change }),
	database: (change: object) => ({ ...exampleDatabase('aws'), ...change }),
	storage: (change: object) => ({ ...exampleStorage('aws'), ...change }),
	kubernetes: (change: object) => ({ ...exampleKubernetes('aws'), ...change }),
	vm: (change: object) => ({ ...exampleVm('aws'), network: 'main', ...change }),
};

/** What a request meets: the model's schema, then the cloud's own rules. */
function problemsOf(kind: keyof typeof examples, change: object): readonly Pick<Problem, 'path' | 'message'>[] {
	const parsed = resourceSchema.safeParse(examples[kind](change));
	if (!parsed.success) {
		return parsed.error.issues.map(({ path, message }) => ({ path: path.map((step) => step as string), message }));
	}
	return awsProvider.check(parsed.data, project, desired);
}

const rule = (change: object) => ({
	ingress: [{ name: 'r', protocol: 'tcp', ports: [{ from: 22, to: 22 }], sources: ['10.0.0.0/8'], ...change }],
});
const many = (count: number) => Array.from({ length: count }, (_, index) => ({ from: index + 1, to: index + 1 }));
const pool = (change: object) => ({
	node_pools: [{ name: 'p', size: 't3.large', min: 1, max: 3, disk: { size_gib: 100, type: 'balanced' }, ...change }],
});

const networks: [Partial<Network> | object, string, RegExp][] = [
	[{ cidr: '10.0.0.1/16' }, 'cidr', /no host bits/],
	[{ cidr: '10.0.0.0/25', subnets: [subnet('a', '10.0.0.0/26')] }, 'cidr', /\/24/],
	[{ cidr: '10.0.0.0/8', subnets: [subnet('a', '10.0.0.0/24')] }, 'cidr', /from \/16/],
	[{ cidr: '169.254.0.0/16', subnets: [subnet('a', '169.254.0.0/24')] }, 'cidr', /aws keeps/],
	[{ subnets: [subnet('a', '10.0.0.0/29')] }, 'subnets[0].cidr', /\/28 or larger/],
	[{ subnets: [subnet('a', '10.1.0.0/24')] }, 'subnets[0].cidr', /within/],
	[{ subnets: [subnet('a', '10.0.0.0/24'), subnet('b', '10.0.0.128/25')] }, 'subnets[1].cidr', /overlap/],
	[{ subnets: [subnet('a', '10.0.0.0/24'), subnet('a', '10.0.1.0/24')] }, 'subnets[1].name', /once/],
	[{ region: 'us-gov-west-1' }, 'nat', /not offered/],
	[{ region: 'eu-central-9' }, 'region', /zones/],
	[{ region: 'us-central1' }, 'region', /us-east-1/],
	[{ name: 'Bad_Name' }, 'name', /lower-case/],
	[rule({ ports: [{ from: 22, to: 99_999 }] }), 'ingress[0].ports[0].to', /65535/],
	[rule({ sources: [] }), 'ingress[0].sources', /./],
	[rule({ sources: ['10.0.0.1/8'] }), 'ingress[0].sources[0]', /./],
	[rule({ sources: ['::1/0'] }), 'ingress[0].sources[0]', /host bits/],
	[rule({ sources: [':::/0'] }), 'ingress[0].sources[0]', /IPv6/],
	[rule({ sources: ['10.0.0.0/8', '10.0.0.0/8'] }), 'ingress[0].sources', /already/],
	[rule({ ports: many(16), sources: ['10.0.0.0/8', '11.0.0.0/8', '12.0.0.0/8', '13.0.0.0/8'] }), 'ingress', /64 rules/],
	[{ tags: { 'aws:x': 'y' } }, 'tags["aws:x"]', /another key/],
	[{ tags: { 'kubernetes.io/role/elb': '1' } }, 'tags["kubernetes.io/role/elb"]', /another key/],
];

const databases: [Partial<Database> | object, string, RegExp][] = [
	[{ version: '13' }, 'version', /14, 15/],
	[{ version: '16.4' }, 'version', /keeps the minor/],
	[{ engine: 'mysql', version: '8' }, 'version', /8\.0, 8\.4/],
	[{ engine: 'mysql', version: '5.7' }, 'version', /8\.0, 8\.4/],
	[{ engine: 'oracle' }, 'engine', /./],
	[{ size: 't3.medium' }, 'size', /db\.t4g/],
	[{ size: 'db-custom-2-7680' }, 'size', /db\.t4g/],
	[{ size: 'db.m4.large' }, 'size', /too old/],
	[{ size: 'db.x1e.xlarge' }, 'size', /not for it/],
	[{ size: 'db.r5.large.tpc1.mem2x' }, 'size', /db\.t4g/],
	[{ disk: { size_gib: 19, type: 'ssd' } }, 'disk.size_gib', /from 20/],
	[{ disk: { size_gib: 0, type: 'ssd' } }, 'disk.size_gib', /./],
	[{ disk: { size_gib: 70_000, type: 'ssd' } }, 'disk.size_gib', /65536/],
	[{ disk: { size_gib: 100, type: 'standard' } }, 'disk.type', /ssd/],
	[{ backups: { enabled: true, retention_days: 36, point_in_time: true } }, 'backups.retention_days', /35/],
	[{ backups: { enabled: true, retention_days: 7, point_in_time: false } }, 'backups.point_in_time', /never keeps/],
	[{ public_access: true }, 'authorized_cidrs', /must name/],
	[{ authorized_cidrs: ['203.0.113.0/24'] }, 'authorized_cidrs', /left out/],
	[{ public_access: true, authorized_cidrs: ['203.0.113.0/24', '203.0.113.0/24'] }, 'authorized_cidrs[1]', /once/],
	[{ network: 'lonely' }, 'network', /two private subnets in two zones/],
	[{ network: 'none' }, 'network', /of the project/],
	[{ encryption_key: 'arn:aws:kms:eu-west-1:123456789012:alias/mine' }, 'encryption_key', /us-east-1/],
	[{ encryption_key: 'projects/p/locations/l/keyRings/r/cryptoKeys/k' }, 'encryption_key', /ARN/],
	[{ high_availability: 'ALWAYS' }, 'high_availability', /./],
	[{ tags: { Name: 'x' } }, 'tags.Name', /remove/],
];

const buckets: [Partial<Storage> | object, string, RegExp][] = [
	[{ bucket: 'Bad Bucket!' }, 'bucket', /lower-case/],
	[{ bucket: 'xn--bucket' }, 'bucket', /keeps for itself/],
	[{ bucket: 'my-s3alias' }, 'bucket', /keeps for itself/],
	[{ name: 'my--ol-s3' }, 'bucket', /give a bucket/],
	[{ class: 'GLACIER' }, 'class', /./],
	[{ region: 'nowhere' }, 'region', /us-east-1/],
	[{ versioning: false }, 'soft_delete_days', /versions/],
	[{ soft_delete_days: 91 }, 'soft_delete_days', /90/],
	[{ public_access: true, encryption_key: exampleKey }, 'encryption_key', /left out/],
	[{ class: 'infrequent', expire_after_days: 30 }, 'expire_after_days', /more than 30/],
	[{ encryption: false }, 'encryption', /cannot be turned off/],
	[{ public_access: 'bogus' }, 'public_access', /./],
	[{ encryption_key: 'arn:aws:kms:us-east-1:123456789012:alias/mine' }, 'encryption_key', /ARN/],
];

const clusters: [Partial<Kubernetes> | object, string, RegExp][] = [
	[{ version: '1.31' }, 'version', /1\.32/],
	[{ version: '1.99' }, 'version', /1\.32/],
	[{ network: undefined }, 'network', /two subnets/],
	[{ network: 'lonely' }, 'network', /two private subnets/],
	[{ network: 'lonely', private_nodes: false }, 'network', /two public subnets/],
	[{ network: 'shut' }, 'network', /nat/],
	[{ public_endpoint: true }, 'authorized_cidrs', /must name/],
	[{ authorized_cidrs: ['203.0.113.0/24'] }, 'authorized_cidrs', /left out/],
	[{ public_endpoint: true, authorized_cidrs: ['10.0.0.0/16'] }, 'authorized_cidrs[0]', /internet/],
	[{ public_endpoint: true, authorized_cidrs: ['8.8.8.8/32', '8.8.8.8/32'] }, 'authorized_cidrs[1]', /once/],
	[
		{ public_endpoint: true, authorized_cidrs: Array.from({ length: 41 }, (_, index) => `8.8.${index}.0/24`) },
		'authorized_cidrs',
		/at most 40/,
	],
	[pool({ min: 4 }), 'node_pools[0].max', /at least min/],
	[pool({ max: 451 }), 'node_pools[0].max', /450/],
	[pool({ size: 'e2-standard-4' }), 'node_pools[0].size', /t3\.large/],
	[pool({ size: 'mac2.metal' }), 'node_pools[0].size', /no Linux/],
	[pool({ size: 't3.nano' }), 'node_pools[0].size', /no pod/],
	[pool({ disk: { size_gib: 9, type: 'balanced' } }), 'node_pools[0].disk.size_gib', /30/],
	[pool({ disk: { size_gib: 16_385, type: 'ssd' } }), 'node_pools[0].disk.size_gib', /16384/],
	[pool({ disk: { size_gib: 100, type: 'standard' } }), 'node_pools[0].disk.type', /gp3/],
	[{ node_pools: [] }, 'node_pools', /at least one/],
	[{ node_pools: [...pool({}).node_pools, ...pool({}).node_pools] }, 'node_pools', /once/],
];

const machines: [Partial<Vm> | object, string, RegExp][] = [
	[{ network: 'none' }, 'network', /of the project/],
	[{ zone: 'us-east-1a' }, 'zone', /left out/],
	[{ subnet: 'nowhere' }, 'subnet', /web-a, web-b/],
	[{ subnet: 'apps-a', public_ip: true }, 'public_ip', /private subnet/],
	[{ network: 'lonely', public_ip: true }, 'public_ip', /private subnet/],
	[{ network: undefined, subnet: 'apps-a' }, 'subnet', /subnet-0123/],
	[{ encryption_key: exampleKey.replace('us-east-1', 'eu-west-1') }, 'encryption_key', /us-east-1/],
];

describe.each([
	['network', networks],
	['database', databases],
	['storage', buckets],
	['kubernetes', clusters],
	['vm', machines],
] as const)('a %s', (kind, refused) => {
	it('as in the examples is accepted', () => {
		expect(problemsOf(kind, {})).toEqual([]);
	});

	it.each(refused)('with %j is refused with the field and what would be right', (change, path, message) => {
		const problems = problemsOf(kind, change);
		expect(problems.map((problem) => pathText(problem.path))).toContain(path);
		expect(problems.find((problem) => pathText(problem.path) === path)?.message).toMatch(message);
		expect(new Set(problems.map((problem) => pathText(problem.path))).size).toBe(1);
	});
});

it.each([
	['storage', { bucket: 'my-own-bucket', class: 'infrequent', expire_after_days: 31 }],
	['storage', { versioning: false, soft_delete_days: 0, public_access: true }],
	[
		'database',
		{ network: undefined, engine: 'mysql', version: '8.4', size: 'db.r8g.large', encryption_key: exampleKey },
	],
	['database', { network: 'shut', public_access: true, authorized_cidrs: ['0.0.0.0/0'] }],
	['kubernetes', { network: 'shut', private_nodes: false, version: '1.36' }],
	['kubernetes', { public_endpoint: true, authorized_cidrs: ['0.0.0.0/0'] }],
	['network', { cidr: '100.64.0.0/16', subnets: [subnet('a', '100.64.0.0/28')], ingress: [] }],
	['network', { region: 'cn-north-1', nat: false }],
	['network', rule({ ports: many(15), sources: ['10.0.0.0/8', '11.0.0.0/8', '12.0.0.0/8', '13.0.0.0/8', '::/0'] })],
	['vm', { subnet: 'web-b', public_ip: true }],
] as const)('a %s with %j is accepted', (kind, change) => {
	expect(problemsOf(kind, change)).toEqual([]);
});
