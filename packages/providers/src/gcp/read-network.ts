import { type Ingress, networkSchema, type PlannedResource, type Project, type ReadResources } from '@portcullis/core';
import { partsOf } from '../cdk/part-id.js';
import type { PlannedPool } from '../read/planned-pool.js';
import { joinResults, readResource } from '../read/read-resource.js';
import { textAt, textsAt, valueAt } from '../read/value-at.js';
import { enclosingRange } from './enclosing-range.js';
import { isSet } from './is-set.js';
import { letsIn, readIngress } from './read-ingress.js';
import { shortName } from './short-name.js';

/** The networks among google's resources, each with the subnets, rules, routers and addresses that belong to it. */
export function readGcpNetworks(planned: PlannedPool, project: Project): ReadResources {
	return joinResults(
		planned.takeType('google_compute_network').map((network) => readNetwork(planned, project, network)),
	);
}

function readNetwork(planned: PlannedPool, project: Project, network: PlannedResource): ReadResources {
	const own = isOwn(network);
	const parts = partsOfNetwork(planned, network, own);
	const addresses = [network, ...parts.all].map(({ address }) => address);
	const ingress = parts.rules.map((rule) => readIngress(partName(rule, own), rule));
	const reason = unfit(planned, network, own, parts, ingress);
	const input = textsAt(parts.data?.values, 'input');
	const cidrs = parts.subnets.flatMap(({ values }) => textAt(values, 'ip_cidr_range') ?? []);
	return readResource(
		networkSchema,
		{
			kind: 'network',
			name: textAt(network.values, 'name'),
			region: parts.subnets.map(({ values }) => textAt(values, 'region')).find((region) => region) ?? project.region,
			cidr: input.cidr ?? enclosingRange(cidrs),
			subnets: parts.subnets.map((subnet) => ({
				name: partName(subnet, own),
				cidr: textAt(subnet.values, 'ip_cidr_range'),
				// Nothing on gcp keeps a machine of any subnet from having a public address.
				public: !own || parts.publicSubnets.has(subnet.address),
			})),
			nat: parts.nats.length > 0,
			flow_logs: parts.subnets.length > 0 && parts.subnets.every(logsFlows),
			ingress: ingress.filter((rule) => !('unfit' in rule)),
			tags: Object.fromEntries(
				Object.entries(input).flatMap(([key, value]) =>
					key.startsWith('tag:') ? [[key.slice('tag:'.length), value]] : [],
				),
			),
		},
		addresses,
		reason,
	);
}

interface NetworkParts {
	readonly subnets: readonly PlannedResource[];
	readonly rules: readonly PlannedResource[];
	readonly nats: readonly PlannedResource[];
	/** What gcp has no place for, kept in Terraform's own resource. */
	readonly data: PlannedResource | undefined;
	/** Addresses of the subnets that are said to be public. */
	readonly publicSubnets: ReadonlySet<string>;
	readonly all: readonly PlannedResource[];
}

function partsOfNetwork(planned: PlannedPool, network: PlannedResource, own: boolean): NetworkParts {
	const name = textAt(network.values, 'name');
	const belongs = ({ values }: PlannedResource) => name !== undefined && shortName(textAt(values, 'network')) === name;
	const subnets = planned.takeType('google_compute_subnetwork', belongs);
	const rules = planned.takeType('google_compute_firewall', (rule) => belongs(rule) && letsIn(rule));
	const routers = planned.takeType('google_compute_router', belongs);
	const routerNames = new Set(routers.map(({ values }) => textAt(values, 'name')));
	const nats = planned.takeType('google_compute_router_nat', ({ values }) =>
		routerNames.has(shortName(textAt(values, 'router')) ?? ''),
	);
	const beside = own
		? ['google_compute_global_address', 'google_service_networking_connection'].flatMap(
				(type) => planned.takeBeside(network, type) ?? [],
			)
		: [];
	const data = own ? planned.takeBeside(network, 'terraform_data') : undefined;
	const marks = own
		? subnets.flatMap((subnet) => {
				const mark = planned.takeBeside(subnet, 'terraform_data');
				return mark === undefined ? [] : [{ subnet, mark }];
			})
		: [];
	return {
		subnets,
		rules,
		nats,
		data,
		publicSubnets: new Set(
			marks.flatMap(({ subnet, mark }) => (textAt(mark.values, 'input', 'public') === 'true' ? [subnet.address] : [])),
		),
		all: [
			...subnets,
			...rules,
			...routers,
			...nats,
			...beside,
			...(data === undefined ? [] : [data]),
			...marks.map(({ mark }) => mark),
		],
	};
}

function unfit(
	planned: PlannedPool,
	network: PlannedResource,
	own: boolean,
	{ subnets, nats }: NetworkParts,
	ingress: readonly (Ingress | { readonly unfit: string })[],
): string | undefined {
	if (valueAt(network.values, 'auto_create_subnetworks') !== false) {
		return 'subnets: Google makes them by itself here (auto_create_subnetworks)';
	}
	for (const [type, field] of [
		['google_compute_subnetwork', 'subnets'],
		['google_compute_firewall', 'ingress'],
	] as const) {
		const vague = planned
			.rest()
			.find(({ type: other, values }) => other === type && !isSet(valueAt(values, 'network')));
		if (vague !== undefined) return `${field}: ${vague.address} may belong to it, its network is not known`;
	}
	for (const { values, address } of subnets) {
		// GKE adds ranges for pods to ours.
		for (const attribute of ['ipv6_access_type', 'role', ...(own ? [] : ['secondary_ip_range'])]) {
			if (isSet(valueAt(values, attribute))) return `subnets: ${address} has ${attribute}, which the model lacks`;
		}
		const purpose = textAt(values, 'purpose') ?? 'PRIVATE';
		if (purpose !== 'PRIVATE') return `subnets: ${address} is for ${purpose}`;
	}
	if (new Set(subnets.map(({ values }) => textAt(values, 'region'))).size > 1) {
		return 'region: its subnets are in more than one';
	}
	if (new Set(subnets.map(logsFlows)).size > 1) return 'flow_logs: only some of its subnets have them';
	if (nats.some(({ values }) => valueAt(values, 'source_subnetwork_ip_ranges_to_nat') !== everything)) {
		return 'nat: it is for some subnets alone';
	}
	const found = ingress.find((rule) => 'unfit' in rule);
	return found !== undefined && 'unfit' in found ? `ingress: ${found.unfit}` : undefined;
}

const everything = 'ALL_SUBNETWORKS_ALL_IP_RANGES';

const logsFlows = ({ values }: PlannedResource) => isSet(valueAt(values, 'log_config'));

const isOwn = ({ values }: PlannedResource) =>
	/^network\/[a-z0-9-]+, by Portcullis$/.test(textAt(values, 'description') ?? '');

/** What the model calls a part: of ours, the last part of the block's name; of others', the name in the cloud. */
function partName(part: PlannedResource, own: boolean): string | undefined {
	const parts = partsOf(part.name);
	return own && parts.length === 3 && parts[0] === 'network' ? parts[2] : textAt(part.values, 'name');
}
