import {
	type Catalogue,
	overlayCatalogue,
	type PriceQuery,
	priceResource,
	priceServices,
	providerIds,
	vmSchema,
} from '@portcullis/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCatalogue } from './create-catalogue.js';

const catalogue = createCatalogue();
const about = { source: 'contract 2026-113', date: '2026-11-01' };
const e2 = { provider: 'gcp', service: 'vm', type: 'e2-small', region: 'us-central1' } as const;

function over(given: unknown, base: Catalogue = catalogue): Catalogue {
	const overlaid = overlayCatalogue(base, given);
	if (overlaid.kind === 'refused') throw new Error(JSON.stringify(overlaid.problems));
	return overlaid.value;
}

function problems(given: unknown): string[] {
	const overlaid = overlayCatalogue(catalogue, given);
	if (overlaid.kind === 'ok') throw new Error('not refused');
	expect(overlaid.code).toBe('PRICES_INVALID');
	return overlaid.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('negotiated discounts', () => {
	const discounts = [
		{ provider: 'gcp', service: 'vm', percent: 12 },
		{ provider: 'aws', percent: '5' },
	];

	it('are taken off the list price of their service, or of all of a cloud, and say so', () => {
		const answer = over({ ...about, discounts }).price(e2);
		expect(answer).toMatchObject({ kind: 'priced', usd: '0.014742552', date: '2026-07-30' });
		expect(answer.kind === 'priced' && answer.source).toMatch(
			/^list price 0\.0167529 of gcp-vm\.csv, G1: .+, less 12 % \(contract 2026-113, 2026-11-01\)$/,
		);
		const disk = { provider: 'gcp', service: 'disk', type: 'pd-balanced', region: 'us-central1' } as const;
		expect(over({ ...about, discounts }).price(disk)).toEqual(catalogue.price(disk));
		const volume = { provider: 'aws', service: 'disk', type: 'gp3', region: 'us-east-1' } as const;
		expect(over({ ...about, discounts }).price(volume)).toMatchObject({ usd: '0.076' });
	});

	it('of a service go before those of all of the cloud, and are not added to them', () => {
		const both = [...discounts, { provider: 'gcp', percent: 50 }];
		expect(over({ ...about, discounts: both }).price(e2)).toMatchObject({ usd: '0.014742552' });
	});

	it('come on top of what gcp gives by itself for a whole month', () => {
		const web = vmSchema.parse({
			kind: 'vm',
			name: 'web',
			size: 'n1-standard-1',
			region: 'us-central1',
			deletion_protection: false,
		});
		const [compute] = priceResource(web, 'gcp', over({ ...about, discounts })).components;
		// 0.0474998 * 0.88 * 730 * 0.7 = 21.359710064
		expect(compute).toMatchObject({ hourly_micros: 41_800, monthly_micros: 21_359_710 });
	});
});

describe("a tenant's own prices", () => {
	it('stand in the place of the list price, without a discount, and name their source and day', () => {
		const prices = [{ ...e2, usd: 0.01, unit: 'hour' }];
		const overlaid = over({ ...about, prices, discounts: [{ provider: 'gcp', percent: 10 }] });
		expect(overlaid.price(e2)).toEqual({
			kind: 'priced',
			usd: '0.01',
			unit: 'hour',
			month_factor: 1,
			source: 'own price: contract 2026-113',
			date: '2026-11-01',
		});
		expect(overlaid.id).not.toBe(catalogue.id);
		expect(overlaid.id).not.toBe(over({ ...about, prices: [{ ...e2, usd: 0.02, unit: 'hour' }] }).id);
	});

	it('of one region go before those of every region, which are for regions that the catalogue knows', () => {
		const prices = [
			{ ...e2, region: '*', usd: '0.03', unit: 'hour' },
			{ ...e2, usd: '0.01', unit: 'hour' },
		];
		const overlaid = over({ ...about, prices });
		expect(overlaid.price(e2)).toMatchObject({ usd: '0.01' });
		expect(overlaid.price({ ...e2, region: 'europe-west1' })).toMatchObject({ usd: '0.03' });
		expect(overlaid.price({ ...e2, region: 'moon-west1' }).kind).toBe('unknown');
	});

	it('fill what the catalogue lacks of a type and a region that it knows', () => {
		const nat = { provider: 'azure', service: 'nat', type: 'nat-gateway', region: 'westus2' } as const;
		expect(catalogue.price(nat).kind).toBe('unknown');
		expect(over({ ...about, prices: [{ ...nat, usd: '0.045', unit: 'hour' }] }).price(nat).kind).toBe('priced');
	});

	it('are of an engine, or of every engine', () => {
		const database = { provider: 'aws', service: 'database', type: 'db.t3.medium', region: 'us-east-1' } as const;
		const overlaid = over({
			...about,
			prices: [
				{ ...database, usd: '0.01', unit: 'hour' },
				{ ...database, engine: 'mysql', usd: '0.02', unit: 'hour' },
			],
		});
		expect(overlaid.price({ ...database, engine: 'postgres' })).toMatchObject({ usd: '0.01' });
		expect(overlaid.price({ ...database, engine: 'mysql' })).toMatchObject({ usd: '0.02' });
	});

	it('may be free with a reason, and are never 0', () => {
		const plane = { provider: 'gcp', service: 'control-plane', type: 'gke-control-plane', region: '*' };
		const overlaid = over({ ...about, prices: [{ ...plane, free: 'one zonal cluster is free' }] });
		const query = { ...plane, region: 'us-central1' } as PriceQuery;
		expect(overlaid.price(query)).toEqual({
			kind: 'free',
			reason: 'one zonal cluster is free (contract 2026-113, 2026-11-01)',
		});
		expect(problems({ ...about, prices: [{ ...plane, usd: 0, unit: 'hour' }] })).toEqual([
			'prices.0.usd: must be above 0; what costs nothing is said as free, with the reason',
		]);
		expect(problems({ ...about, discounts: [{ provider: 'gcp', percent: 100 }] })[0]).toContain('below 100');
	});

	it('for what the catalogue has not heard of are taken for mistyped, unless they say that it is new', () => {
		const typed = { ...e2, type: 'e2-smal', region: 'us-centrall1', usd: '0.01', unit: 'hour' };
		const [type, region] = problems({ ...about, prices: [typed] });
		expect(type).toMatch(/^prices\.0\.type: is no vm of gcp .+ new: true\); did you mean e2-small\?/);
		expect(region).toMatch(/^prices\.0\.region: is no region of gcp .+; did you mean us-central1/);
		const disk = { ...e2, service: 'disk', type: 'pd-ballanced', usd: '0.01', unit: 'gib-month' };
		expect(problems({ ...about, prices: [disk] })[0]).toContain('did you mean pd-balanced');

		const own = { ...typed, type: 'x9-large', region: 'moon-west1', new: true, vcpu_milli: 4000, memory_mib: 8192 };
		const overlaid = over({ ...about, prices: [own] });
		expect(overlaid.machineType('gcp', 'x9-large')).toEqual({ name: 'x9-large', vcpu_milli: 4000, memory_mib: 8192 });
		expect(overlaid.machineTypes('gcp')).toContain('x9-large');
		expect(overlaid.regions('gcp')).toContain('moon-west1');
		expect(overlaid.regions('aws')).not.toContain('moon-west1');
		expect(problems({ ...about, prices: [{ ...e2, usd: '0.01', unit: 'hour', new: true }] })[0]).toContain('left out');
	});

	it('are refused field by field where they are wrong', () => {
		expect(
			problems({
				prices: [
					{ ...e2, usd: '1e-3', unit: 'hour' },
					{ ...e2, usd: '0.01' },
					{ ...e2, region: 'us-east1', vcpu_milli: 500, free: 'gift', usd: '1', unit: 'hour' },
				],
				discount: [],
			}).map((text) => text.split(':')[0]),
		).toEqual(expect.arrayContaining(['prices.0.usd', 'discount']));
		expect(problems({ prices: [{ ...e2, usd: '0.01', unit: 'hour' }] })).toEqual([
			'prices.0.date: missing; must be the day of the data, here or for all',
		]);
		const twice = { ...e2, usd: '0.01', unit: 'hour' };
		expect(problems({ ...about, prices: [twice, twice] })).toEqual([
			'prices.1: must not give again what prices[0] gives',
		]);
		expect(problems(about)).toEqual([': must hold prices, discounts, or both']);
	});
});

