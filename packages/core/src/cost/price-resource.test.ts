import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalogue, PriceAnswer, PriceQuery } from '../contracts/catalogue.js';
import { diskTypes } from '../model/disk.js';
import type { PriceUnit } from '../model/estimate.js';
import type { Vm } from '../model/vm.js';
import { type ProviderId, providerIds } from '../model/vocabulary.js';
import { priceResource } from './price-resource.js';

const machine: Vm = {
	kind: 'vm',
	name: 'web',
	size: 'e2-small',
	count: 1,
	disk: { size_gib: 30, type: 'balanced' },
	encryption: true,
	imds_v1: false,
	image: 'debian-12',
	public_ip: false,
	region: 'us-central1',
	deletion_protection: false,
	tags: {},
};

const catalogue = (price: (query: PriceQuery) => PriceAnswer): Catalogue => ({
	id: 'test',
	regions: () => [],
	machineTypes: () => [],
	machineType: () => undefined,
	machineTypeOfClass: () => undefined,
	price,
});

const listed = (usd: string, unit: PriceUnit): PriceAnswer => ({
	kind: 'priced',
	usd,
	unit,
	month_factor: 1,
	source: 'test',
	date: '2026-11-24',
});
const unknown: PriceAnswer = { kind: 'unknown', reason: 'not listed', looked_in: 'test' };
const isTier = (type: string) => type.endsWith('-LRS');

const complete = catalogue(({ service, type }) => {
	if (service === 'disk') return isTier(type) ? listed('2.4', 'disk-month') : listed('0.1', 'gib-month');
	return service === 'disk-iops' ? listed('0.065', 'iops-month') : listed('0.0167529', 'hour');
});

const asked = (vm: Vm, provider: ProviderId) => {
	const queries: string[] = [];
	const listen = catalogue(({ service, type, region }) => {
		queries.push(`${service} ${type} ${region}`);
		return unknown;
	});
	priceResource(vm, provider, listen);
	return queries;
};

const vms = fc.record({
	size_gib: fc.integer({ min: 8, max: 65_536 }),
	type: fc.constantFrom(...diskTypes),
	count: fc.integer({ min: 1, max: 100 }),
	public_ip: fc.boolean(),
	provider: fc.constantFrom(...providerIds),
});
const vmOf = ({ size_gib, type, count, public_ip }: Omit<Vm['disk'] & Vm, 'provider'>): Vm => ({
	...machine,
	count,
	public_ip,
	disk: { size_gib, type },
});

