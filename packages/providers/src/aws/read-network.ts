import { networkSchema, type PlannedResource, type Project, type ReadResources } from '@portcullis/core';
import type { PlannedPool } from '../read/planned-pool.js';
import { joinResults, readResource } from '../read/read-resource.js';
import { textAt, textsAt, valueAt } from '../read/value-at.js';
import { isOwn, userTags } from '../shared/own-tags.js';
import { letsInMore, readIngress } from './read-ingress.js';
import { balancerTags, subnetTag } from './subnet-tags.js';

const besideNetwork = [
	'aws_default_security_group',
	'aws_internet_gateway',
	'aws_nat_gateway',
	'aws_vpc_endpoint',
	'aws_security_group',
	'aws_cloudwatch_log_group',
	'aws_iam_role',
	'aws_iam_role_policy',
	'aws_flow_log',
];

const only = 'is part of no network that Portcullis wrote; routes and groups of others are not followed';

/** The networks of ours among aws's resources; what others wrote is kept apart. */
export function readAwsNetworks(planned: PlannedPool, project: Project): ReadResources {
	const read = planned.takeType('aws_vpc').map((vpc) => readNetwork(planned, project, vpc));
	const others = ['aws_subnet', 'aws_route', 'aws_route_table', 'aws_route_table_association', 'aws_nat_gateway']
		.flatMap((type) => planned.takeType(type))
		.map(({ address }) => ({ address, reason: only }));
	return joinResults([...read, { resources: [], unmapped: others }]);
}

function readNetwork(planned: PlannedPool, project: Project, vpc: PlannedResource): ReadResources {
	const tags = textsAt(vpc.values, 'tags');
	const name = tags['portcullis-resource'] ?? '';
	if (!isOwn(tags)) {
		return { resources: [], unmapped: [{ address: vpc.address, reason: only }] };
	}
	const beside = besideNetwork.flatMap((type) => planned.takeBeside(vpc, type) ?? []);
	const parts = (type: string) => planned.takeParts(vpc, type, 'network', name);
	const subnets = parts('aws_subnet').map(({ resource }) => resource);
	const tables = parts('aws_route_table').map(({ resource }) => resource);
	const links = parts('aws_route_table_association').map(({ resource }) => resource);
	const routes = parts('aws_route').map(({ resource }) => resource);
	const rules = parts('aws_vpc_security_group_ingress_rule').map(({ resource }) => resource);
	const addresses = [vpc, ...beside, ...subnets, ...tables, ...links, ...routes, ...rules].map(
		({ address }) => address,
	);
	const has = (type: string) => beside.some((resource) => resource.type === type);
	const read = readIngress(rules);
	const candidate = {
		kind: 'network',
		name,
		region: textAt(vpc.values, 'region') ?? project.region,
		cidr: textAt(vpc.values, 'cidr_block'),
		subnets: subnets.map(({ values }) => ({
			name: textAt(values, 'tags', subnetTag),
			cidr: textAt(values, 'cidr_block'),
			public: textAt(values, 'tags', balancerTags.public) !== undefined,
		})),
		nat: has('aws_nat_gateway'),
		flow_logs: has('aws_flow_log'),
		ingress: read.ingress,
		tags: userTags(tags, 'Name'),
	};
	return readResource(
		networkSchema,
		candidate,
		addresses,
		opens(beside, subnets, tables, links, routes, rules) ?? read.unfit,
	);
}

/** What somebody changed by hand so that more is open than the model would say. */
function opens(
	beside: readonly PlannedResource[],
	subnets: readonly PlannedResource[],
	tables: readonly PlannedResource[],
	links: readonly PlannedResource[],
	routes: readonly PlannedResource[],
	rules: readonly PlannedResource[],
): string | undefined {
	const groups = beside.filter(({ type }) => type === 'aws_security_group' || type === 'aws_default_security_group');
	if (groups.some((group) => letsInMore(group, group.type === 'aws_security_group' ? rules : []))) {
		return 'ingress: a security group has rules that are no blocks of their own';
	}
	if (subnets.some(({ values }) => valueAt(values, 'map_public_ip_on_launch') !== false)) {
		return 'subnets: one gives a public address to everything that starts in it';
	}
	const isPrivate = (name: string) => {
		const subnet = subnets.find((other) => other.name === name);
		return subnet !== undefined && textAt(subnet.values, 'tags', balancerTags.public) === undefined;
	};
	const openTable = tables.find(({ name }) => name.endsWith('_public'));
	const openId = openTable && textAt(openTable.values, 'id');
	if (openId !== undefined) {
		const wrong = links.find(({ name, values }) => isPrivate(name) && textAt(values, 'route_table_id') === openId);
		if (wrong !== undefined) return 'subnets: a private one has the route of the public ones';
	}
	const odd = routes.find(
		({ name, values }) => name.endsWith('_private') && textAt(values, 'gateway_id') !== undefined,
	);
	return odd && 'subnets: the private ones have a route to the internet';
}
