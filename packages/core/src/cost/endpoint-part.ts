import type { Part } from './price-part.js';

/**
 * The private endpoints by which something on azure is reached.
 *
 * @param count `null` where it depends on how many networks the project has
 */
export function endpointPart(region: string, count: 1 | null): Part {
	return {
		component: 'private_endpoint',
		detail: `private endpoint${count === null ? ' for each network of the project' : ''} in ${region}`,
		query: { provider: 'azure', service: 'private-endpoint', type: 'private-endpoint', region },
		quantity: { hour: count },
	};
}
