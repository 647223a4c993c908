import type { Catalogue } from '../contracts/catalogue.js';
import type { ResourceCost } from '../model/estimate.js';
import { addressOf, type Resource } from '../model/resource.js';
import type { ProviderId } from '../model/vocabulary.js';
import { costOfComponent } from './cost-of-component.js';
import { databaseParts } from './database-parts.js';
import { hoursPerMonth } from './hours-per-month.js';
import { kubernetesParts } from './kubernetes-parts.js';
import { networkParts } from './network-parts.js';
import { pricePart } from './price-part.js';
import { storageParts } from './storage-parts.js';
import { totalOf } from './total.js';
import { vmParts } from './vm-parts.js';

/**
 * Prices one resource by component: for a machine its compute, its disk, the disk's IOPS where they are paid for
 * apart, and its public address; the other kinds by what each is made of. Traffic, snapshots, licences and discounts
 * that are negotiated are not in it.
 *
 * @param hours for which what is paid by the hour runs in a month; all 730 if left out. What decides leaves it out
 * @returns amounts in millionths of a US dollar over the known components. A component whose price the catalogue lacks
 * is `unknown` and adds nothing; the cost is then not complete, and the amounts are the least it costs
 * @throws what the catalogue throws, such as `PRICES_DAMAGED`; RangeError for hours that a month does not have
 *
 * @example
 * ```ts
 * import { type Catalogue, formatHourly, priceResource, vmSchema } from '@portcullis/core';
 *
 * const onePrice: Catalogue = {
 * 	id: 'demo',
 * 	regions: () => ['us-central1'],
 * 	machineTypes: () => ['e2-small'],
 * 	machineType: (_provider, name) => ({ name }),
 * 	machineTypeOfClass: () => undefined,
 * 	price: ({ service }) =>
 * 		service === 'vm'
 * 			? { kind: 'priced', usd: '0.0167529', unit: 'hour', month_factor: 1, source: 'demo', date: '2026-07-30' }
 * 			: { kind: 'unknown', reason: 'not listed', looked_in: 'demo' },
 * };
 * const web = vmSchema.parse({ kind: 'vm', name: 'web', size: 'e2-small', region: 'us-central1', deletion_protection: false });
 * const cost = priceResource(web, 'gcp', onePrice);
 * console.log(formatHourly(cost)); // at least 0.0168
 * ```
 */
export function priceResource(
	resource: Resource,
	provider: ProviderId,
	catalogue: Catalogue,
	hours: number = hoursPerMonth,
): ResourceCost {
	if (!Number.isInteger(hours) || hours < 1 || hours > hoursPerMonth) {
		throw new RangeError(`a month has 1 to ${hoursPerMonth} whole hours, not ${hours}`);
	}
	const components = partsOf(resource, provider).map((part) =>
		'query' in part ? pricePart(part, catalogue.price(part.query), hours) : part,
	);
	return { resource: addressOf(resource), components, ...totalOf(components.map(costOfComponent)) };
}

function partsOf(resource: Resource, provider: ProviderId) {
	switch (resource.kind) {
		case 'vm':
			return vmParts(resource, provider);
		case 'database':
			return databaseParts(resource, provider);
		case 'network':
			return networkParts(resource, provider);
		case 'storage':
			return storageParts(resource, provider);
		case 'kubernetes':
			return kubernetesParts(resource, provider);
	}
}
