import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryNetwork } from '../../test/aws/arbitrary-network.js';
import { twoZoneNetwork } from '../../test/aws/examples.js';
import { problemsOf, project, roundTrip } from '../../test/aws/round-trip.js';
import { differences } from '../../test/documents.js';
import { inOrder } from '../../test/in-order.js';
import { plannedValues } from '../../test/planned-values.js';
import { rounds } from '../../test/rounds.js';
import { awsProvider } from './aws-provider.js';
import { twoSubnets } from './subnet-choice.js';
import { zoneOf } from './zones.js';

type Blocks = Record<string, Record<string, Record<string, unknown>>>;

const blocksOf = async (change = {}) =>
	(await awsProvider.synthesize(project, [twoZoneNetwork(change)])).resource as Blocks;

it('networks are read back from their documents as they were, and no block is left over', async () => {
	await fc.assert(
		fc.asyncProperty(arbitraryNetwork, async (network) => {
			expect(problemsOf([network])).toEqual([]);
			const read = await roundTrip([network]);
			expect(read.unmapped).toEqual([]);
			expect(read.resources).toEqual(inOrder([network]));
			expect(read.lost).toEqual([]);
		}),
		{ numRuns: rounds() },
	);
}, 600_000);

it('a network lets in what its rules say, gives out no public address, closes the default group, and logs', async () => {
	const blocks = await blocksOf();
	expect(Object.keys(blocks.aws_vpc_security_group_ingress_rule ?? {}).sort()).toEqual([
		'network_main_https_443to443_0d0d0d0s0',
		'network_main_https_443to443_xxs0',
		'network_main_ping_all_203d0d113d0s24',
	]);
	expect(blocks.aws_default_security_group?.network_main).not.toHaveProperty('ingress');
	expect(blocks.aws_default_security_group?.network_main).not.toHaveProperty('egress');
	for (const subnet of Object.values(blocks.aws_subnet ?? {})) expect(subnet.map_public_ip_on_launch).toBe(false);
	expect(blocks.aws_flow_log?.network_main).toMatchObject({ traffic_type: 'ALL' });
	expect(blocks.aws_cloudwatch_log_group?.network_main?.retention_in_days).toBe(365);
	expect(blocks.aws_nat_gateway?.network_main).toMatchObject({ availability_mode: 'regional' });
	expect(blocks.aws_route?.network_main_private).not.toHaveProperty('gateway_id');
	expect(blocks.aws_route_table_association?.network_main_apps__a?.route_table_id).toContain('network_main_private');
	expect(blocks.aws_route_table_association?.network_main_web__a?.route_table_id).toContain('network_main_public');
});

it('a network without NAT and public subnets has no way to the internet', async () => {
	const blocks = await blocksOf({ nat: false, flow_logs: false, subnets: [{ name: 'a', cidr: '10.0.0.0/24' }] });
	expect(Object.keys(blocks).sort()).toEqual([
		'aws_default_security_group',
		'aws_route_table',
		'aws_route_table_association',
		'aws_security_group',
		'aws_subnet',
		'aws_vpc',
		'aws_vpc_endpoint',
		'aws_vpc_security_group_ingress_rule',
	]);
});

it('subnets are spread over zones by their ranges, and more or another order of them moves none', () => {
	const zones = ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24', '10.0.3.0/24', '10.0.64.0/18', '10.0.128.0/18'];
	const network = { cidr: '10.0.0.0/16', region: 'us-east-1' };
	expect(zones.map((cidr) => zoneOf(network, { cidr }))).toEqual([
		'use1-az1',
		'use1-az2',
		'use1-az4',
		'use1-az1',
		'use1-az2',
		'use1-az4',
	]);
	expect(zoneOf({ ...network, region: 'us-west-1' }, { cidr: '10.0.2.0/24' })).toBe('usw1-az1');
	const names = (subnets: readonly { readonly name: string }[]) => subnets.map(({ name }) => name);
	expect(names(twoSubnets(twoZoneNetwork(), false))).toEqual(['apps-a', 'apps-b']);
	const turned = twoZoneNetwork({ subnets: [...twoZoneNetwork().subnets].reverse() });
	expect(names(twoSubnets(turned, false))).toEqual(['apps-a', 'apps-b']);
});

