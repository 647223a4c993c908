import type { Catalogue, MachineType, PriceAnswer, PriceQuery } from '../contracts/catalogue.js';
import { parseInput, shortened } from '../gate/parse-input.js';
import type { MachineUse } from '../model/machine-part.js';
import {
	type OwnPrice,
	type PriceOverlay,
	type PriceOverlayRequest,
	priceKey,
	priceOverlaySchema,
} from '../model/price-overlay.js';
import { ok, type Result, refused } from '../model/result.js';
import type { ProviderId } from '../model/vocabulary.js';
import { canonicalJson } from '../util/canonical-json.js';
import { sha256 } from '../util/sha256.js';
import { lessPercent } from './less-percent.js';
import { overlayProblems } from './overlay-problems.js';

/**
 * Lays a tenant's own prices and negotiated discounts over a catalogue. Each price says where it comes from: a price of
 * one's own names its source and day, a discounted one the list price, the percentage and both sources.
 *
 * What the catalogue does not know stays unknown, unless there is a price of one's own for it: of an unknown price there
 * is no discount. A size class stands for the same machine as without it, so that a contract does not change what people
 * mean by `medium`.
 *
 * The trap: prices are a part of what people approve. Whoever requests, approves and deploys must do so with the same
 * overlay, or every approval is void for a change of price.
 *
 * @param given anything: it is checked, and held against the catalogue
 * @returns the catalogue, or `PRICES_INVALID` with a problem for each fault: one of another shape, a price for a type or
 * a region that the catalogue has not heard of and that is not said to be new
 *
 * @example
 * ```ts
 * import { overlayCatalogue } from '@portcullis/core';
 * import { createCatalogue } from '@portcullis/policies';
 *
 * const overlaid = overlayCatalogue(createCatalogue(), {
 * 	source: 'contract 2026-113',
 * 	date: '2026-11-01',
 * 	discounts: [{ provider: 'gcp', service: 'vm', percent: 12 }],
 * });
 * if (overlaid.kind === 'ok') {
 * 	const answer = overlaid.value.price({ provider: 'gcp', service: 'vm', type: 'e2-small', region: 'us-central1' });
 * 	if (answer.kind === 'priced') console.log(answer.usd); // 0.014742552
 * }
 * ```
 */
export function overlayCatalogue(catalogue: Catalogue, given: PriceOverlayRequest | unknown): Result<Catalogue> {
	const parsed = parseInput(priceOverlaySchema, given, 'the prices');
	if (parsed.kind === 'refused') return refused('PRICES_INVALID', parsed.message, parsed.problems);
	const overlay = parsed.value;
	const problems = overlayProblems(overlay, catalogue);
	if (problems.length > 0) {
		return refused('PRICES_INVALID', 'the prices do not fit the catalogue', shortened(problems));
	}
	return ok(overlaid(catalogue, overlay));
}

function overlaid(catalogue: Catalogue, overlay: PriceOverlay): Catalogue {
	const own = new Map(overlay.prices.map((price) => [priceKey(price), price]));
	const digest = sha256(canonicalJson(overlay)).slice(0, 16);
	const added = overlay.prices.filter((price) => price.new === true);
	const machinesAdded = (provider: ProviderId, use: MachineUse) =>
		added.filter((price) => price.provider === provider && price.service === use);
	return {
		get id() {
			return `${catalogue.id}+${digest}`;
		},
		regions: (provider) => {
			const more = added.flatMap(({ provider: of, region }) => (of === provider && region !== '*' ? [region] : []));
			return [...new Set([...catalogue.regions(provider), ...more])];
		},
		machineTypes: (provider, use = 'vm') => {
			const more = machinesAdded(provider, use).map(({ type }) => type);
			return [...new Set([...catalogue.machineTypes(provider, use), ...more])];
		},
		machineType: (provider, name, use = 'vm') => {
			const known = catalogue.machineType(provider, name, use);
			if (known !== undefined) return known;
			const prices = machinesAdded(provider, use).filter(({ type }) => type === name);
			return prices.length === 0 ? undefined : newMachine(name, prices);
		},
		machineTypeOfClass: (...choice) => catalogue.machineTypeOfClass(...choice),
		types: (provider, service) => {
			const more = overlay.prices.flatMap((price) =>
				price.provider === provider && price.service === service ? [price.type] : [],
			);
			return [...new Set([...(catalogue.types?.(provider, service) ?? []), ...more])];
		},
		price: (query) => {
			const price = ownPrice(own, query, catalogue);
			return price === undefined ? discounted(catalogue.price(query), query, overlay) : answerOf(price, overlay);
		},
	};
}

// The most telling first: of this region and engine, of every engine, of every region.
function ownPrice(own: ReadonlyMap<string, OwnPrice>, query: PriceQuery, catalogue: Catalogue): OwnPrice | undefined {
	const { region, engine, ...about } = query;
	const of = (where: string) =>
		own.get(priceKey({ ...about, region: where, engine })) ?? own.get(priceKey({ ...about, region: where }));
	return of(region) ?? (catalogue.regions(query.provider).includes(region) ? of('*') : undefined);
}

function answerOf(price: OwnPrice, overlay: PriceOverlay): PriceAnswer {
	const { usd, unit, free } = price;
	const { source, date } = originOf(price, overlay);
	if (usd === undefined || unit === undefined) return { kind: 'free', reason: `${free ?? ''} (${source}, ${date})` };
	return { kind: 'priced', usd, unit, month_factor: 1, source: `own price: ${source}`, date };
}

function discounted(answer: PriceAnswer, { provider, service }: PriceQuery, overlay: PriceOverlay): PriceAnswer {
	if (answer.kind !== 'priced') return answer;
	const ofCloud = overlay.discounts.filter((discount) => discount.provider === provider);
	const discount = ofCloud.find((one) => one.service === service) ?? ofCloud.find((one) => one.service === undefined);
	if (discount === undefined) return answer;
	const usd = lessPercent(answer.usd, discount.percent);
	if (usd === undefined) return answer;
	const { source, date } = originOf(discount, overlay);
	const list = `list price ${answer.usd} of ${answer.source}`;
	return { ...answer, usd, source: `${list}, less ${discount.percent} % (${source}, ${date})` };
}

interface Origin {
	readonly source?: string | undefined;
	readonly date?: string | undefined;
}

function originOf(item: Origin, overlay: PriceOverlay): { readonly source: string; readonly date: string } {
	return { source: item.source ?? overlay.source, date: item.date ?? overlay.date ?? '' };
}

function newMachine(name: string, prices: readonly OwnPrice[]): MachineType {
	const vcpu_milli = prices.find((price) => price.vcpu_milli !== undefined)?.vcpu_milli;
	const memory_mib = prices.find((price) => price.memory_mib !== undefined)?.memory_mib;
	return {
		name,
		...(vcpu_milli === undefined ? {} : { vcpu_milli }),
		...(memory_mib === undefined ? {} : { memory_mib }),
	};
}
