/** What a price is for: an hour of a machine, a GiB kept for a month, one disk of a size tier for a month… */
export type PriceUnit = 'hour' | 'gib-month' | 'disk-month' | 'iops-month' | 'gib' | 'lcu-hour';

/** Parts of a resource that are paid for apart. */
export type ComponentName =
	| 'compute'
	| 'disk'
	| 'disk_iops'
	| 'address'
	| 'private_endpoint'
	| 'database'
	| 'storage'
	| 'stored'
	| 'network'
	| 'nat'
	| 'nat_data'
	| 'control_plane'
	| 'nodes';

interface ComponentBase {
	readonly component: ComponentName;
	/** What it is, in the cloud's words: `e2-small in us-central1`. */
	readonly detail: string;
}

/** A part whose price is known. */
export interface PricedComponent extends ComponentBase {
	readonly kind: 'priced';
	/** How many units: machines, GiB, disks. */
	readonly quantity: number;
	readonly unit: PriceUnit;
	/** The list price of one unit in USD, as the catalogue writes it. */
	readonly unit_price: string;
	readonly hourly_micros: number;
	/** For 730 hours, automatic discounts of a full month included. */
	readonly monthly_micros: number;
	/** Where the number comes from, as the catalogue names it. */
	readonly source: string;
	/** The day of the data: `2026-07-30`. */
	readonly date: string;
}

/** A part that costs nothing, and why. */
export interface FreeComponent extends ComponentBase {
	readonly kind: 'free';
	readonly reason: string;
}

/** A part whose price is not known, and where it was looked for. It is never taken for 0. */
export interface UnknownComponent extends ComponentBase {
	readonly kind: 'unknown';
	readonly reason: string;
	readonly looked_in: string;
}

/** A part that is paid by use, where nobody said how much that will be: its unit price, and no amount. */
export interface UsageComponent extends ComponentBase {
	readonly kind: 'usage';
	readonly unit: PriceUnit;
	/** The list price of one unit in USD, as the catalogue writes it. */
	readonly unit_price: string;
	readonly source: string;
	readonly date: string;
}

/** A part of a resource and its price. */
export type Component = PricedComponent | FreeComponent | UnknownComponent | UsageComponent;

/** What something costs. Amounts are millionths of a US dollar (micros), over the known parts. */
export interface Cost {
	readonly hourly_micros: number;
	readonly monthly_micros: number;
	/** `false` where a part is unknown: the amounts are then the least it costs. */
	readonly complete: boolean;
	/** There where a part is paid by use and nobody said how much that will be: the amounts are without it. */
	readonly metered?: true;
}

/** What one resource costs, by component. */
export interface ResourceCost extends Cost {
	readonly resource: string;
	readonly components: readonly Component[];
}

/** What a deployment costs: the sum over what it leaves standing of the resources it names. */
export interface Estimate extends Cost {
	readonly resources: readonly ResourceCost[];
}
