import { type Kubernetes, type Network, overlaps, type Problem, type Project, rangeOf } from '@portcullis/core';
import type { Desired } from '../mapping.js';
import { checkTags } from '../shared/check-tags.js';
import { firstSubnet } from '../shared/first-subnet.js';
import { networkOf } from '../shared/network-of.js';
import { type Say, sayInto } from '../shared/say.js';
import { checkGcpEncryption } from './check-encryption.js';
import { checkLabels } from './check-labels.js';
import { checkNetworkOf } from './check-network-of.js';
import { checkGcpRegion } from './check-region.js';
import { clusterVersions } from './cluster-versions.js';
import { seriesOf } from './images.js';
import { diskTypeFault, machineFault } from './machine-fault.js';
import { masterRange } from './master-range.js';
import { startPerZone, zonesOfRegion } from './zones-of.js';

// Too little memory for what GKE runs on each node. https://cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes
const tooSmall: ReadonlySet<string> = new Set(['f1-micro', 'g1-small', 'e2-micro']);
// GKE wants to be told of the cards of these, for which the model has no field.
const withCards: ReadonlySet<string> = new Set(['a2', 'a3', 'g2']);
// A /14 for pods, a /24 of it for each node. https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips
const mostNodes = 1024;
// Addresses of each subnet that Google keeps.
const keptAddresses = 4;

/** Holds a cluster to the rules of GKE. */
export function checkGcpKubernetes(cluster: Kubernetes, _project: Project, desired: Desired): readonly Problem[] {
	const problems = [
		...checkGcpRegion(cluster.region),
		...checkTags(cluster.tags),
		...checkLabels(cluster.tags),
		...checkGcpEncryption(cluster),
		...checkNetworkOf(cluster, desired),
	];
	const say = sayInto(problems);
	const { version, private_nodes, public_endpoint, authorized_cidrs } = cluster;
	if (version !== undefined && !clusterVersions.includes(version)) {
		say(['version'], `must be a version that gcp offers: ${clusterVersions.join(', ')}`, version);
	}
	if (!private_nodes && !public_endpoint) {
		say(['public_endpoint'], 'must be on where private_nodes is off: on gcp the two go together', public_endpoint);
	}
	if (public_endpoint && authorized_cidrs.length === 0) {
		say(['authorized_cidrs'], 'must name who may reach a public_endpoint, such as 203.0.113.0/24');
	}
	checkPools(cluster, say);
	checkRange(cluster, desired, say);
	const network = networkOf(desired, cluster.network);
	if (network !== undefined) checkRoom(cluster, network, say);
	return problems;
}

function checkPools({ node_pools, high_availability }: Kubernetes, say: Say): void {
	for (const [index, { size, disk, min, max }] of node_pools.entries()) {
		const at = ['node_pools', index];
		const fault = machineFault(size);
		if (fault !== undefined) say([...at, 'size'], fault, size);
		else if (tooSmall.has(size)) say([...at, 'size'], 'is too small for a node; choose e2-small or larger', size);
		else if (withCards.has(seriesOf(size))) {
			say([...at, 'size'], `${seriesOf(size)} has graphics cards, which is not offered for nodes yet`, size);
		}
		const diskFault = diskTypeFault(size, disk.type);
		if (diskFault !== undefined) say([...at, 'disk', 'type'], diskFault, disk.type);
		const start = startPerZone(min, zonesOfRegion) * zonesOfRegion;
		if (high_availability && max < start) {
			say([...at, 'max'], `must be at least ${start}: with high_availability a pool starts alike in three zones`, max);
		}
	}
	const nodes = node_pools.reduce((sum, { max }) => sum + max, 0);
	if (nodes > mostNodes)
		say(['node_pools'], `must have at most ${mostNodes} nodes together; they may grow to ${nodes}`);
}

function checkRange({ name, network }: Kubernetes, desired: Desired, say: Say): void {
	const range = masterRange(name);
	for (const other of desired.values()) {
		if (other.kind === 'network' && other.name === network) {
			const subnet = other.subnets.find(({ cidr }) => overlaps(cidr, range));
			if (subnet === undefined) continue;
			say(['network'], `must leave ${range} to the control plane, which subnet ${subnet.name} touches`, network);
		}
		if (other.kind !== 'kubernetes' || other.name === name || other.network !== network) continue;
		if (masterRange(other.name) !== range) continue;
		say(['name'], `gives the control plane the range of kubernetes/${other.name}, ${range}; choose another`, name);
	}
}

function checkRoom({ private_nodes, node_pools }: Kubernetes, network: Network, say: Say): void {
	const subnet = firstSubnet(network, !private_nodes);
	if (subnet === undefined) {
		say(['private_nodes'], `must be on: network ${network.name} has no public subnet`, private_nodes);
		return;
	}
	const room = 2 ** (32 - rangeOf(subnet.cidr).prefix) - keptAddresses;
	const nodes = node_pools.reduce((sum, { max }) => sum + max, 0);
	if (nodes > room) {
		say(['node_pools'], `may grow to ${nodes} nodes, and subnet ${subnet.name} (${subnet.cidr}) has room for ${room}`);
	}
}
