/** How one table is laid out: a header, then rows in order of their key, which is what makes a look-up cheap. */
export interface PriceTableLayout {
	readonly file: string;
	/** How many of the first columns make up the key of a row; no two rows share one. */
	readonly keyColumns: number;
	/** Columns that hold prices: either one named `usd`, or one for each region, which begin after the column `src`. */
	readonly prices: 'usd' | 'regions';
}

/** Every table of the catalogue, by its file's name without the ending. */
export const priceTableLayouts = {
	'gcp-vm': { file: 'gcp-vm.csv', keyColumns: 1, prices: 'regions' },
	'aws-vm': { file: 'aws-vm.csv', keyColumns: 1, prices: 'regions' },
	'azure-vm': { file: 'azure-vm.csv', keyColumns: 1, prices: 'regions' },
	'gcp-db': { file: 'gcp-db.csv', keyColumns: 2, prices: 'usd' },
	'aws-db': { file: 'aws-db.csv', keyColumns: 2, prices: 'regions' },
	'azure-db': { file: 'azure-db.csv', keyColumns: 3, prices: 'usd' },
	storage: { file: 'storage.csv', keyColumns: 4, prices: 'usd' },
	services: { file: 'services.csv', keyColumns: 3, prices: 'usd' },
} as const satisfies Readonly<Record<string, PriceTableLayout>>;

/** The name of a table: `gcp-vm`, `storage`… */
export type PriceTableName = keyof typeof priceTableLayouts;