describe('priceResource', () => {
	it('prices compute and disk, and adds them up', () => {
		const cost = priceResource(machine, 'gcp', complete);
		expect(cost).toMatchObject({ resource: 'vm/web', complete: true });
		expect(cost.components.map(({ component, detail }) => `${component}: ${detail}`)).toEqual([
			'compute: e2-small in us-central1',
			'disk: 30 GiB pd-balanced in us-central1',
		]);
		expect(cost.hourly_micros).toBe(16_753 + 4110);
		expect(cost.monthly_micros).toBe(12_229_617 + 3_000_000);
	});

	it('asks each cloud for its own names of disks and addresses', () => {
		const names = (provider: ProviderId) =>
			diskTypes.map((type) => asked({ ...machine, public_ip: true, disk: { size_gib: 100, type } }, provider).slice(1));
		expect(names('gcp')).toEqual([
			['disk pd-standard us-central1', 'address external-ip-vm us-central1'],
			['disk pd-balanced us-central1', 'address external-ip-vm us-central1'],
			['disk pd-ssd us-central1', 'address external-ip-vm us-central1'],
		]);
		expect(names('aws')).toEqual([
			['address public-ipv4 us-central1'],
			['disk gp3 us-central1', 'address public-ipv4 us-central1'],
			['disk io2 us-central1', 'disk-iops io2 us-central1', 'address public-ipv4 us-central1'],
		]);
		expect(names('azure')).toEqual([
			['disk S10-LRS us-central1', 'address public-ip us-central1'],
			['disk E10-LRS us-central1', 'address public-ip us-central1'],
			['disk P10-LRS us-central1', 'address public-ip us-central1'],
		]);
	});

	it('charges 3,000 IOPS beside an io2 volume', () => {
		const { components } = priceResource(
			{ ...machine, count: 2, disk: { size_gib: 30, type: 'ssd' } },
			'aws',
			complete,
		);
		expect(components[2]).toMatchObject({
			component: 'disk_iops',
			quantity: 6000,
			monthly_micros: 390_000_000,
			detail: '2 × 3000 IOPS of io2 in us-central1',
		});
	});

	it('charges a disk of azure by its tier, whatever its size within it', () => {
		const { components } = priceResource({ ...machine, count: 3 }, 'azure', complete);
		expect(components[1]).toMatchObject({ quantity: 3, unit: 'disk-month', monthly_micros: 7_200_000 });
	});

	it('does not ask for an address that the machine does not have', () => {
		expect(asked(machine, 'gcp').some((query) => query.startsWith('address'))).toBe(false);
	});

	it('knows no price of a disk that no tier of azure holds', () => {
		const cost = priceResource({ ...machine, disk: { size_gib: 40_000, type: 'ssd' } }, 'azure', complete);
		expect(cost.components[1]).toMatchObject({ kind: 'unknown', component: 'disk' });
		expect(cost).toMatchObject({ complete: false, hourly_micros: 16_753 });
	});

	it('knows no price of a standard disk on aws, which has none to start from', () => {
		const cost = priceResource({ ...machine, disk: { size_gib: 30, type: 'standard' } }, 'aws', complete);
		expect(cost.components[1]).toMatchObject({ kind: 'unknown', component: 'disk' });
		expect(cost.complete).toBe(false);
	});

	it('adds nothing for a free part and stays complete', () => {
		const free = catalogue(({ service }) => (service === 'vm' ? { kind: 'free', reason: 'trial' } : unknown));
		expect(priceResource(machine, 'gcp', free)).toMatchObject({ hourly_micros: 0, complete: false });
		const allFree = catalogue(() => ({ kind: 'free', reason: 'trial' }));
		expect(priceResource(machine, 'gcp', allFree)).toMatchObject({ hourly_micros: 0, complete: true });
	});

	it('sums its priced components, whichever parts are unknown', () => {
		const services = ['vm', 'disk', 'disk-iops', 'address'] as const;
		fc.assert(
			fc.property(vms, fc.subarray<PriceQuery['service']>([...services]), ({ provider, ...fields }, lacking) => {
				const partial = catalogue((query) => (lacking.includes(query.service) ? unknown : complete.price(query)));
				const cost = priceResource(vmOf({ ...machine, ...fields }), provider, partial);
				const priced = cost.components.filter((component) => component.kind === 'priced');
				expect(cost.hourly_micros).toBe(priced.reduce((sum, component) => sum + component.hourly_micros, 0));
				expect(cost.monthly_micros).toBe(priced.reduce((sum, component) => sum + component.monthly_micros, 0));
				expect(cost.complete).toBe(priced.length === cost.components.length);
				for (const component of cost.components) {
					if (component.kind === 'unknown')
						expect(Object.values(component).every((v) => typeof v === 'string')).toBe(true);
				}
			}),
		);
	});

	it('grows with the count: n machines cost n times one, but for the rounding of each component', () => {
		fc.assert(
			fc.property(vms, ({ provider, ...fields }) => {
				const many = priceResource(vmOf({ ...machine, ...fields }), provider, complete);
				const one = priceResource(vmOf({ ...machine, ...fields, count: 1 }), provider, complete);
				const slack = (many.components.length * (fields.count + 1)) / 2;
				expect(Math.abs(many.hourly_micros - fields.count * one.hourly_micros)).toBeLessThanOrEqual(slack);
				expect(Math.abs(many.monthly_micros - fields.count * one.monthly_micros)).toBeLessThanOrEqual(slack);
			}),
		);
	});
});
