import type { Cost } from './estimate.js';

/** What something costs until now and from then on, and the difference. Amounts are millionths of a US dollar. */
export interface CostChange {
	/** What does not stand yet costs 0, which is known. */
	readonly before: Cost;
	/** What goes costs 0, which is known. */
	readonly after: Cost;
	/** After less before; below 0 where it gets cheaper. `null` where either price is not known. */
	readonly hourly_micros: number | null;
	readonly monthly_micros: number | null;
	/** Of the monthly amount before, to a tenth; `null` where that was 0, and where the difference is not known. */
	readonly percent: number | null;
	/** There where a part on either side is paid by use and nobody said how much that will be: the difference is without it. */
	readonly metered?: true;
}

/** The difference that a deployment makes to one resource. */
export interface ResourceCostChange extends CostChange {
	readonly resource: string;
}

/** The difference that a deployment makes: of each resource that it changes, and of all together. */
export interface CostDifference extends CostChange {
	readonly resources: readonly ResourceCostChange[];
}
