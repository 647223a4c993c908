import {
	type Catalogue,
	formatMicros,
	hoursPerMonth,
	nearest,
	type PriceAnswer,
	type PriceQuery,
	type PriceService,
	type ProviderId,
	type ResourceKind,
} from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { openCatalogue } from '../gate/open-catalogue.js';
import { ageInDays, oldPrices } from '../input/age-in-days.js';
import { done } from '../output/done.js';
import { failure } from '../output/failure.js';
import type { FoundPriceDocument } from '../output/json-document.js';
import type { Outcome } from '../output/outcome.js';
import { labelledLines } from '../render/labelled-lines.js';
import { renderRows } from '../render/render-rows.js';

/** What a price is looked up by. */
export interface PriceWords {
	readonly provider: ProviderId;
	readonly kind: PriceService | ResourceKind;
	readonly type: string;
	readonly region: string;
	readonly engine: 'postgres' | 'mysql';
}

/** What is looked up where a kind of resource is named: what it is mostly paid for. */
const serviceOfKind: Readonly<Record<string, PriceService>> = {
	network: 'nat',
	storage: 'object-storage',
	kubernetes: 'control-plane',
};

/** Refuses a look-up of which only a part was said. */
export function priceIncomplete(): Outcome {
	return failure({
		code: 'USAGE_INVALID',
		message: 'a price is looked up by all of PROVIDER KIND TYPE REGION; without any, the sources are listed',
		hint: 'for example: portcullis prices gcp vm e2-small us-central1',
	});
}

/** Looks a price up; ends with 1 where none is known. */
export async function findPrice(context: Context, words: PriceWords): Promise<Outcome> {
	const opened = await openCatalogue(context);
	if (opened.kind === 'failed') return opened.outcome;
	const { catalogue } = opened;
	const { provider, type, region, engine } = words;
	const service = serviceOfKind[words.kind] ?? (words.kind as PriceService);
	const about = { provider, service, type, region };
	const query: PriceQuery = service.startsWith('database') ? { ...about, engine } : about;
	const answer = catalogue.price(query);
	const close = answer.kind === 'unknown' ? closeTo(query, catalogue) : { types: [], regions: [] };
	const document: FoundPriceDocument = { kind: 'price', query, answer, nearest: close };
	return {
		status: answer.kind === 'unknown' ? 1 : 0,
		document,
		text: (style) => labelledLines(linesOf(document), style),
	};
}

/** Lists the sources of prices and how old each is. */
export async function listPriceSources(context: Context): Promise<Outcome> {
	const opened = await openCatalogue(context);
	if (opened.kind === 'failed') return opened.outcome;
	const { priceSources } = await import('@portcullis/policies');
	const now = context.io.clock();
	const sources = priceSources().map((source) => ({ ...source, age_days: ageInDays(source.date, now) }));
	const old = sources.filter(({ age_days }) => age_days !== null && age_days > oldPrices).map(({ code }) => code);
	const undated = sources.filter(({ age_days }) => age_days === null).map(({ code }) => code);
	const { id } = opened.catalogue;
	const prices = context.prices ?? null;
	const notes = [
		...(old.length === 0
			? []
			: [`older than a year: ${old.join(', ')}; hold prices from there against the cloud's own`]),
		...(undated.length === 0 ? [] : [`the day is not known of: ${undated.join(', ')}`]),
	];
	const rows = sources.map(({ code, source, date, age_days }) => [
		code,
		source,
		date,
		age_days === null ? '' : `${age_days} d`,
	]);
	return done(
		{ kind: 'price_sources', catalogue: id, prices, sources },
		(style) => {
			const lines: [string, string][] = [
				['prices', id],
				...(prices === null ? [] : [['over them', prices] as [string, string]]),
			];
			return `${labelledLines(lines, style)}${renderRows(['code', 'source', 'day', 'age'], rows, style)}`;
		},
		notes,
	);
}

function linesOf({ query, answer, nearest: close }: FoundPriceDocument): readonly (readonly [string, string])[] {
	const { provider, service, type, region, engine } = query;
	const what = `${provider} ${service} ${type}${engine === undefined ? '' : ` for ${engine}`} in ${region}`;
	switch (answer.kind) {
		case 'free':
			return [['price', `${what}: free: ${answer.reason}`]];
		case 'unknown':
			return [
				['price', `${what}: unknown: ${answer.reason}`],
				['looked in', answer.looked_in],
				...(close.types.length === 0 ? [] : [['like it', close.types.join(', ')] as const]),
				...(close.regions.length === 0 ? [] : [['regions', close.regions.join(', ')] as const]),
			];
		case 'priced':
			return [
				[
					'price',
					`${what}: ${answer.usd} USD ${answer.unit === 'hour' ? 'an' : 'a'} ${answer.unit}${monthText(answer)}`,
				],
				['source', answer.source],
				['date', answer.date],
			];
	}
}

// A rough month, to compare by: what a resource costs is said by its estimate, to the millionth.
function monthText({ usd, unit, month_factor }: Extract<PriceAnswer, { readonly kind: 'priced' }>): string {
	if (unit !== 'hour') return '';
	const micros = Math.round(Number(usd) * hoursPerMonth * month_factor * 1_000_000);
	const discounted = month_factor === 1 ? '' : ', discounted for the whole month';
	return Number.isSafeInteger(micros) ? ` (${formatMicros(micros, 2)} USD a month${discounted})` : '';
}

function closeTo({ provider, service, type, region }: PriceQuery, catalogue: Catalogue): FoundPriceDocument['nearest'] {
	const types = catalogue.types?.(provider, service) ?? [];
	const regions = catalogue.regions(provider);
	return {
		types: types.includes(type) ? [] : nearest(type, types),
		regions: regions.includes(region) ? [] : nearest(region, regions),
	};
}
