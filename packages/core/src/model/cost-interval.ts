/** A time for which a resource of a project stood at one price: a row of the ledger. */
export interface CostInterval {
	readonly tenant: string;
	readonly project: string;
	/** Of the resource: `vm/web`. */
	readonly address: string;
	/** In milliseconds since 1970. */
	readonly starts_at: number;
	/** `null` while it stands at this price. */
	readonly ends_at: number | null;
	/** What an hour cost when it was deployed, in millionths of a US dollar, over the known parts. */
	readonly hourly_micros: number;
	/** `false` where a part of the price was unknown: the amount is the least that it cost. */
	readonly complete: boolean;
	/** Whether a part is paid by use that nobody foretold, which the amount is without. */
	readonly metered: boolean;
}
