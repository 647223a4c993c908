import type { ProviderId } from '../model/vocabulary.js';
import type { Part } from './price-part.js';

/** What an address in use is listed as. */
const addresses: Readonly<Record<ProviderId, string>> = {
	gcp: 'external-ip-vm',
	aws: 'public-ipv4',
	azure: 'public-ip',
};

/** Addresses that the internet can reach, in use. */
export function addressPart(provider: ProviderId, region: string, count: number): Part {
	const type = addresses[provider];
	return {
		component: 'address',
		detail: `${count === 1 ? '' : `${count} × `}${type} in ${region}`,
		query: { provider, service: 'address', type, region },
		quantity: { hour: count },
	};
}
