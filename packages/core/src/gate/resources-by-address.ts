import type { Resource } from '../model/resource.js';
import type { StandingResource } from '../model/session.js';

/** What stands, by address. */
export function resourcesByAddress(standing: readonly StandingResource[]): Map<string, Resource> {
	return new Map(standing.map(({ address, resource }) => [address, resource]));
}