it('a subnet or a rule more, in the middle of a list, is its own blocks and changes no other', async () => {
	const before = await awsProvider.synthesize(project, [twoZoneNetwork()]);
	const { subnets, ingress } = twoZoneNetwork();
	const changed = twoZoneNetwork({
		subnets: [...subnets.slice(0, 2), { name: 'extra', cidr: '10.0.9.0/24', public: false }, ...subnets.slice(2)],
		ingress: [
			{ name: 'dns', protocol: 'udp', ports: [{ from: 53, to: 53 }], sources: ['10.0.0.0/16'] },
			...ingress.map((rule) => ({ ...rule, sources: ['198.51.100.0/24', ...rule.sources] })),
		],
	});
	expect(differences(before, await awsProvider.synthesize(project, [changed]))).toEqual([
		'aws_route_table_association.network_main_extra',
		'aws_subnet.network_main_extra',
		'aws_vpc_security_group_ingress_rule.network_main_dns_53to53_10d0d0d0s16',
		'aws_vpc_security_group_ingress_rule.network_main_https_443to443_198d51d100d0s24',
		'aws_vpc_security_group_ingress_rule.network_main_ping_all_198d51d100d0s24',
	]);
});

const changes: [string, string, Record<string, unknown>, RegExp][] = [
	['aws_security_group', 'network_main', { ingress: [{ from_port: 0 }] }, /^ingress: /],
	['aws_default_security_group', 'network_main', { ingress: [{ from_port: 0 }] }, /^ingress: /],
	['aws_subnet', 'network_main_apps__a', { map_public_ip_on_launch: true }, /^subnets: .*public address/],
	['aws_subnet', 'network_main_apps__a', { map_public_ip_on_launch: undefined }, /^subnets: .*public address/],
	['aws_route', 'network_main_private', { gateway_id: 'igw-1' }, /^subnets: .*route to the internet/],
	[
		'aws_vpc_security_group_ingress_rule',
		'network_main_https_443to443_xxs0',
		{ from_port: 0, to_port: 65_535 },
		/^ingress: /,
	],
	[
		'aws_vpc_security_group_ingress_rule',
		'network_main_ping_all_203d0d113d0s24',
		{ ip_protocol: '-1' },
		/^ingress\[\d\]\.protocol: /,
	],
];

it.each(changes)('what opens %s.%s up by hand is not read as what it was', async (type, name, change, reason) => {
	const planned = plannedValues(await awsProvider.synthesize(project, [twoZoneNetwork()])).map((resource) =>
		resource.type === type && resource.name === name
			? { ...resource, values: { ...resource.values, ...change } }
			: resource,
	);
	const read = await awsProvider.read(planned, project);
	expect(read.resources).toEqual([]);
	expect(read.unmapped[0]?.reason).toMatch(reason);
	expect(read.unmapped).toHaveLength(planned.length);
});

it('a private subnet that was given the route of the public ones is not read as private', async () => {
	const planned = plannedValues(await awsProvider.synthesize(project, [twoZoneNetwork()]));
	const ids: Record<string, object> = {
		'aws_route_table.network_main_public': { id: 'rtb-1' },
		'aws_route_table_association.network_main_web__a': { route_table_id: 'rtb-1' },
		'aws_route_table_association.network_main_apps__a': { route_table_id: 'rtb-2' },
	};
	const known = (changed: object) =>
		planned.map((resource) => {
			const values = { ...resource.values, ...ids[resource.address] };
			const more = resource.address.endsWith('association.network_main_apps__a') ? changed : {};
			return { ...resource, values: { ...values, ...more } };
		});
	expect((await awsProvider.read(known({}), project)).unmapped).toEqual([]);
	const opened = await awsProvider.read(known({ route_table_id: 'rtb-1' }), project);
	expect(opened.resources).toEqual([]);
	expect(opened.unmapped[0]?.reason).toMatch(/^subnets: a private one has the route/);
});

it('a network of others is kept apart whole: where its routes lead is not known', async () => {
	const planned = ['aws_vpc', 'aws_subnet', 'aws_route'].map((type) => ({
		address: `${type}.a`,
		type,
		name: 'a',
		values: { cidr_block: '10.0.0.0/16', tags: { Name: 'a' } },
	}));
	const read = await awsProvider.read(planned, project);
	expect(read.resources).toEqual([]);
	expect(read.unmapped.map(({ address }) => address).sort()).toEqual(['aws_route.a', 'aws_subnet.a', 'aws_vpc.a']);
	for (const { reason } of read.unmapped) expect(reason).toMatch(/routes and groups of others/);
});
