import type { Catalogue } from '../contracts/catalogue.js';
import { type Change, regionOf } from '../model/deployment.js';
import type { Component, Estimate, ResourceCost } from '../model/estimate.js';
import type { ProviderId } from '../model/provider-id.js';
import type { Resource } from '../model/resource.js';
import { priceResource } from './price-resource.js';
import { noCost, totalOf } from './total.js';

/**
 * Prices resources that stand together. The total is complete only if each of them is.
 *
 * @throws what the catalogue throws, such as `PRICES_DAMAGED`
 */
export function estimate(resources: readonly Resource[], provider: ProviderId, catalogue: Catalogue): Estimate {
	return sum(resources.map((resource) => priceResource(resource, provider, catalogue)));
}

/**
 * Prices what a deployment leaves standing, or what stood before it, of the resources that it names.
 *
 * A resource that does not stand on that side (deleted: after; created: before) costs 0, which is known and not
 * unknown: it is listed without components, and a deletion is complete although its price might not have been. Every
 * change has its line on both sides, so the two can be laid beside each other.
 *
 * @param side `after` (the default) for what the deployment will cost, `before` for what its resources cost until then
 * @throws what the catalogue throws, such as `PRICES_DAMAGED`
 */
export function estimateChanges(
	changes: readonly Change[],
	provider: ProviderId,
	catalogue: Catalogue,
	side: 'before' | 'after' = 'after',
): Estimate {
	return sum(
		changes.map((change): ResourceCost => {
			const resource = change[side];
			if (resource === null) return { resource: change.address, components: [], ...noCost };
			const cost = priceResource(resource, provider, catalogue);
			return side === 'after' && regionOf(change) === undefined ? unpriced(cost, catalogue) : cost;
		}),
	);
}

// A price is one of a region. That of whatever stands in its place would be a guess.
function unpriced({ resource, components }: ResourceCost, catalogue: Catalogue): ResourceCost {
	const parts = components.map(
		({ component }): Component => ({
			kind: 'unknown',
			component,
			detail: 'in a region that is not known yet',
			reason: 'its region is known only once it stands',
			looked_in: catalogue.id,
		}),
	);
	return { resource, components: parts, ...noCost, complete: parts.length === 0 };
}

function sum(resources: readonly ResourceCost[]): Estimate {
	return { resources, ...totalOf(resources) };
}
