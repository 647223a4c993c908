import { contains, type Kubernetes, type Problem, type Project, problem } from '@portcullis/core';
import type { Desired } from '../mapping.js';
import { networkOf } from '../shared/network-of.js';
import { checkEncryptionKey, checkPlaceAndTags } from './check-common.js';
import { twoSubnets } from './subnet-choice.js';

/**
 * The versions that EKS makes new clusters of, the oldest two at a higher price (extended support), in November 2026.
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
const versions = ['1.32', '1.33', '1.34', '1.35', '1.36'];

// https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html: what every account starts with.
const mostNodes = 450;
const mostCidrs = 40;

/** Addresses that nobody comes from over the internet: EKS refuses them as sources. */
const notPublic = [
	'0.0.0.0/8',
	'10.0.0.0/8',
	'100.64.0.0/10',
	'127.0.0.0/8',
	'169.254.0.0/16',
	'172.16.0.0/12',
	'192.168.0.0/16',
	'224.0.0.0/3',
];

/** Holds a cluster to the rules of EKS. */
export function checkAwsKubernetes(cluster: Kubernetes, _project: Project, desired: Desired): readonly Problem[] {
	const problems = [
		...checkPlaceAndTags(cluster),
		...checkEncryptionKey(cluster.encryption_key, cluster.region),
		...checkEndpoint(cluster),
		...checkPools(cluster),
		...checkSubnets(cluster, desired),
	];
	if (!cluster.high_availability) {
		problems.push(
			problem(['high_availability'], 'cannot be off on aws, where every control plane stands in several zones', false),
		);
	}
	if (cluster.version !== undefined && !versions.includes(cluster.version)) {
		problems.push(problem(['version'], `must be ${versions.join(', ')} on aws, or left out`, cluster.version));
	}
	return problems;
}

function checkEndpoint({ public_endpoint, authorized_cidrs }: Kubernetes): Problem[] {
	const problems: Problem[] = [];
	if (public_endpoint && authorized_cidrs.length === 0) {
		problems.push(problem(['authorized_cidrs'], 'must name who may reach it where public_endpoint is on'));
	}
	if (!public_endpoint && authorized_cidrs.length > 0) {
		const message = 'must be left out without public_endpoint: nobody outside reaches it';
		problems.push(problem(['authorized_cidrs'], message));
	}
	if (authorized_cidrs.length > mostCidrs) {
		problems.push(problem(['authorized_cidrs'], `must name at most ${mostCidrs} on aws`, authorized_cidrs.length));
	}
	for (const [index, cidr] of authorized_cidrs.entries()) {
		if (authorized_cidrs.indexOf(cidr) !== index) {
			problems.push(problem(['authorized_cidrs', index], 'must be named once only', cidr));
		}
		if (notPublic.some((range) => contains(range, cidr))) {
			const message = 'must be addresses of the internet: from inside the network the endpoint is reached anyway';
			problems.push(problem(['authorized_cidrs', index], message, cidr));
		}
	}
	return problems;
}

function checkPools({ node_pools }: Kubernetes): Problem[] {
	return node_pools.flatMap(({ size, max, disk }, index) => {
		const problems: Problem[] = [];
		const say = (path: readonly string[], message: string, received: unknown) => {
			problems.push(problem(['node_pools', index, ...path], message, received));
		};
		if (!/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(size)) {
			say(['size'], 'must be an instance type of aws, such as t3.large', size);
		} else if (/^mac/.test(size) || /\.nano$/.test(size)) {
			say(['size'], 'cannot be a node: it runs no Linux, or holds no pod beside those of the system', size);
		}
		if (max > mostNodes) say(['max'], `must be at most ${mostNodes} nodes in a pool on aws`, max);
		if (disk.type === 'standard') {
			say(['disk', 'type'], 'aws offers no standard disk to start from; choose balanced (gp3) or ssd (io2)', disk.type);
		}
		if (disk.size_gib > 16_384) say(['disk', 'size_gib'], 'must be at most 16384 GiB on aws', disk.size_gib);
		return problems;
	});
}

function checkSubnets(cluster: Kubernetes, desired: Desired): Problem[] {
	const network = networkOf(desired, cluster.network);
	if (network === undefined) {
		const message = 'must be a network of the project: EKS wants two subnets in two zones';
		return [problem(['network'], message, cluster.network)];
	}
	const which = cluster.private_nodes ? 'private' : 'public';
	if (twoSubnets(network, !cluster.private_nodes).length < 2) {
		const message = `must have two ${which} subnets in two zones for a cluster with ${which} nodes; their ranges say their zones, as 10.0.0.0/24 and 10.0.1.0/24 do`;
		return [problem(['network'], message, network.name)];
	}
	if (cluster.private_nodes && !network.nat) {
		return [problem(['network'], 'must have nat: private nodes cannot join or pull an image without', network.name)];
	}
	return [];
}
