import { formatHourly, formatMonthly, type ProviderId, priceResource, providerIds, type Vm } from '@portcullis/core';
import { describe, expect, it } from 'vitest';
import { createCatalogue } from './create-catalogue.js';

const catalogue = createCatalogue();

const machine = (size: string, region: string, more: Partial<Vm> = {}): Vm => ({
	kind: 'vm',
	name: 'web',
	size,
	count: 1,
	disk: { size_gib: 30, type: 'balanced' },
	encryption: true,
	imds_v1: false,
	image: 'debian-12',
	public_ip: false,
	region,
	deletion_protection: false,
	tags: {},
	...more,
});
const price = (provider: ProviderId, vm: Vm) => priceResource(vm, provider, catalogue);

/** Each component as `name: hour / month`, or as the reason why it is not known. */
const lines = (provider: ProviderId, vm: Vm) =>
	price(provider, vm).components.map((part) =>
		part.kind === 'priced'
			? `${part.component}: ${formatHourly({ ...part, complete: true })} / ${formatMonthly({ ...part, complete: true })}`
			: `${part.component}: ${part.kind === 'usage' ? 'by usage' : part.reason}`,
	);

describe('worked examples', () => {
	it('prices an e2-small in us-central1 at 0.0168 USD an hour', () => {
		// 0.0167529 * 730 = 12.229617; 30 * 0.10 = 3.00
		const vm = machine('e2-small', 'us-central1');
		expect(lines('gcp', vm)).toEqual(['compute: 0.0168 / 12.23', 'disk: 0.0041 / 3.00']);
		expect(price('gcp', vm)).toMatchObject({ monthly_micros: 15_229_617, complete: true });
	});

	it('discounts the month of an n1, not its hour, as gcp does', () => {
		// A quarter of the month each at 100, 80, 60 and 40 % of the hour is 0.7: 0.0474998 * 730 * 0.7 = 24.2723978
		expect(lines('gcp', machine('n1-standard-1', 'us-central1'))[0]).toBe('compute: 0.0475 / 24.27');
	});

	it('prices machine, volume and address on aws', () => {
		// 0.0104 * 730 = 7.592; 30 * 0.08 = 2.40; 0.005 * 730 = 3.65
		const vm = machine('t3.micro', 'us-east-1', { public_ip: true });
		expect(lines('aws', vm)).toEqual(['compute: 0.0104 / 7.59', 'disk: 0.0033 / 2.40', 'address: 0.0050 / 3.65']);
		expect(formatMonthly(price('aws', vm))).toBe('13.64');
	});

	it('prices a disk on azure by the tier that holds it', () => {
		// 0.0104 * 730 = 7.592; 30 GiB are an E4 at 2.40; 33 GiB are an E6 at 4.80
		const vm = machine('Standard_B1s', 'eastus');
		expect(lines('azure', vm)).toEqual(['compute: 0.0104 / 7.59', 'disk: 0.0033 / 2.40']);
		expect(lines('azure', { ...vm, disk: { size_gib: 33, type: 'balanced' } })[1]).toBe('disk: 0.0066 / 4.80');
	});

	it('says "at least" where the tables lack a part', () => {
		const disk = machine('Standard_B1s', 'westus2');
		expect(lines('azure', disk)[1]).toBe('disk: no price of E4-LRS in westus2 is known');
		expect(formatMonthly(price('azure', disk))).toMatch(/^at least \d/);
		const iops = machine('t3.micro', 'us-east-1', { disk: { size_gib: 30, type: 'ssd' } });
		expect(lines('aws', iops)[2]).toBe('disk_iops: no price of io2 in us-east-1 is known');
		const nowhere = machine('e2-small', 'africa-south1');
		expect(formatHourly(price('gcp', nowhere))).toMatch(/^at least 0\.00/);
	});

	it('differs from a published total of another tool by what that tool counts differently, and by no more', () => {
		// cycloidio/terracost testdata/google/plan.json, an e2-small with 5 GiB pd-standard and an external address in
		// europe-west1: 39.7258116 USD a month. That is two whole vCPU and 2 GiB, what an e2-highcpu-2 has; an e2-small is
		// billed half a vCPU. Neither disk (0.20) nor address (3.65) is in that total.
		const published = 39_725_811.6;
		const [whole] = price('gcp', machine('e2-highcpu-2', 'europe-west1')).components;
		if (whole?.kind !== 'priced') throw new Error('not priced');
		expect(Math.abs(whole.monthly_micros - published) / published).toBeLessThan(0.000_001);
		const vm = machine('e2-small', 'europe-west1', { disk: { size_gib: 5, type: 'standard' }, public_ip: true });
		expect(lines('gcp', vm)).toEqual(['compute: 0.0184 / 13.45', 'disk: 0.0003 / 0.20', 'address: 0.0050 / 3.65']);
	});
});

describe('every machine in every region', () => {
	// The numbers of prices that the README of ../shared/prices gives.
	it.each([
		['gcp', 17_323],
		['aws', 16_171],
		// Without those of machines with fewer vCPU that were for Windows: see the page beside the tables.
		['azure', 63_899 - 775],
	] as const)('of %s is priced where the table has a price, and nowhere else', (provider, prices) => {
		let priced = 0;
		for (const type of catalogue.machineTypes(provider)) {
			for (const region of catalogue.regions(provider)) {
				const answer = catalogue.price({ provider, service: 'vm', type, region });
				if (answer.kind === 'priced' && Number(answer.usd) > 0) priced++;
				else if (answer.kind !== 'unknown') throw new Error(`${type} in ${region}: ${JSON.stringify(answer)}`);
			}
		}
		expect(priced).toBe(prices);
	});

	it('comes to whole amounts above 0, or is not known', () => {
		for (const provider of providerIds) {
			for (const type of catalogue.machineTypes(provider)) {
				for (const region of catalogue.regions(provider).slice(0, 5)) {
					const { components, hourly_micros, monthly_micros, complete } = price(provider, machine(type, region));
					const priced = components.filter(({ kind }) => kind === 'priced').length;
					const amounts = [hourly_micros, monthly_micros];
					if (!amounts.every((amount) => Number.isSafeInteger(amount) && amount > 0 === priced > 0)) {
						throw new Error(`${type} in ${region}: ${amounts}`);
					}
					expect(complete).toBe(priced === components.length);
				}
			}
		}
	});
});