describe('whatever is looked up under discounts', () => {
	it('stays unknown or free where it was, and costs less but never nothing where it was priced', () => {
		const discounts = providerIds.map((provider) => ({ provider, percent: '99.99' }));
		const overlaid = over({ ...about, discounts });
		const query = fc.constantFrom(...providerIds).chain((provider) =>
			fc.constantFrom(...priceServices).chain((service) => {
				const types = catalogue.types?.(provider, service) ?? [];
				const type = types.length === 0 ? fc.constant('nothing') : fc.constantFrom(...types);
				return fc.record({
					provider: fc.constant(provider),
					service: fc.constant(service),
					type,
					region: fc.constantFrom(...catalogue.regions(provider)),
					engine: fc.constantFrom('postgres', 'mysql'),
				});
			}),
		);
		fc.assert(
			fc.property(query, (asked) => {
				const [before, after] = [catalogue.price(asked), overlaid.price(asked)];
				if (before.kind !== 'priced') expect(after).toEqual(before);
				else {
					if (after.kind !== 'priced') throw new Error(after.kind);
					expect(Number(after.usd)).toBeGreaterThan(0);
					expect(Number(after.usd)).toBeLessThan(Number(before.usd));
				}
			}),
			{ numRuns: 200 },
		);
	});

	it('makes a size class mean the same machine', () => {
		const prices = [{ ...e2, type: 'n2-standard-2', usd: '0.001', unit: 'hour' }];
		const before = catalogue.machineTypeOfClass('gcp', 'large', 'us-central1');
		expect(over({ ...about, prices }).machineTypeOfClass('gcp', 'large', 'us-central1')).toBe(before);
		expect(before).toBeDefined();
	});
});
