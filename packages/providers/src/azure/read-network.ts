import type { PlannedResource, Project, ReadResources } from '@portcullis/core';
import type { PlannedPool } from '../read/planned-pool.js';
import { textAt, textsAt, valueAt } from '../read/value-at.js';
import { fixedPrefix, fixedRulesFault } from './fixed-rules.js';
import { addressesOf, commonFields, inOrder, ownName, takePointing } from './read-azure.js';
import { type Found, readFound } from './read-found.js';
import { readRules } from './read-rules.js';

/**
 * The networks among azurerm's resources, with subnets, security groups, NAT gateway and flow log. Those of others are
 * never read as ours: neither a plan nor Azure says which of their subnets may have public addresses.
 */
export function readAzureNetworks(planned: PlannedPool, _project: Project): ReadResources {
	return readFound(
		planned
			.takeType('azurerm_virtual_network')
			.map((network) =>
				ownName(network) === undefined ? foreignNetwork(planned, network) : ownNetwork(planned, network),
			),
	);
}

function foreignNetwork(planned: PlannedPool, network: PlannedResource): Found {
	const subnets = takePointing(planned, network, 'azurerm_subnet', { virtual_network_name: 'name' }).sure;
	return {
		addresses: addressesOf(network, ...subnets),
		resource: commonFields(network),
		unfit:
			'subnets.public: azure does not say which subnets may have public addresses, and Portcullis did not make them',
	};
}

function ownNetwork(planned: PlannedPool, network: PlannedResource): Found {
	const name = ownName(network) ?? '';
	const parts = (type: string) => planned.takeParts(network, type, 'network', name);
	const cidr = textAt(network.values, 'address_space', 0) ?? '';
	const subnets = inOrder(
		parts('azurerm_subnet').map(({ resource, rest: [own = ''] }) => readSubnet(planned, resource, [name, own], cidr)),
		({ subnet }) => subnet.name,
	);
	const foreign = takePointing(planned, network, 'azurerm_subnet', { virtual_network_name: 'name' }).sure;
	const gateway = planned.takeBeside(network, 'azurerm_nat_gateway');
	const address = planned.takeBeside(network, 'azurerm_public_ip');
	const association = planned.takeBeside(network, 'azurerm_nat_gateway_public_ip_association');
	const flowLog = planned.takeBeside(network, 'azurerm_network_watcher_flow_log');
	const account = planned.takeBeside(network, 'azurerm_storage_account');
	const ingress = subnets[0]?.ingress ?? [];
	const spaces = valueAt(network.values, 'address_space');
	const nat = gateway !== undefined;
	return {
		addresses: [
			...addressesOf(network, gateway, address, association, flowLog, account, ...foreign),
			...subnets.flatMap(({ addresses }) => addresses),
		],
		unfit:
			subnets.map(({ unfit }) => unfit).find((reason) => reason !== undefined) ??
			(foreign.length > 0 ? `subnets: ${foreign[0]?.address} was not made by Portcullis` : undefined) ??
			(subnets.some((subnet) => JSON.stringify(subnet.ingress) !== JSON.stringify(ingress))
				? "ingress: the subnets' security groups do not let in the same"
				: undefined) ??
			(Array.isArray(spaces) && spaces.length > 1 ? 'cidr: it has more than one range' : undefined) ??
			(subnets.some((subnet) => subnet.nat !== nat) ? 'nat: it is not the same for all subnets' : undefined) ??
			(flowLog !== undefined && valueAt(flowLog.values, 'enabled') !== true
				? 'flow_logs: it is turned off'
				: undefined),
		resource: {
			kind: 'network',
			...commonFields(network),
			cidr: valueAt(network.values, 'address_space', 0),
			subnets: subnets.map(({ subnet }) => subnet),
			nat,
			flow_logs: flowLog !== undefined,
			ingress,
		},
	};
}

interface ReadSubnet {
	readonly addresses: readonly string[];
	readonly subnet: Readonly<Record<string, unknown>>;
	readonly nat: boolean;
	readonly ingress: readonly unknown[];
	readonly unfit: string | undefined;
}

function readSubnet(
	planned: PlannedPool,
	subnet: PlannedResource,
	[network, name]: readonly [string, string],
	cidr: string,
): ReadSubnet {
	const group = planned.takeBeside(subnet, 'azurerm_network_security_group');
	const joined = planned.takeBeside(subnet, 'azurerm_subnet_network_security_group_association');
	const nat = planned.takeBeside(subnet, 'azurerm_subnet_nat_gateway_association');
	const own = planned.takeParts(subnet, 'azurerm_network_security_rule', 'network', network, name);
	// A rule that somebody wrote in a file of their own opens as well as ours do.
	const others =
		group === undefined
			? []
			: takePointing(planned, group, 'azurerm_network_security_rule', { network_security_group_name: 'name' }).sure;
	const isFixed = ({ rest: [last = ''] }: { readonly rest: readonly string[] }) => last.startsWith(fixedPrefix);
	const fixed = own.filter(isFixed).map(({ resource }) => resource);
	const rules = readRules([...own.filter((part) => !isFixed(part)).map(({ resource }) => resource), ...others]);
	const isPublic = textsAt(group?.values, 'tags')['portcullis-public'];
	const prefixes = valueAt(subnet.values, 'address_prefixes');
	// A state lists the rules that are blocks of their own here too.
	const known = new Set(
		[...own.map(({ resource }) => resource), ...others].map(({ values }) => textAt(values, 'name')),
	);
	const inline = valueAt(group?.values, 'security_rule');
	return {
		addresses: [
			...addressesOf(subnet, group, joined, nat, ...own.map(({ resource }) => resource)),
			...addressesOf(...others),
		],
		subnet: {
			name: textAt(subnet.values, 'name'),
			cidr: valueAt(subnet.values, 'address_prefixes', 0),
			public: isPublic === 'true' ? true : isPublic === 'false' ? false : undefined,
		},
		nat: nat !== undefined,
		ingress: rules.ingress,
		unfit:
			(group === undefined || joined === undefined
				? `ingress: subnet ${name} has no security group, so that nothing is kept out`
				: undefined) ??
			(Array.isArray(inline) && inline.some((rule) => !known.has(textAt(rule, 'name')))
				? `ingress: ${group?.address} has rules that Portcullis did not write`
				: undefined) ??
			rules.unfit ??
			fixedRulesFault(fixed, cidr) ??
			(isPublic === undefined ? `subnets.public: the tag of ${group?.address} is gone` : undefined) ??
			(valueAt(subnet.values, 'default_outbound_access_enabled') === false
				? undefined
				: `nat: subnet ${name} reaches out by azure's default outbound access`) ??
			(Array.isArray(prefixes) && prefixes.length > 1 ? `subnets.cidr: ${name} has more than one range` : undefined),
	};
}
