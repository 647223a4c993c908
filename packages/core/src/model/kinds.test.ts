// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's templates are what is refused
import { describe, expect, it } from 'vitest';
import { pathText, problemsOf } from './problem.js';
import { resourceRequestSchema } from './resource.js';

/** Where a request for one resource is wrong, and why. */
function faults(resource: object): string[] {
	const parsed = resourceRequestSchema.safeParse(resource);
	return parsed.success
		? []
		: problemsOf(parsed.error, resource).map(({ path, message }) => `${pathText(path)}: ${message}`);
}

const subnet = (name: string, cidr: string) => ({ name, cidr });
const network = (more: object = {}) => ({
	kind: 'network',
	name: 'main',
	cidr: '10.0.0.0/16',
	subnets: [subnet('a', '10.0.0.0/24')],
	...more,
});
const rule = (more: object = {}) => ({
	...{ name: 'https', protocol: 'tcp', ports: [{ from: 443, to: 443 }], sources: ['0.0.0.0/0'] },
	...more,
});
const pool = (more: object = {}) => ({ name: 'main', size: 'e2-standard-2', ...more });
const cluster = (...pools: object[]) => ({ kind: 'kubernetes', name: 'k', node_pools: pools });
const database = { kind: 'database', name: 'db', engine: 'postgres', version: '16', size: 'medium' };

describe('a network', () => {
	it('is sound with one subnet, and secure by default', () => {
		expect(resourceRequestSchema.parse(network())).toMatchObject({ nat: true, flow_logs: true, ingress: [] });
	});

	it.each([
		['a subnet that lies outside', { subnets: [subnet('a', '10.1.0.0/24')] }, /subnets\[0\]\.cidr: must lie within/],
		['a subnet larger than it', { subnets: [subnet('a', '10.0.0.0/15')] }, /subnets\[0\]\.cidr: must lie within/],
		[
			'subnets that overlap',
			{ subnets: [subnet('a', '10.0.0.0/24'), subnet('b', '10.0.0.128/25')] },
			/subnets\[1\]\.cidr: must not overlap subnet a/,
		],
		[
			'subnets of one name',
			{ subnets: [subnet('a', '10.0.0.0/24'), subnet('a', '10.0.1.0/24')] },
			/subnets\[1\]\.name: must be used once only/,
		],
		['no subnet', { subnets: [] }, /subnets: must name at least one/],
		['a range that is too large', { cidr: '10.0.0.0/7' }, /cidr: must/],
		['a range that is too small', { cidr: '10.0.0.0/25', subnets: [subnet('a', '10.0.0.0/26')] }, /cidr: must be from/],
		['a range with host bits', { cidr: '10.0.0.1/16' }, /cidr: must have no host bits/],
		[
			'a port past the last',
			{ ingress: [rule({ ports: [{ from: 443, to: 99_999 }] })] },
			/ports\[0\]\.to: must be from 1/,
		],
		['a port of 0', { ingress: [rule({ ports: [{ from: 0, to: 1 }] })] }, /ports\[0\]\.from: must be from 1/],
		[
			'ports the wrong way round',
			{ ingress: [rule({ ports: [{ from: 9, to: 1 }] })] },
			/must not end before it begins/,
		],
		['a rule without a source', { ingress: [rule({ sources: [] })] }, /sources/],
		['tcp without ports', { ingress: [rule({ ports: [] })] }, /ports: must be given for tcp/],
		['icmp with ports', { ingress: [rule({ protocol: 'icmp' })] }, /ports: must be given for tcp/],
		['two rules of one name', { ingress: [rule(), rule()] }, /ingress\[1\]\.name: must be used once only/],
	])('is refused with %s', (_what, more, message) => {
		expect(faults(network(more)).join('\n')).toMatch(message);
	});
});

describe('a cluster', () => {
	it('has private nodes and a private control plane by default', () => {
		expect(resourceRequestSchema.parse(cluster(pool()))).toMatchObject({
			private_nodes: true,
			public_endpoint: false,
			encryption: true,
		});
	});

	it.each([
		['no pool', cluster(), /node_pools: must name at least one/],
		[
			'more nodes at least than at most',
			cluster(pool({ min: 4, max: 2 })),
			/node_pools\[0\]\.max: must be at least min/,
		],
		['pools of one name', cluster(pool(), pool()), /node_pools: must use each name once only/],
		['a pool of no nodes', cluster(pool({ min: 0 })), /node_pools\[0\]\.min: must be at least 1/],
		['a version of two parts more', { ...cluster(pool()), version: '1.33.1' }, /version: must be a version/],
		['a disk that is too small', cluster(pool({ disk: { size_gib: 10 } })), /size_gib: must be at least 30/],
	])('is refused with %s', (_what, resource, message) => {
		expect(faults(resource).join('\n')).toMatch(message);
	});
});

describe('a database', () => {
	it('is private, encrypted and backed up by default', () => {
		expect(resourceRequestSchema.parse(database)).toMatchObject({
			...{ public_access: false, tls: true, encryption: true },
			backups: { enabled: true, retention_days: 7, point_in_time: true },
		});
	});

	it.each([
		['another engine', { engine: 'oracle' }, /engine: /],
		['a version in words', { version: 'latest' }, /version: must be a version/],
		[
			'backups for longer than any cloud keeps them',
			{ backups: { retention_days: 36 } },
			/retention_days: must be at most 35/,
		],
		['a range with host bits', { authorized_cidrs: ['10.0.0.1/8'] }, /authorized_cidrs\[0\]: must have no host bits/],
		['a key that is no id', { encryption_key: '${x}' }, /encryption_key: must be the id of a key/],
	])('is refused with %s', (_what, more, message) => {
		expect(faults({ ...database, ...more }).join('\n')).toMatch(message);
	});
});

describe('a bucket', () => {
	it('is private and keeps versions by default', () => {
		const bucket = resourceRequestSchema.parse({ kind: 'storage', name: 's' });
		expect(bucket).toMatchObject({ public_access: false, versioning: true, tls: true, encryption: true });
	});

	it.each([
		['encryption turned off', { encryption: false }, /encryption: cannot be turned off/],
		['a name that no cloud takes', { bucket: 'Bad Bucket!' }, /bucket: must be 3 to 63/],
		['a class that there is not', { class: 'glacier' }, /class: /],
	])('is refused with %s', (_what, more, message) => {
		expect(faults({ kind: 'storage', name: 's', ...more }).join('\n')).toMatch(message);
	});
});

it('a field of another kind is unknown, and the kind is named where it is mistyped', () => {
	expect(faults({ ...database, count: 2 }).join()).toMatch(/count: unknown field/);
	expect(faults({ kind: 'databse', name: 'db' }).join()).toMatch(/kind/);
});
