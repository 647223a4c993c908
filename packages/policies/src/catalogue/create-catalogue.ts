import type { Catalogue, PriceQuery } from '@portcullis/core';
import { isAccelerated } from './accelerators.js';
import { databasePrice } from './database-price.js';
import { databaseType, databaseTypes } from './database-type.js';
import { listedTypes, listPrice } from './list-price.js';
import { machineTypeOfClass } from './machine-type-of-class.js';
import { openPriceTables } from './open-price-tables.js';
import { openPriceFolder, ownFolder } from './price-folder.js';
import { openPriceSources } from './price-sources.js';
import { readMachineType } from './read-machine-type.js';
import { vmPrice } from './vm-price.js';

/**
 * Names of types and regions have no other characters. Other text is not looked up (`*` would find what tables write for
 * every region) and not repeated in an answer.
 */
const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/**
 * Opens the price catalogue that comes with Portcullis: list prices in US dollars, on demand, before tax, offline.
 * Nothing is read until it is needed, then only the table in question, once; a look-up touches a dozen rows of it.
 *
 * @param options.folder another folder laid out like this package's `prices`, its address ending in a slash
 * @returns a catalogue; every method, and `id`, throws PRICES_DAMAGED for a file that it needs and that is missing or
 * not what `SHA256SUMS` says, naming the file and the line where one can be told
 *
 * @example
 * ```ts
 * import { createCatalogue } from '@portcullis/policies';
 *
 * const catalogue = createCatalogue();
 * const answer = catalogue.price({ provider: 'gcp', service: 'vm', type: 'e2-small', region: 'us-central1' });
 * if (answer.kind === 'priced') console.log(answer.usd, answer.date); // 0.0167529 2026-07-30
 * ```
 */
export function createCatalogue(options: { readonly folder?: URL } = {}): Catalogue {
	const folder = openPriceFolder(options.folder ?? ownFolder);
	const tables = openPriceTables(folder);
	const cite = openPriceSources(folder);
	const names = new Map<string, readonly string[]>();
	const classes = new Map<string, string | undefined>();
	let id: string | undefined;
	const machineTypes: Catalogue['machineTypes'] = (provider, use = 'vm') => {
		const key = `${provider} ${use}`;
		const known = names.get(key);
		if (known !== undefined) return known;
		const types = use === 'vm' ? tables(`${provider}-vm`).names() : databaseTypes(provider, tables);
		names.set(key, types);
		return types;
	};
	const machineType: Catalogue['machineType'] = (provider, name, use = 'vm') => {
		if (use === 'database') return databaseType(provider, name, tables);
		const row = tables(`${provider}-vm`).find(name);
		return row && (isAccelerated(provider, name) ? readMachineType(name, row) : readMachineType(name, row, 0));
	};
	const price: Catalogue['price'] = (query) => {
		if (!plainName.test(query.type) || !plainName.test(query.region)) {
			return {
				kind: 'unknown',
				reason: 'this is not the name of anything priced',
				looked_in: 'names of the catalogue',
			};
		}
		if (query.service === 'vm') return vmPrice(query, tables, cite);
		return query.service === 'database' ? databasePrice(query, tables, cite) : listPrice(query, tables, cite);
	};
	return {
		get id() {
			id ??= folder.id();
			return id;
		},
		regions: (provider) => tables(`${provider}-vm`).regions,
		machineTypes,
		machineType,
		machineTypeOfClass: (provider, size, region, use = 'vm') => {
			const key = `${provider} ${size} ${region} ${use}`;
			if (!classes.has(key)) {
				const choice = {
					types: machineTypes(provider, use),
					machineType: (name: string) => machineType(provider, name, use),
					usd: (query: PriceQuery) => {
						const answer = price(query);
						return answer.kind === 'priced' ? answer.usd : undefined;
					},
				};
				classes.set(key, machineTypeOfClass(provider, size, region, use, choice));
			}
			return classes.get(key);
		},
		types: (provider, service) =>
			service === 'vm' || service === 'database'
				? machineTypes(provider, service)
				: listedTypes(provider, service, tables),
		price,
	};
}
