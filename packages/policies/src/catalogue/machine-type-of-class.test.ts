import { type MachineUse, providerIds, sizeClasses, sizeClassOf } from '@portcullis/core';
import { describe, expect, it } from 'vitest';
import { createCatalogue } from './create-catalogue.js';

const catalogue = createCatalogue();
const uses: readonly MachineUse[] = ['vm', 'database'];
const home = { gcp: 'us-central1', aws: 'us-east-1', azure: 'eastus' } as const;

const price = (provider: (typeof providerIds)[number], service: MachineUse, type: string, region: string) =>
	catalogue.price({ provider, service, type, region, engine: 'postgres' });

describe('the machine type of a size class', () => {
	it('is of that class and has a price, wherever there is one', () => {
		for (const provider of providerIds) {
			for (const region of catalogue.regions(provider)) {
				for (const use of uses) {
					for (const size of sizeClasses) {
						const type = catalogue.machineTypeOfClass(provider, size, region, use);
						if (type === undefined) continue;
						const { vcpu_milli = 0, memory_mib = 0 } = catalogue.machineType(provider, type, use) ?? {};
						expect([type, sizeClassOf(vcpu_milli, memory_mib)]).toEqual([type, size]);
						expect(price(provider, use, type, region).kind).toBe('priced');
					}
				}
			}
		}
	});

	it('is there for the usual sizes of machines in almost every region', () => {
		for (const provider of providerIds) {
			const lacking = catalogue
				.regions(provider)
				.filter((region) =>
					(['small', 'medium', 'large', 'xlarge'] as const).some(
						(size) => catalogue.machineTypeOfClass(provider, size, region) === undefined,
					),
				);
			expect([provider, lacking.length / catalogue.regions(provider).length < 0.1]).toEqual([provider, true]);
		}
	});

	it('has no cards, and is the cheapest of its series', () => {
		for (const provider of providerIds) {
			const type = catalogue.machineTypeOfClass(provider, 'large', home[provider]) ?? '';
			expect(catalogue.machineType(provider, type)?.gpu).toBe(0);
		}
		const other = price('gcp', 'vm', 'n2-standard-2', 'us-central1');
		const chosen = price('gcp', 'vm', catalogue.machineTypeOfClass('gcp', 'large', 'us-central1') ?? '', 'us-central1');
		if (other.kind !== 'priced' || chosen.kind !== 'priced') throw new Error('no price');
		expect(Number(chosen.usd)).toBeLessThan(Number(other.usd));
	});

	it('is none where nothing of the class has a price', () => {
		expect(catalogue.machineTypeOfClass('azure', 'small', 'westeurope', 'database')).toBeUndefined();
		expect(catalogue.machineTypeOfClass('gcp', 'small', 'nowhere')).toBeUndefined();
	});
});
