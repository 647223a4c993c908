import type { PriceAnswer, PriceQuery } from '@portcullis/core';
import { cellSources } from './cell-sources.js';
import type { PriceTables } from './open-price-tables.js';
import type { Cite } from './price-sources.js';
import type { PriceRow } from './price-table.js';
import { unknownPrice } from './unknown-price.js';

/**
 * Looks up what an hour of a machine costs, in the row of its type and the column of the region.
 *
 * @throws PRICES_DAMAGED
 */
export function vmPrice(query: PriceQuery, tables: PriceTables, cite: Cite): PriceAnswer {
	const { provider, type, region } = query;
	const name = `${provider}-vm` as const;
	const table = tables(name);
	const row = table.find(type);
	if (row === undefined) return unknownPrice(query, table.file, `no machine type ${type} of ${provider} is known`);
	// Other columns hold figures that would pass for prices.
	if (!table.regions.includes(region)) {
		return unknownPrice(query, table.file, `no region ${region} of ${provider} is known`);
	}
	const usd = row.price(region);
	if (usd === undefined) {
		return unknownPrice(query, table.file, `no price of ${type} in ${region} is known; it may not be offered there`);
	}
	return {
		kind: 'priced',
		usd,
		unit: 'hour',
		month_factor: provider === 'gcp' ? monthFactor(row) : 1,
		...cite(table.file, cellSources(name, row.cell('src'), region)),
	};
}

/** The discount that gcp gives by itself for a machine that ran the whole month. */
function monthFactor(row: PriceRow): number {
	const factor = Number(row.price('sudFactor730h') ?? 0);
	if (factor <= 0 || factor > 1) throw row.damaged(`sudFactor730h is ${row.cell('sudFactor730h')}`);
	return factor;
}
