import { openPriceFolder, ownFolder, type PriceFolder } from './price-folder.js';
import { pricesDamaged } from './prices-damaged.js';

/** Where prices were read, and of which day they are. */
interface Citation {
	/** `gcp-vm.csv, G1: Cyclenerd/google-cloud-pricing-cost-calculator pricing.yml` */
	readonly source: string;
	/** The day, or as much of it as the source tells: `2026-07-30`, `2026-07`, `unknown`. */
	readonly date: string;
}

interface Source {
	readonly repo: string;
	readonly file: string;
	readonly data_date: string;
}

/** Cites the sources of a cell; sources.json is read at the first one. */
export type Cite = (table: string, codes: readonly string[]) => Citation;

const file = 'sources.json';

/**
 * Makes the function that cites. Of several sources the oldest day counts, and one that is not known is the oldest.
 *
 * @throws (the function) PRICES_DAMAGED for a code that sources.json does not explain
 */
export function openPriceSources(folder: PriceFolder): Cite {
	let sources: ReadonlyMap<string, Source> | undefined;
	const made = new Map<string, Citation>();
	return (table, codes) => {
		const key = `${table}, ${codes.join('+')}`;
		const before = made.get(key);
		if (before !== undefined) return before;
		sources ??= parseSources(folder.read(file).toString());
		const known = sources;
		const cited = codes.map((code) => {
			const source = known.get(code);
			if (source === undefined) throw pricesDamaged(file, undefined, `${code} of ${table} is not explained`);
			return { text: `${code}: ${place(source)}`, date: day(source.data_date) };
		});
		const citation = {
			source: `${table}, ${cited.map(({ text }) => text).join(' or ')}`,
			date: cited.map(({ date }) => date).reduce((a, b) => (age(a) <= age(b) ? a : b)),
		};
		made.set(key, citation);
		return citation;
	};
}

/** A source of the catalogue's prices. */
export interface PriceSource {
	/** As the tables name it: `G1`. */
	readonly code: string;
	/** Repository and file. */
	readonly source: string;
	/** The day of the data, or as much of it as the source tells: `2026-07-30`, `2026-07`, `unknown`. */
	readonly date: string;
}

/**
 * Lists the sources of the prices that come with Portcullis, in the order of their codes.
 *
 * @param folder another folder laid out like this package's `prices`, as `createCatalogue` takes it
 * @throws PRICES_DAMAGED
 */
export function priceSources(folder: URL = ownFolder): readonly PriceSource[] {
	const sources = parseSources(openPriceFolder(folder).read(file).toString());
	return [...sources]
		.map(([code, source]) => ({ code, source: place(source), date: day(source.data_date) }))
		.sort((a, b) => (a.code < b.code ? -1 : 1));
}

function parseSources(text: string): ReadonlyMap<string, Source> {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch (cause) {
		throw pricesDamaged(file, undefined, 'is not JSON', cause);
	}
	const sources = new Map<string, Source>();
	for (const [code, value] of Object.entries(parsed ?? {})) {
		if (!isSource(value)) throw pricesDamaged(file, undefined, `${code} lacks repo, file or data_date`);
		sources.set(code, value);
	}
	return sources;
}

function isSource(value: unknown): value is Source {
	if (typeof value !== 'object' || value === null) return false;
	const { repo, file, data_date } = value as Partial<Record<keyof Source, unknown>>;
	return typeof repo === 'string' && typeof file === 'string' && typeof data_date === 'string';
}

function place({ repo, file }: Source): string {
	return /^(?:not known|none)$/.test(repo) ? `${file} (repository ${repo})` : `${repo} ${file}`;
}

/** Without the remarks in brackets: `2026-07/08 (HEAD 2026-08-22)` is `2026-07/08`. */
function day(dataDate: string): string {
	return dataDate.replace(/ \(.*\)$/, '');
}

/** What sorts oldest first; text that begins with no year sorts before all. */
function age(date: string): string {
	return /^\d{4}(?:-\d{2}){0,2}/.exec(date)?.[0] ?? '';
}
