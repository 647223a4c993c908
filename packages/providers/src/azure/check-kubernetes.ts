import { azureHasZones, type Kubernetes, overlaps, type Problem, type Project, rangeOf } from '@portcullis/core';
import type { Desired } from '../mapping.js';
import { firstSubnet } from '../shared/first-subnet.js';
import { networkOf } from '../shared/network-of.js';
import type { Say } from '../shared/say.js';
import { azureSize } from './azure-size.js';
import { checkAzure } from './check-azure.js';
import { podRange, serviceRange } from './cluster-ranges.js';
import { checkKey } from './key-vault.js';

// https://learn.microsoft.com/azure/aks/supported-kubernetes-versions: those that Azure keeps up, and the next to come.
const versions = { least: 31, most: 36 };
// https://learn.microsoft.com/azure/aks/configure-azure-cni#prerequisites, and the ranges of pods and services of ours.
const reserved = ['169.254.0.0/16', '172.30.0.0/16', '172.31.0.0/16', '192.0.2.0/24', podRange, serviceRange];
// https://learn.microsoft.com/azure/aks/quotas-skus-regions: a cluster of the tier Free ends at 1,000 nodes.
const mostNodes = { free: 1000, standard: 5000 };

/** Holds a cluster to the rules of Azure. */
export function checkAzureKubernetes(cluster: Kubernetes, _project: Project, desired: Desired): readonly Problem[] {
	return checkAzure(cluster, (say) => {
		const minor = Number(cluster.version?.slice(2) ?? versions.least);
		if (minor < versions.least || minor > versions.most) {
			const message = `must be from 1.${versions.least} to 1.${versions.most} on azure; left out, azure chooses`;
			say(['version'], message, cluster.version);
		}
		if (cluster.high_availability && !azureHasZones(cluster.region)) {
			say(['high_availability'], `needs several zones, which ${cluster.region} has not; choose another region`, true);
		}
		if (cluster.public_endpoint && cluster.authorized_cidrs.length === 0) {
			const message = 'must name who may reach the control plane, where public_endpoint is on';
			say(['authorized_cidrs'], message, cluster.authorized_cidrs);
		}
		checkPools(cluster, say);
		checkNetwork(cluster, desired, say);
		checkKey(cluster, say, true);
	});
}

function checkPools({ node_pools, high_availability }: Kubernetes, say: Say): void {
	for (const [index, { size, disk }] of node_pools.entries()) {
		const at = (...rest: readonly string[]) => ['node_pools', index, ...rest];
		const machine = azureSize(size);
		if (machine === undefined) {
			say(at('size'), 'must be a size of azure, such as Standard_D2s_v5', size);
			continue;
		}
		if (machine.tooSmallForNodes) {
			say(at('size'), 'is too small for a node, which needs 2 vCPU and 4 GiB; choose such as Standard_B2s', size);
		}
		const type = machine.premium ? 'ssd' : 'balanced';
		if (disk.type !== type) {
			say(at('disk', 'type'), `must be ${type}: azure chooses the disk of a node by its size, ${size}`, disk.type);
		}
		if (disk.size_gib > 2048) say(at('disk', 'size_gib'), 'must be from 30 to 2048 on azure', disk.size_gib);
	}
	const nodes = node_pools.reduce((sum, { max }) => sum + max, 0);
	const most = high_availability ? mostNodes.standard : mostNodes.free;
	if (nodes > most) say(['node_pools'], `must have at most ${most} nodes together, by max; it may have ${nodes}`);
}

function checkNetwork({ network: name, node_pools }: Kubernetes, desired: Desired, say: Say): void {
	const network = networkOf(desired, name);
	if (network === undefined) return;
	if (!network.nat) say(['network'], 'must have nat: nodes fetch what they run from outside', name);
	for (const range of reserved) {
		if (!overlaps(network.cidr, range)) continue;
		say(['network'], `must not overlap ${range}, which clusters on azure use: ${network.cidr}`, name);
	}
	const subnet = firstSubnet(network, false);
	if (subnet === undefined) return;
	// Azure keeps five addresses of a subnet, and an upgrade brings up to a tenth more nodes for a while.
	const nodes = node_pools.reduce((sum, { max }) => sum + max + Math.ceil(max / 10), 0);
	const room = 2 ** (32 - rangeOf(subnet.cidr).prefix) - 5;
	if (nodes > room) {
		const message = `has ${room} addresses for nodes in subnet ${subnet.name}; the pools may need ${nodes}`;
		say(['network'], message, name);
	}
}
