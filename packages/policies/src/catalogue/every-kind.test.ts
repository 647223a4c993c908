import {
	databaseSchema,
	kubernetesSchema,
	networkSchema,
	priceResource,
	providerIds,
	type Resource,
	storageSchema,
	vmSchema,
} from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCatalogue } from './create-catalogue.js';

const catalogue = createCatalogue();

const disk = fc.record({
	size_gib: fc.integer({ min: 30, max: 4_000 }),
	type: fc.constantFrom('standard', 'balanced', 'ssd'),
});
const protection = { deletion_protection: false };

/** A resource of any kind, on any cloud, of any type, in any region that the catalogue has heard of. */
const resource = fc.constantFrom(...providerIds).chain((provider) => {
	const at = { region: fc.constantFrom(...catalogue.regions(provider)), name: fc.constant('one') };
	const machine = fc.constantFrom(...catalogue.machineTypes(provider));
	const instance = fc.constantFrom(...catalogue.machineTypes(provider, 'database'));
	const make = (fields: fc.Arbitrary<object>, parse: (given: object) => Resource) => fields.map(parse);
	const pool = fc.record({ name: fc.constant('default'), size: machine, min: fc.integer({ min: 1, max: 3 }), disk });
	return fc.tuple(
		fc.constant(provider),
		fc.oneof(
			make(
				fc.record({ ...at, size: machine, disk, public_ip: fc.boolean(), count: fc.integer({ min: 1, max: 9 }) }),
				(given) => vmSchema.parse({ kind: 'vm', ...protection, ...given }),
			),
			make(
				fc.record({
					...at,
					size: instance,
					disk,
					engine: fc.constantFrom('postgres', 'mysql'),
					high_availability: fc.boolean(),
				}),
				(given) => databaseSchema.parse({ kind: 'database', version: '16', ...protection, ...given }),
			),
			make(fc.record({ ...at, nat: fc.boolean() }), (given) =>
				networkSchema.parse({
					kind: 'network',
					cidr: '10.0.0.0/16',
					subnets: [{ name: 'a', cidr: '10.0.0.0/24' }],
					...given,
				}),
			),
			make(fc.record({ ...at, class: fc.constantFrom('standard', 'infrequent', 'cold', 'archive') }), (given) =>
				storageSchema.parse({ kind: 'storage', ...protection, ...given }),
			),
			make(fc.record({ ...at, high_availability: fc.boolean(), node_pools: fc.tuple(pool) }), (given) =>
				kubernetesSchema.parse({
					kind: 'kubernetes',
					...protection,
					...given,
					node_pools: (given as { node_pools: { min: number }[] }).node_pools.map((one) => ({ ...one, max: one.min })),
				}),
			),
		),
	);
});

it('no kind of resource anywhere has an unknown part with an amount, nor a price of 0 that does not say why it is free', () => {
	const kinds = new Set<string>();
	fc.assert(
		fc.property(resource, ([provider, one]) => {
			const cost = priceResource(one, provider, catalogue);
			for (const part of cost.components) {
				kinds.add(`${one.kind} ${part.kind}`);
				if (part.kind === 'priced') {
					expect(Math.min(part.hourly_micros, part.monthly_micros, Number(part.unit_price) * 1e6)).toBeGreaterThan(0);
				} else expect(Object.keys(part).filter((key) => key.endsWith('_micros'))).toEqual([]);
				if (part.kind === 'free') expect(part.reason).not.toBe('');
			}
			expect(cost.complete).toBe(cost.components.every(({ kind }) => kind !== 'unknown'));
		}),
		{ numRuns: 600 },
	);
	for (const kind of ['vm', 'database', 'network', 'storage', 'kubernetes']) expect([...kinds].join()).toContain(kind);
});
