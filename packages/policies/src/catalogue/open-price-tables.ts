import type { PriceFolder } from './price-folder.js';
import { openPriceTable, type PriceTable } from './price-table.js';
import { type PriceTableName, priceTableLayouts } from './price-table-layout.js';

/** Hands out tables; each is read when it is first asked for. */
export type PriceTables = (name: PriceTableName) => PriceTable;

/** Opens the tables of a folder; nothing is read yet. */
export function openPriceTables(folder: PriceFolder): PriceTables {
	const tables = new Map<PriceTableName, PriceTable>();
	return (name) => {
		const open = tables.get(name);
		if (open !== undefined) return open;
		const layout = priceTableLayouts[name];
		const table = openPriceTable(folder.read(layout.file, layout).toString('latin1'), layout);
		tables.set(name, table);
		return table;
	};
}
