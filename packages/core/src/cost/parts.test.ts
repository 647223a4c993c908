import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalogue, PriceQuery } from '../contracts/catalogue.js';
import type { PriceUnit, ResourceCost } from '../model/estimate.js';
import { type Resource, resourceSchema } from '../model/resource.js';
import { type ProviderId, providerIds } from '../model/vocabulary.js';
import { formatHourly, formatMonthly } from './format-money.js';
import { priceResource } from './price-resource.js';

const units: Readonly<Record<PriceQuery['service'], PriceUnit>> = {
	vm: 'hour',
	disk: 'gib-month',
	'disk-iops': 'iops-month',
	address: 'hour',
	database: 'hour',
	'database-storage': 'gib-month',
	'object-storage': 'gib-month',
	nat: 'hour',
	'private-endpoint': 'hour',
	'control-plane': 'hour',
};

/** A dollar for each unit of whatever is asked for; what is asked for is kept. */
function listing(asked: PriceQuery[] = [], lacking?: PriceQuery['service']): Catalogue {
	return {
		id: 'test',
		regions: () => [],
		machineTypes: () => [],
		machineType: () => undefined,
		machineTypeOfClass: () => undefined,
		price(query) {
			asked.push(query);
			if (query.service === lacking) return { kind: 'unknown', reason: 'none', looked_in: 'test' };
			const byData = query.type.endsWith('data');
			const byTier = query.service === 'disk' && query.provider === 'azure';
			const unit = byData ? 'gib' : byTier ? 'disk-month' : units[query.service];
			return { kind: 'priced', usd: '1', unit, month_factor: 1, source: 'test', date: '2026-11-24' };
		},
	};
}

const fields = { region: 'r1', deletion_protection: false };
const database = (more: object = {}): Resource =>
	resourceSchema.parse({
		...{ kind: 'database', name: 'db', engine: 'postgres', version: '16', size: 'medium', high_availability: false },
		...{ disk: { size_gib: 100 }, ...fields, ...more },
	});
const network = (more: object = {}): Resource => {
	const subnets = [{ name: 'a', cidr: '10.0.0.0/24' }];
	return resourceSchema.parse({ kind: 'network', name: 'n', cidr: '10.0.0.0/16', subnets, region: 'r1', ...more });
};
const storage = (more: object = {}): Resource =>
	resourceSchema.parse({ kind: 'storage', name: 's', ...fields, ...more });
const cluster = (more: object = {}): Resource =>
	resourceSchema.parse({
		...{ kind: 'kubernetes', name: 'k', high_availability: false },
		...{ node_pools: [{ name: 'main', size: 'e2-standard-2', min: 2, max: 5 }], ...fields, ...more },
	});

const priced = (resource: Resource, provider: ProviderId = 'gcp', lacking?: PriceQuery['service']): ResourceCost =>
	priceResource(resource, provider, listing([], lacking));
const dollars = ({ components }: ResourceCost) =>
	components.map((part) => [part.component, part.kind === 'priced' ? part.monthly_micros / 1_000_000 : part.kind]);

describe('a database', () => {
	it.each(providerIds)('on %s is an instance and its disk, and both twice where it stands in two zones', (provider) => {
		const endpoint = provider === 'azure' ? [['private_endpoint', 730]] : [];
		expect(dollars(priced(database(), provider))).toEqual([['database', 730], ['storage', 100], ...endpoint]);
		expect(dollars(priced(database({ high_availability: true }), provider))).toEqual([
			['database', 1460],
			['storage', 200],
			...endpoint,
		]);
	});

	it('is looked up by its engine, and on gcp by its kind of disk', () => {
		const asked: PriceQuery[] = [];
		priceResource(database({ engine: 'mysql', disk: { size_gib: 10, type: 'standard' } }), 'gcp', listing(asked));
		expect(asked).toMatchObject([
			{ service: 'database', type: 'medium', engine: 'mysql' },
			{ service: 'database-storage', type: 'hdd-gib-month' },
		]);
	});
});

describe('a network', () => {
	it.each(providerIds)('on %s is a gateway with its address, and data by use', (provider) => {
		expect(dollars(priced(network(), provider))).toEqual([
			['nat', 730],
			['address', 730],
			['nat_data', 'usage'],
		]);
	});

	it('costs nothing without a gateway, and is known to', () => {
		const cost = priced(network({ nat: false }));
		expect(dollars(cost)).toEqual([['network', 'free']]);
		expect(cost).toMatchObject({ monthly_micros: 0, complete: true });
		expect(cost.metered).toBeUndefined();
	});
});

