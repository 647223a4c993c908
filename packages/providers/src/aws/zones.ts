import { type Network, rangeOf } from '@portcullis/core';

/**
 * The zones of each region by their ids. Names such as us-east-1a stand for other places in other accounts; an id is
 * the same place for everybody, so that no data source is needed. Three a region, fewer where aws has fewer for new
 * accounts; left out are those in which EKS makes no control plane (use1-az3, usw1-az2, cac1-az3) and apne1-az3, which
 * new accounts do not see.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
const regions: Readonly<Record<string, { readonly prefix: string; readonly zones: readonly number[] }>> = {
	'af-south-1': { prefix: 'afs1', zones: [1, 2, 3] },
	'ap-east-1': { prefix: 'ape1', zones: [1, 2, 3] },
	'ap-east-2': { prefix: 'ape2', zones: [1, 2, 3] },
	'ap-northeast-1': { prefix: 'apne1', zones: [1, 2, 4] },
	'ap-northeast-2': { prefix: 'apne2', zones: [1, 2, 3] },
	'ap-northeast-3': { prefix: 'apne3', zones: [1, 2, 3] },
	'ap-south-1': { prefix: 'aps1', zones: [1, 2, 3] },
	'ap-south-2': { prefix: 'aps2', zones: [1, 2, 3] },
	'ap-southeast-1': { prefix: 'apse1', zones: [1, 2, 3] },
	'ap-southeast-2': { prefix: 'apse2', zones: [1, 2, 3] },
	'ap-southeast-3': { prefix: 'apse3', zones: [1, 2, 3] },
	'ap-southeast-4': { prefix: 'apse4', zones: [1, 2, 3] },
	'ap-southeast-5': { prefix: 'apse5', zones: [1, 2, 3] },
	'ap-southeast-6': { prefix: 'apse6', zones: [1, 2, 3] },
	'ap-southeast-7': { prefix: 'apse7', zones: [1, 2, 3] },
	'ca-central-1': { prefix: 'cac1', zones: [1, 2, 4] },
	'ca-west-1': { prefix: 'caw1', zones: [1, 2, 3] },
	'cn-north-1': { prefix: 'cnn1', zones: [1, 2] },
	'cn-northwest-1': { prefix: 'cnnw1', zones: [1, 2, 3] },
	'eu-central-1': { prefix: 'euc1', zones: [1, 2, 3] },
	'eu-central-2': { prefix: 'euc2', zones: [1, 2, 3] },
	'eu-north-1': { prefix: 'eun1', zones: [1, 2, 3] },
	'eu-south-1': { prefix: 'eus1', zones: [1, 2, 3] },
	'eu-south-2': { prefix: 'eus2', zones: [1, 2, 3] },
	'eu-west-1': { prefix: 'euw1', zones: [1, 2, 3] },
	'eu-west-2': { prefix: 'euw2', zones: [1, 2, 3] },
	'eu-west-3': { prefix: 'euw3', zones: [1, 2, 3] },
	'il-central-1': { prefix: 'ilc1', zones: [1, 2, 3] },
	'me-central-1': { prefix: 'mec1', zones: [1, 2, 3] },
	'me-south-1': { prefix: 'mes1', zones: [1, 2, 3] },
	'mx-central-1': { prefix: 'mxc1', zones: [1, 2, 3] },
	'sa-east-1': { prefix: 'sae1', zones: [1, 2, 3] },
	'us-east-1': { prefix: 'use1', zones: [1, 2, 4] },
	'us-east-2': { prefix: 'use2', zones: [1, 2, 3] },
	'us-gov-east-1': { prefix: 'usge1', zones: [1, 2, 3] },
	'us-gov-west-1': { prefix: 'usgw1', zones: [1, 2, 3] },
	'us-west-1': { prefix: 'usw1', zones: [1, 3] },
	'us-west-2': { prefix: 'usw2', zones: [1, 2, 3] },
};

/** The ids of a region's zones; empty for a region of which they are not known. */
export function zonesOf(region: string): readonly string[] {
	const { prefix, zones } = regions[region] ?? { prefix: '', zones: [] };
	return zones.map((zone) => `${prefix}-az${zone}`);
}

/**
 * The zone of a subnet, by its range alone: counted from the start of its network in steps of its own size, the zones
 * of the region in turn. So of `10.0.0.0/16` the subnets `10.0.0.0/24`, `10.0.1.0/24` and `10.0.2.0/24` stand in the
 * first, second and third zone, `10.0.3.0/24` in the first again; a subnet more, or another order, moves none.
 */
export function zoneOf(network: Pick<Network, 'cidr' | 'region'>, subnet: { readonly cidr: string }): string {
	const [whole, own] = [rangeOf(network.cidr), rangeOf(subnet.cidr)];
	const zones = zonesOf(network.region);
	const place = (own.first - whole.first) / (own.last - own.first + 1);
	return zones[place % zones.length] ?? '';
}
