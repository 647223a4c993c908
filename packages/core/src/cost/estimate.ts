import type { Catalogue } from '../contracts/catalogue.js';
import type { JudgedChange } from '../model/deployment.js';
import type { Estimate, ResourceCost } from '../model/estimate.js';
import type { Resource } from '../model/resource.js';
import type { ProviderId } from '../model/vocabulary.js';
import { priceResource } from './price-resource.js';
import { noCost, totalOf } from './total.js';
import { withoutUnknown } from './without-unknown.js';

/**
 * Prices resources that stand together. The total is complete only if each of them is.
 *
 * @param hours for which they run in a month; all 730 if left out
 * @throws what the catalogue throws, such as `PRICES_DAMAGED`
 *
 * @example
 * ```ts
 * import { estimate, formatMonthly, vmSchema } from '@portcullis/core';
 * import { createCatalogue } from '@portcullis/policies';
 *
 * const common = { kind: 'vm', size: 'e2-small', region: 'us-central1', deletion_protection: false } as const;
 * const machines = ['web', 'worker'].map((name) => vmSchema.parse({ ...common, name }));
 * const together = estimate(machines, 'gcp', createCatalogue());
 * console.log(formatMonthly(together), together.resources.length); // 30.46 2
 * ```
 */
export function estimate(
	resources: readonly Resource[],
	provider: ProviderId,
	catalogue: Catalogue,
	hours?: number,
): Estimate {
	return sum(resources.map((resource) => priceResource(resource, provider, catalogue, hours)));
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
	changes: readonly JudgedChange[],
	provider: ProviderId,
	catalogue: Catalogue,
	side: 'before' | 'after' = 'after',
): Estimate {
	return sum(
		changes.map((change): ResourceCost => {
			const resource = change[side];
			if (resource === null) return { resource: change.address, components: [], ...noCost };
			const unknown = side === 'after' ? change.unknown : change.unknown_before;
			const cost = { ...priceResource(resource, provider, catalogue), resource: change.address };
			return unknown === undefined ? cost : withoutUnknown(cost, resource.kind, unknown, catalogue);
		}),
	);
}

function sum(resources: readonly ResourceCost[]): Estimate {
	return { resources, ...totalOf(resources) };
}
