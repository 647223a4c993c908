import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCatalogue } from './create-catalogue.js';
import { decimal, decimalText, plus, times } from './decimal.js';

const catalogue = createCatalogue();

function usd(provider: 'gcp' | 'aws' | 'azure', type: string, region: string, engine = 'postgres'): string {
	const answer = catalogue.price({ provider, service: 'database', type, region, engine });
	return answer.kind === 'priced' ? answer.usd : answer.kind;
}

describe('what an hour of a database costs', () => {
	it('is on gcp the sum of its vCPU and its memory, exactly', () => {
		// Per hour in us-central1: 0.0413 a vCPU, 0.007 a GiB (gcp-db.csv).
		expect(usd('gcp', 'db-custom-4-15360', 'us-central1')).toBe('0.2702');
		expect(usd('gcp', 'db-custom-1-3840', 'us-central1')).toBe('0.06755');
	});

	it.each(['vcpu', 'memory-gib', 'db-custom-0-0'])(
		'is not known on gcp of %s, which is no type of instance',
		(type) => {
			expect(usd('gcp', type, 'us-central1')).toBe('unknown');
		},
	);

	it.each(['db-custom-2-7680', 'db-n1-standard-2'])('is the same for %s, whose figures are the same', (type) => {
		expect(usd('gcp', type, 'us-central1')).toBe(usd('gcp', 'db-custom-2-7680', 'us-central1'));
	});

	it('is not known on gcp where one of the two meters is not', () => {
		const lacking = catalogue.regions('gcp').filter((region) => usd('gcp', 'db-custom-2-7680', region) === 'unknown');
		for (const region of lacking) {
			const answer = catalogue.price({ provider: 'gcp', service: 'database', type: 'db-custom-2-7680', region });
			expect(answer).toMatchObject({
				kind: 'unknown',
				reason: expect.stringMatching(/no price of (vcpu|memory-gib)-hour/),
			});
		}
		expect(lacking.length).toBeGreaterThan(0);
	});

	it('depends on aws on the engine, and is not known for one that nobody named', () => {
		expect(usd('aws', 'db.m1.large', 'ap-southeast-1', 'postgres')).toBe('0.3');
		expect(usd('aws', 'db.m1.large', 'ap-southeast-1', 'mysql')).toBe('0.29');
		expect(usd('aws', 'db.t3.medium', 'us-east-1', '')).toBe('unknown');
		expect(usd('aws', 'db.t3.medium', 'src')).toBe('unknown');
	});

	it('is known on azure for one engine in one region only', () => {
		expect(usd('azure', 'GP_Standard_D2ds_v5', 'eastus')).toBe('0.178');
		expect(usd('azure', 'GP_Standard_D2ds_v5', 'westeurope')).toBe('unknown');
		expect(usd('azure', 'GP_Standard_D2ds_v5', 'eastus', 'mysql')).toBe('unknown');
	});
});

describe('types of database instances', () => {
	it.each([
		['gcp', 'db-custom-2-7680', { vcpu_milli: 2000, memory_mib: 7680 }],
		['gcp', 'db-n1-highmem-4', { vcpu_milli: 4000, memory_mib: 26_624 }],
		['gcp', 'db-f1-micro', { memory_mib: 614 }],
		['aws', 'db.t3.medium', { vcpu_milli: 2000, memory_mib: 4096 }],
		['azure', 'GP_Standard_D2ds_v5', { vcpu_milli: 2000, memory_mib: 8192 }],
	] as const)('of %s: %s has its figures', (provider, type, figures) => {
		expect(catalogue.machineType(provider, type, 'database')).toMatchObject({ ...figures, gpu: 0 });
	});

	it.each([
		['gcp', 'e2-small'],
		['gcp', 'db-perf-optimized-N-2'],
		['gcp', 'db-custom-3-7680'],
		['gcp', 'db-custom-2-1024'],
		['gcp', 'db-n1-standard-3'],
		['aws', 't3.medium'],
		['azure', 'Standard_D2ds_v5'],
		['azure', 'GP_Standard_D2ds_v99'],
	] as const)('of %s do not have %s among them', (provider, type) => {
		expect(catalogue.machineType(provider, type, 'database')).toBeUndefined();
	});

	it.each(['gcp', 'aws', 'azure'] as const)('of %s that are listed are all known', (provider) => {
		const types = catalogue.machineTypes(provider, 'database');
		expect(types.length).toBeGreaterThan(5);
		expect(types.filter((type) => catalogue.machineType(provider, type, 'database') === undefined)).toEqual([]);
	});
});

describe('decimals', () => {
	const arbitrary = fc.record({
		units: fc.bigInt({ min: 0n, max: 10n ** 12n }),
		places: fc.integer({ min: 0, max: 9 }),
	});

	it('are written as they are read', () => {
		fc.assert(
			fc.property(arbitrary, (given) => {
				const { units, places } = decimal(decimalText(given));
				expect(units * 10n ** BigInt(given.places)).toBe(given.units * 10n ** BigInt(places));
			}),
		);
	});

	it('are added and multiplied exactly', () => {
		expect(decimalText(plus(decimal('0.1'), decimal('0.2')))).toBe('0.3');
		expect(decimalText(times(decimal('0.0413'), decimal('2')))).toBe('0.0826');
		fc.assert(
			fc.property(arbitrary, arbitrary, (a, b) => {
				expect(decimalText(plus(a, b))).toBe(decimalText(plus(b, a)));
				expect(decimalText(times(a, b))).toBe(decimalText(times(b, a)));
			}),
		);
	});
});
