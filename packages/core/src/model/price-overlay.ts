import { z } from 'zod';
import { parseDecimal } from '../cost/fraction.js';
import { regionSchema } from './place.js';
import { providerIdSchema } from './provider-id.js';
import { databaseEngines, priceServices } from './vocabulary.js';

/** Units that a price of one's own may be for. */
export const overlayUnits = ['hour', 'gib-month', 'disk-month', 'iops-month', 'gib'] as const;

// A number of YAML is taken as the shortest decimal that it was written as.
const decimalSchema = z
	.union([z.string(), z.number()])
	.transform(String)
	.refine((text) => parseDecimal(text) !== undefined, 'must be a decimal without sign or exponent, such as 0.0125');

const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day, such as 2026-11-01');
const sourceSchema = z.string().regex(/^\P{C}{1,200}$/u, 'must be 1 to 200 printable characters');
const typeSchema = z
	.string()
	.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be a name as the cloud writes it, such as e2-small');

const origin = {
	/** Where it is from, for people: `contract 2026-113`. That of the whole where left out. */
	source: sourceSchema.optional(),
	/** The day of the data; that of the whole where left out. */
	date: daySchema.optional(),
};

const discountSchema = z.strictObject({
	provider: providerIdSchema,
	/** Left out: all of the cloud's services. */
	service: z.enum(priceServices).optional(),
	percent: decimalSchema.refine(
		isShare,
		'must be above 0 and below 100; what is free is a price: free, with the reason',
	),
	...origin,
});

const priceSchema = z
	.strictObject({
		provider: providerIdSchema,
		service: z.enum(priceServices),
		type: typeSchema,
		/** `*`: every region that the catalogue knows. */
		region: z.union([z.literal('*'), regionSchema]),
		/** Of databases: left out, every engine. */
		engine: z.enum(databaseEngines).optional(),
		/** US dollars for one unit. */
		usd: decimalSchema.optional(),
		unit: z.enum(overlayUnits).optional(),
		/** Why it costs nothing, in the place of `usd` and `unit`. */
		free: sourceSchema.optional(),
		/** Says that the type or the region is not mistyped although the catalogue has not heard of it. */
		new: z.literal(true).optional(),
		/** Of a new machine: thousandths of a vCPU. Left out, they are not known. */
		vcpu_milli: z.int().min(1).optional(),
		memory_mib: z.int().min(1).optional(),
		...origin,
	})
	.superRefine((price, { addIssue }) => {
		const wrong = (field: string, message: string) => addIssue({ code: 'custom', path: [field], message });
		const { usd, unit, free, service } = price;
		if (free === undefined && usd === undefined)
			wrong('usd', 'must be US dollars for one unit; or free, with the reason');
		if (free !== undefined && usd !== undefined) wrong('free', 'must be left out where there is a price in usd');
		if (usd !== undefined && parseDecimal(usd)?.numerator === 0n) {
			wrong('usd', 'must be above 0; what costs nothing is said as free, with the reason');
		}
		if ((usd === undefined) !== (unit === undefined)) {
			const list = overlayUnits.join(', ');
			wrong('unit', usd === undefined ? 'must be left out without usd' : `must say what usd is for: one of ${list}`);
		}
		const machine = service === 'vm' || service === 'database';
		for (const figure of ['vcpu_milli', 'memory_mib'] as const) {
			if (price[figure] === undefined || (machine && price.new === true)) continue;
			wrong(figure, 'must be left out but for a new machine (new: true)');
		}
		if (price.engine !== undefined && !service.startsWith('database')) {
			wrong('engine', 'must be left out but for databases');
		}
	});

/** Prices of a tenant's own: a price file, negotiated discounts, or both. */
export const priceOverlaySchema = z
	.strictObject({
		/** Where they are from, for people: `contract 2026-113`. */
		source: sourceSchema.default('price file'),
		/** The day of the data. */
		date: daySchema.optional(),
		/** Percentages off list prices. The one for a service goes before the one for all of the cloud; they are not added. */
		discounts: z.array(discountSchema).max(100).default([]),
		/** Prices in the place of the catalogue's; no discount is taken off them. */
		prices: z.array(priceSchema).max(20_000).default([]),
	})
	.superRefine(({ date, discounts, prices }, { addIssue }) => {
		const wrong = (path: (string | number)[], message: string) => addIssue({ code: 'custom', path, message });
		if (discounts.length + prices.length === 0) wrong([], 'must hold prices, discounts, or both');
		for (const [list, items] of [['discounts', discounts] as const, ['prices', prices] as const]) {
			for (const [index, item] of items.entries()) {
				if ((item.date ?? date) === undefined)
					wrong([list, index, 'date'], 'must be the day of the data, here or for all');
			}
		}
		for (const [index, first] of repeated(discounts, ({ provider, service = '*' }) => `${provider} ${service}`)) {
			wrong(['discounts', index], `must not give again what discounts[${first}] gives`);
		}
		for (const [index, first] of repeated(prices, priceKey)) {
			wrong(['prices', index], `must not give again what prices[${first}] gives`);
		}
	});

/** Prices of a tenant's own. */
export type PriceOverlay = z.infer<typeof priceOverlaySchema>;

/** Prices of a tenant's own, as they are given. */
export type PriceOverlayRequest = z.input<typeof priceOverlaySchema>;

/** One price of a tenant's own. */
export type OwnPrice = PriceOverlay['prices'][number];

/** One percentage off list prices. */
export type Discount = PriceOverlay['discounts'][number];

/** What a price of one's own is found by. */
export function priceKey({
	provider,
	service,
	type,
	region,
	engine,
}: Pick<OwnPrice, 'provider' | 'service' | 'type' | 'region'> & { readonly engine?: string | undefined }): string {
	return [provider, service, type, region, engine ?? '*'].join(' ');
}

function isShare(text: string): boolean {
	const share = Number(text);
	return share > 0 && share < 100;
}

function repeated<Item>(items: readonly Item[], keyOf: (item: Item) => string): [index: number, first: number][] {
	const seen = new Map<string, number>();
	return items.flatMap((item, index): [number, number][] => {
		const first = seen.get(keyOf(item));
		if (first !== undefined) return [[index, first]];
		seen.set(keyOf(item), index);
		return [];
	});
}
