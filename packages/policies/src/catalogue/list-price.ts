import type { PriceAnswer, PriceQuery } from '@portcullis/core';
import type { PriceTables } from './open-price-tables.js';
import type { Cite } from './price-sources.js';
import type { PriceRow } from './price-table.js';
import { readPriceUnit } from './read-price-unit.js';
import { unknownPrice } from './unknown-price.js';

/** What of the services is an address, so that asking for an address never finds, say, a NAT gateway. */
const addressTypes: ReadonlySet<string> = new Set(['external-ip-vm', 'external-ip-unused', 'public-ipv4']);

/**
 * Looks up what a disk, provisioned IOPS or an address costs, in the row of its type and region. An address may be
 * listed once for everywhere; everywhere is the regions that the catalogue knows.
 *
 * @throws PRICES_DAMAGED
 */
export function listPrice(query: PriceQuery, tables: PriceTables, cite: Cite): PriceAnswer {
	const { provider, type, region } = query;
	const isKnownRegion = () => tables(`${provider}-vm`).regions.includes(region);
	const { file, row } = query.service === 'address' ? addressRow(query, tables, isKnownRegion) : diskRow(query, tables);
	const usd = row?.price('usd');
	if (row === undefined || usd === undefined) {
		const what = isKnownRegion() ? `price of ${type} in ${region}` : `region ${region} of ${provider}`;
		return unknownPrice(query, file, `no ${what} is known`);
	}
	return { kind: 'priced', usd, unit: readPriceUnit(row), month_factor: 1, ...cite(file, row.cell('src').split('+')) };
}

interface Looked {
	readonly file: string;
	readonly row: PriceRow | undefined;
}

function diskRow({ provider, service, type, region }: PriceQuery, tables: PriceTables): Looked {
	const table = tables('storage');
	return { file: table.file, row: table.find(provider, service, type, region) };
}

function addressRow({ provider, type, region }: PriceQuery, tables: PriceTables, isKnownRegion: () => boolean): Looked {
	const table = tables('services');
	if (!addressTypes.has(type)) return { file: table.file, row: undefined };
	const own = table.find(provider, type, region);
	return { file: table.file, row: own ?? (isKnownRegion() ? table.find(provider, type, '*') : undefined) };
}
