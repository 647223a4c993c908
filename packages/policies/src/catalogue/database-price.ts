import type { PriceAnswer, PriceQuery } from '@portcullis/core';
import { cellSources } from './cell-sources.js';
import { gcpFigures, isShared } from './database-type.js';
import { decimal, decimalText, plus, times } from './decimal.js';
import type { PriceTables } from './open-price-tables.js';
import type { Cite } from './price-sources.js';
import type { PriceRow } from './price-table.js';
import { unknownPrice } from './unknown-price.js';

const gibPerMib = { units: 9_765_625n, places: 10 };

/**
 * Looks up what an hour of one database instance costs, in one zone. On gcp a type that does not share its processor is
 * paid for by vCPU and by GiB of memory: the two are added exactly.
 *
 * @throws PRICES_DAMAGED
 */
export function databasePrice(query: PriceQuery, tables: PriceTables, cite: Cite): PriceAnswer {
	switch (query.provider) {
		case 'gcp':
			return gcpPrice(query, tables, cite);
		case 'aws':
			return awsPrice(query, tables, cite);
		case 'azure':
			return azurePrice(query, tables, cite);
	}
}

function gcpPrice(query: PriceQuery, tables: PriceTables, cite: Cite): PriceAnswer {
	const table = tables('gcp-db');
	const { type, region } = query;
	const figures = gcpFigures(type);
	if (figures === undefined && !isShared(type)) {
		return unknownPrice(query, table.file, `no type ${type} of databases on gcp is known`);
	}
	const meters = figures === undefined ? [`${type}-hour`] : ['vcpu-hour', 'memory-gib-hour'];
	const rows = meters.map((meter) => table.find(region, meter));
	const prices = rows.map((row) => row?.price('usd'));
	const lacking = prices.indexOf(undefined);
	if (lacking !== -1) {
		return unknownPrice(query, table.file, `no price of ${meters[lacking]} of databases in ${region} is known`);
	}
	const [first = '', second = ''] = prices as readonly string[];
	const sources = [...new Set(rows.flatMap((row) => row?.cell('src').split('+') ?? []))];
	const usd =
		figures === undefined
			? first
			: decimalText(
					plus(
						times(decimal(first), decimal(String(figures.cpus))),
						times(decimal(second), times(decimal(String(figures.mib)), gibPerMib)),
					),
				);
	return { kind: 'priced', usd, unit: 'hour', month_factor: 1, ...cite(table.file, sources) };
}

function awsPrice(query: PriceQuery, tables: PriceTables, cite: Cite): PriceAnswer {
	const table = tables('aws-db');
	const { type, engine = '', region } = query;
	const row = table.find(type, engine);
	if (row === undefined) return unknownPrice(query, table.file, `no ${engine} database ${type} of aws is known`);
	const usd = table.regions.includes(region) ? row.price(region) : undefined;
	if (usd === undefined) {
		return unknownPrice(query, table.file, `no price of ${type} for ${engine} in ${region} is known`);
	}
	return {
		kind: 'priced',
		usd,
		unit: 'hour',
		month_factor: 1,
		...cite(table.file, cellSources('aws-db', row.cell('src'), region)),
	};
}

function azurePrice(query: PriceQuery, tables: PriceTables, cite: Cite): PriceAnswer {
	const table = tables('azure-db');
	const { type, engine = '', region } = query;
	const row: PriceRow | undefined = table.find(region, engine, type);
	const usd = row?.price('usd');
	if (row === undefined || usd === undefined) {
		return unknownPrice(query, table.file, `no price of ${type} for ${engine} in ${region} is known`);
	}
	return { kind: 'priced', usd, unit: 'hour', month_factor: 1, ...cite(table.file, row.cell('src').split('+')) };
}
