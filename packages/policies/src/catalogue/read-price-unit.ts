import type { PriceUnit } from '@portcullis/core';
import type { PriceRow } from './price-table.js';

const units = ['hour', 'gib-month', 'disk-month', 'iops-month', 'gib', 'lcu-hour'] as const satisfies PriceUnit[];

/**
 * Reads the unit of a row's price.
 *
 * @throws PRICES_DAMAGED for a unit that is not one of ours
 */
export function readPriceUnit(row: PriceRow): PriceUnit {
	const text = row.cell('unit');
	const unit = units.find((known) => known === text);
	if (unit === undefined) throw row.damaged(`${JSON.stringify(text)} is not a unit of prices`);
	return unit;
}
