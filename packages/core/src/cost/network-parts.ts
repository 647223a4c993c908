import type { FreeComponent } from '../model/estimate.js';
import type { Network } from '../model/network.js';
import type { ProviderId } from '../model/vocabulary.js';
import { addressPart } from './address-part.js';
import type { Part } from './price-part.js';

/** What the data that goes through a NAT gateway is listed as. */
const data: Readonly<Record<ProviderId, string>> = {
	gcp: 'nat-data',
	aws: 'nat-gateway-data',
	azure: 'nat-gateway-data',
};

/**
 * Takes a network apart into what is paid for: its one NAT gateway, the gateway's address, and by use the data that goes
 * through it. On gcp the gateway is paid by the machines that use it, up to 32: it is counted as for 32. On aws it is
 * regional, and paid with an address in each zone that has private subnets: it is counted as if each had a zone of its
 * own, six at most. Networks, subnets and rules cost nothing;
 * flow logs are paid by use, and not counted.
 */
export function networkParts(network: Network, provider: ProviderId): readonly (Part | FreeComponent)[] {
	const { region } = network;
	if (!network.nat) {
		const reason = 'networks, subnets and rules cost nothing';
		return [{ kind: 'free', component: 'network', detail: `network in ${region}`, reason }];
	}
	const zones = provider === 'aws' ? zonesOf(network) : 1;
	const counted = provider === 'gcp' ? ', as for 32 machines' : zones === 1 ? '' : `, as for ${zones} zones`;
	return [
		{
			component: 'nat',
			detail: `NAT gateway in ${region}${counted}`,
			query: { provider, service: 'nat', type: 'nat-gateway', region },
			quantity: { hour: zones },
		},
		addressPart(provider, region, zones),
		{
			component: 'nat_data',
			detail: `data through NAT in ${region}`,
			query: { provider, service: 'nat', type: data[provider], region },
			quantity: { gib: null },
		},
	];
}

/** No region of aws has more. */
const mostZones = 6;

function zonesOf({ subnets }: Network): number {
	return Math.min(mostZones, Math.max(1, subnets.filter((subnet) => !subnet.public).length));
}
