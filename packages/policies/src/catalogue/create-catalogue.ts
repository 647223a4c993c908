import type { Catalogue, ProviderId } from '@portcullis/core';
import { listPrice } from './list-price.js';
import { openPriceTables } from './open-price-tables.js';
import { openPriceFolder } from './price-folder.js';
import { openPriceSources } from './price-sources.js';
import { readMachineType } from './read-machine-type.js';
import { vmPrice } from './vm-price.js';

/** Where the catalogue's files lie, beside the code in the package. */
const ownFolder = new URL('../../prices/', import.meta.url);

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
	const names = new Map<ProviderId, readonly string[]>();
	let id: string | undefined;
	return {
		get id() {
			id ??= folder.id();
			return id;
		},
		regions: (provider) => tables(`${provider}-vm`).regions,
		machineTypes: (provider, use = 'vm') => {
			if (use === 'database') return [];
			const types = names.get(provider) ?? tables(`${provider}-vm`).names();
			names.set(provider, types);
			return types;
		},
		machineTypeOfClass: () => undefined,
		machineType: (provider, name, use = 'vm') => {
			if (use === 'database') return undefined;
			const row = tables(`${provider}-vm`).find(name);
			return row && readMachineType(name, row);
		},
		price: (query) => {
			if (!plainName.test(query.type) || !plainName.test(query.region)) {
				return {
					kind: 'unknown',
					reason: 'this is not the name of anything priced',
					looked_in: 'names of the catalogue',
				};
			}
			return query.service === 'vm' ? vmPrice(query, tables, cite) : listPrice(query, tables, cite);
		},
	};
}
