import type { PriceAnswer, PriceQuery, PriceUnit, ProviderId } from '@portcullis/core';
import type { PriceTables } from './open-price-tables.js';
import type { Cite } from './price-sources.js';
import type { PriceRow } from './price-table.js';
import { readPriceUnit } from './read-price-unit.js';
import { unknownPrice } from './unknown-price.js';

/** What each service of the table of services is, so that asking for an address never finds, say, a NAT gateway. */
const serviceTypes: Readonly<Record<'address' | 'nat' | 'private-endpoint' | 'control-plane', ReadonlySet<string>>> = {
	address: new Set(['external-ip-vm', 'external-ip-unused', 'public-ipv4', 'public-ip']),
	'private-endpoint': new Set(['private-endpoint']),
	nat: new Set(['nat-gateway', 'nat-gateway-data', 'nat-data']),
	'control-plane': new Set([
		'gke-control-plane',
		'eks-control-plane',
		'eks-control-plane-extended-support',
		'aks-control-plane-free',
		'aks-control-plane-standard',
	]),
};

/** What the categories of the table of storage are called. */
const categories = {
	disk: 'disk',
	'disk-iops': 'disk-iops',
	'object-storage': 'object',
	'database-storage': 'db-storage',
} as const;

/**
 * Looks up what storage costs, or a service such as an address, in the row of its type and region. A service may be
 * listed once for everywhere; everywhere is the regions that the catalogue knows.
 *
 * @throws PRICES_DAMAGED
 */
export function listPrice(query: PriceQuery, tables: PriceTables, cite: Cite): PriceAnswer {
	const { provider, type, region } = query;
	const isKnownRegion = () => tables(`${provider}-vm`).regions.includes(region);
	const { file, row } = lookUp(query, tables, isKnownRegion);
	const usd = row?.price('usd');
	if (row === undefined || usd === undefined) {
		const what = isKnownRegion() ? `price of ${type} in ${region}` : `region ${region} of ${provider}`;
		return unknownPrice(query, file, `no ${what} is known`);
	}
	const citation = cite(file, row.cell('src').split('+'));
	// The one true 0 of the tables: a control plane that azure does not charge for.
	if (query.service === 'control-plane' && Number(usd) === 0)
		return { kind: 'free', reason: `${type} costs nothing (${citation.source}, ${citation.date})` };
	return { kind: 'priced', usd, unit: unitOf(query, row), month_factor: 1, ...citation };
}

/** Every name under which there is a price of a service, in any region. */
export function listedTypes(
	provider: ProviderId,
	service: Exclude<PriceQuery['service'], 'vm' | 'database'>,
	tables: PriceTables,
): readonly string[] {
	const names = (() => {
		switch (service) {
			case 'address':
			case 'nat':
			case 'private-endpoint':
			case 'control-plane':
				return tables('services')
					.keys()
					.flatMap(([of, type = '']) => (of === provider && serviceTypes[service].has(type) ? [type] : []));
			case 'database-storage':
				// Beside them stand the hours of instances.
				if (provider === 'gcp') return ['ssd-gib-month', 'hdd-gib-month'];
				if (provider === 'azure') return ['storage'];
		}
		return tables('storage')
			.keys()
			.flatMap(([of, category, type = '']) => (of === provider && category === categories[service] ? [type] : []));
	})();
	return [...new Set(names)].sort();
}

interface Looked {
	readonly file: string;
	readonly row: PriceRow | undefined;
}

function lookUp(query: PriceQuery, tables: PriceTables, isKnownRegion: () => boolean): Looked {
	const { provider, service, type, region, engine = '' } = query;
	switch (service) {
		case 'address':
		case 'nat':
		case 'private-endpoint':
		case 'control-plane':
			return serviceRow(query, service, tables, isKnownRegion);
		case 'database-storage': {
			if (provider === 'aws') break;
			const table = tables(`${provider}-db`);
			return {
				file: table.file,
				row: provider === 'gcp' ? table.find(region, type) : table.find(region, engine, type),
			};
		}
		case 'vm':
		case 'database':
			throw new TypeError(`${service} is priced by its own table`);
	}
	const table = tables('storage');
	return { file: table.file, row: table.find(provider, categories[service], type, region) };
}

function serviceRow(
	{ provider, type, region }: PriceQuery,
	service: keyof typeof serviceTypes,
	tables: PriceTables,
	isKnownRegion: () => boolean,
): Looked {
	const table = tables('services');
	if (!serviceTypes[service].has(type)) return { file: table.file, row: undefined };
	const own = table.find(provider, type, region);
	return { file: table.file, row: own ?? (isKnownRegion() ? table.find(provider, type, '*') : undefined) };
}

// gcp's meters of databases say their unit in their name.
function unitOf({ provider, service, type }: PriceQuery, row: PriceRow): PriceUnit {
	if (provider === 'gcp' && service === 'database-storage' && type.endsWith('-gib-month')) return 'gib-month';
	return readPriceUnit(row);
}
