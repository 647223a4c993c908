import { type Binding, createEngine, policyInputSchema } from '@portcullis/core';
import { defaultBindings, defaultBundle } from '@portcullis/policies';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessmentOf, bound, creation, factsWith, now, priced, unpriced, vm } from './fixtures.js';

const engine = createEngine(await defaultBundle());
const bindings = defaultBindings.map((binding, index) =>
	bound(binding.policy, { ...binding, id: `b${index}` } as Partial<Binding>),
);

describe('what policies see', () => {
	it('is always of the schema, with the keys of every map in order', async () => {
		const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
		const machine = fc.record({
			name,
			size: fc.constantFrom('e2-small', 'n2-standard-2'),
			count: fc.integer({ min: 1, max: 100 }),
			public_ip: fc.boolean(),
			tags: fc.dictionary(fc.stringMatching(/^[a-z0-9]{1,5}$/), fc.constantFrom('', 'ä', 'x y')),
			zone: fc.option(fc.constant('us-central1-a'), { nil: undefined }),
		});
		const machines = fc.uniqueArray(machine, { minLength: 1, maxLength: 6, selector: (each) => each.name });
		const figure = fc.option(fc.nat(), { nil: undefined });
		const component = fc.oneof(
			fc.nat(1e9).map((micros) => priced(micros)),
			fc.constant(unpriced),
			fc.constant({ kind: 'free', component: 'disk', detail: '', reason: '' } as const),
		);
		await fc.assert(
			fc.asyncProperty(
				machines,
				fc.array(component, { maxLength: 3 }),
				fc.record({ vcpu_milli: figure, memory_mib: figure, gpu: figure }),
				async (asked, components, figures) => {
					const deployment = creation(
						...asked.map(({ name: named, zone, ...fields }) =>
							vm(named, { ...fields, ...(zone === undefined ? {} : { zone }) }),
						),
					);
					const known = Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined));
					const assessment = {
						...assessmentOf(deployment, components),
						machines: new Map(deployment.changes.map(({ address }) => [address, { name: 'x', ...known }])),
					};
					const { decision, record } = await engine.decide({
						facts: factsWith(...bindings),
						deployment,
						assessment,
						now,
					});
					expect(decision.code).not.toBe('INPUT_INVALID');
					const { input } = JSON.parse(record);
					expect(policyInputSchema.safeParse(input).error).toBeUndefined();
					for (const resource of Object.values<{ tags: object }>(input.resources)) {
						const keys = Object.keys(resource.tags).filter((key) => !/^\d+$/.test(key));
						expect(keys).toEqual([...keys].sort());
					}
				},
			),
			{ numRuns: 60 },
		);
	});
});