describe('a bucket', () => {
	it.each(providerIds)('on %s is paid by what is stored in it, in its class', (provider) => {
		const endpoints = provider === 'azure' ? [['private_endpoint', 'usage']] : [];
		expect(dollars(priced(storage({ usage: { stored_gib: 50 } }), provider))).toEqual([['stored', 50], ...endpoints]);
		const asked: PriceQuery[] = [];
		for (const name of ['standard', 'infrequent', 'cold', 'archive']) {
			priceResource(storage({ class: name }), provider, listing(asked));
		}
		const stored = asked.filter(({ service }) => service === 'object-storage');
		expect(new Set(stored.map(({ type }) => type)).size).toBe(4);
	});

	it('of which nobody said how much it holds has a unit price, and is never shown as 0', () => {
		const cost = priced(storage());
		expect(cost.components).toMatchObject([{ kind: 'usage', unit: 'gib-month', unit_price: '1' }]);
		expect(cost).toMatchObject({ complete: true, metered: true });
		expect([formatHourly(cost), formatMonthly(cost)]).toEqual(['by usage', 'by usage']);
	});

	it('on azure is kept in several zones where there are any, but for the archive', () => {
		const asked: PriceQuery[] = [];
		priceResource(storage({ region: 'westeurope' }), 'azure', listing(asked));
		priceResource(storage({ region: 'westeurope', class: 'archive' }), 'azure', listing(asked));
		priceResource(storage({ region: 'westus' }), 'azure', listing(asked));
		const stored = asked.filter(({ service }) => service === 'object-storage');
		expect(stored.map(({ type }) => type)).toEqual(['hot-zrs', 'archive-lrs', 'hot-lrs']);
	});

	it('that holds nothing costs nothing', () => {
		expect(dollars(priced(storage({ usage: { stored_gib: 0 } })))).toEqual([['stored', 0]]);
	});

	it('whose unit price is not known is unknown, and not by use', () => {
		const cost = priced(storage(), 'gcp', 'object-storage');
		expect(cost.complete).toBe(false);
		expect(formatMonthly(cost)).toBe('unknown');
	});
});

describe('a cluster', () => {
	it('is its control plane, and of each pool the fewest nodes with their disks, which it says', () => {
		const cost = priced(cluster());
		expect(dollars(cost)).toEqual([
			['control_plane', 730],
			['nodes', 1460],
			['disk', 200],
		]);
		expect(cost.components[1]?.detail).toContain('the fewest of up to 5');
	});

	it('on aws of a version in extended support has a dearer control plane', () => {
		const asked: PriceQuery[] = [];
		for (const version of ['1.32', '1.35', undefined]) priceResource(cluster({ version }), 'aws', listing(asked));
		expect(asked.filter(({ service }) => service === 'control-plane').map(({ type }) => type)).toEqual([
			'eks-control-plane-extended-support',
			'eks-control-plane',
			'eks-control-plane',
		]);
	});

	it('on azure has a control plane that is paid for only where it promises to be there', () => {
		const asked: PriceQuery[] = [];
		for (const high_availability of [false, true]) {
			priceResource(cluster({ high_availability }), 'azure', listing(asked));
		}
		expect(asked.filter(({ service }) => service === 'control-plane').map(({ type }) => type)).toEqual([
			'aks-control-plane-free',
			'aks-control-plane-standard',
		]);
	});
});

describe('a public address', () => {
	it.each(providerIds)('is paid for on %s for each node of a cluster that is public', (provider) => {
		const named = { network: 'n', private_nodes: false };
		const more = (costs: ResourceCost) => dollars(costs).filter(([component]) => component === 'address');
		expect(more(priced(cluster({ network: 'n' }), provider))).toEqual([]);
		expect(more(priced(cluster(named), provider))).toEqual([['address', 1460]]);
	});

	it('is paid for on azure where a cluster goes out by one of its own', () => {
		const outbound = dollars(priced(cluster(), 'azure')).filter(([component]) => component === 'address');
		expect(outbound).toEqual([['address', 730]]);
	});

	it('is paid for on aws where a database is public', () => {
		const addresses = (more: object, provider: ProviderId) =>
			dollars(priced(database(more), provider)).filter(([component]) => component === 'address');
		expect(addresses({ public_access: true, authorized_cidrs: ['192.0.2.0/24'] }, 'aws')).toEqual([['address', 730]]);
		expect(addresses({}, 'aws')).toEqual([]);
		expect(addresses({ public_access: true, authorized_cidrs: ['192.0.2.0/24'] }, 'gcp')).toEqual([]);
	});
});

describe('of every kind', () => {
	const all = [
		database(),
		database({ high_availability: true }),
		network(),
		storage({ usage: { stored_gib: 5 } }),
		cluster(),
	];

	it('a part whose price is not known makes the total the least that it costs', () => {
		for (const resource of all) {
			for (const provider of providerIds) {
				const whole = priced(resource, provider);
				for (const service of Object.keys(units) as PriceQuery['service'][]) {
					const without = priced(resource, provider, service);
					const lacks = without.components.some(({ kind }) => kind === 'unknown');
					expect(without.complete).toBe(!lacks);
					expect(without.monthly_micros).toBeLessThanOrEqual(whole.monthly_micros);
				}
			}
		}
	});

	it('more of anything never costs less', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), (few, more) => {
				const pool = (min: number) => cluster({ node_pools: [{ name: 'main', size: 'x', min, max: 100 }] });
				const stored = (stored_gib: number) => storage({ usage: { stored_gib } });
				const disk = (size_gib: number) => database({ disk: { size_gib: 10 + size_gib } });
				for (const make of [pool, stored, disk]) {
					const [less, greater] = [priced(make(few)), priced(make(few + more))];
					expect(greater.monthly_micros).toBeGreaterThan(less.monthly_micros);
				}
			}),
		);
	});
});
