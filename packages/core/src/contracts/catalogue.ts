import type { PriceUnit } from '../model/estimate.js';
import type { MachineUse } from '../model/machine-part.js';
import type { SizeClass } from '../model/size-class.js';
import type { PriceService, ProviderId } from '../model/vocabulary.js';

/** What the catalogue knows of a machine type. A figure that it lacks is absent, never 0. */
export interface MachineType {
	readonly name: string;
	/** vCPU in thousandths: an `e2-small` has 500. */
	readonly vcpu_milli?: number;
	readonly memory_mib?: number;
	/** Graphics cards or other accelerators. */
	readonly gpu?: number;
}

/** A price to look for. */
export interface PriceQuery {
	readonly provider: ProviderId;
	/** What is bought. */
	readonly service: PriceService;
	/** The cloud's own name: `e2-small`, `pd-balanced`, `E4-LRS`, `external-ip-vm`. */
	readonly type: string;
	readonly region: string;
	/** Of a database: `postgres`, `mysql`. Some clouds charge for one more than for another. */
	readonly engine?: string;
}

/** A price that was found. */
export interface FoundPrice {
	readonly kind: 'priced';
	/** USD for one unit, as the table writes it: a decimal without exponent. */
	readonly usd: string;
	readonly unit: PriceUnit;
	/** What a whole month costs of 730 single hours, where the cloud discounts that by itself; 1 elsewhere. */
	readonly month_factor: number;
	/** The source as people can follow it: table, code and where the code was read. */
	readonly source: string;
	/** The day of the data: `2026-07-30`. */
	readonly date: string;
}

/** What the catalogue answers. An unknown price is never 0. */
export type PriceAnswer =
	| FoundPrice
	| { readonly kind: 'free'; readonly reason: string }
	| { readonly kind: 'unknown'; readonly reason: string; readonly looked_in: string };

/**
 * Prices, sizes and regions, offline. Implement it to price from data of your own.
 *
 * The trap: a price that is missing is `unknown`. Answering 0 makes every cost policy pass.
 *
 * @example
 * ```ts
 * import type { Catalogue } from '@portcullis/core';
 *
 * const oneMachine: Catalogue = {
 * 	id: 'demo@2026-11-24',
 * 	regions: (provider) => (provider === 'gcp' ? ['us-central1'] : []),
 * 	machineTypes: (provider) => (provider === 'gcp' ? ['e2-small'] : []),
 * 	machineType: (provider, name) =>
 * 		provider === 'gcp' && name === 'e2-small' ? { name, vcpu_milli: 500, memory_mib: 2048 } : undefined,
 * 	machineTypeOfClass: () => undefined,
 * 	price: (query) =>
 * 		query.service === 'vm' && query.type === 'e2-small' && query.region === 'us-central1'
 * 			? { kind: 'priced', usd: '0.016751', unit: 'hour', month_factor: 1, source: 'demo', date: '2026-11-24' }
 * 			: { kind: 'unknown', reason: `no price of ${query.type} in ${query.region}`, looked_in: 'demo' },
 * };
 * ```
 */
export interface Catalogue {
	/** Names the data and its state; two catalogues with the same id answer alike. */
	readonly id: string;
	/** Every region of a cloud that the catalogue has heard of. */
	regions(provider: ProviderId): readonly string[];
	/** Every machine type of a cloud that the catalogue has heard of: of virtual machines, or of databases. */
	machineTypes(provider: ProviderId, use?: MachineUse): readonly string[];
	/** What is known of a machine type; `undefined` for one that the catalogue has not heard of. */
	machineType(provider: ProviderId, name: string, use?: MachineUse): MachineType | undefined;
	/**
	 * The machine type to take where a size class is asked for: the cheapest of the class that is for any purpose and has
	 * a price in the region; `undefined` where there is none.
	 */
	machineTypeOfClass(provider: ProviderId, size: SizeClass, region: string, use?: MachineUse): string | undefined;
	/**
	 * Every name under which the catalogue has prices of a service, of databases and machines without those that can be
	 * made up; for whoever mistypes one. A catalogue that does not list them leaves this out.
	 */
	types?(provider: ProviderId, service: PriceService): readonly string[];
	/** Looks one price up. */
	price(query: PriceQuery): PriceAnswer;
}
