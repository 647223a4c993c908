import { type Caller, type Gate, limitAt, PortcullisError, type Quota } from '@portcullis/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultRounds } from '../faults/child.js';
import { minute, okay, providersWith, vm, type World, wants, world } from './world.js';

/*
 * Anything that people do at once, and anything that time and administrators do between, over two projects whose use is
 * limited in every way. What is counted must be what stands, or what was added in the window; and it may grow only as far
 * as the limit that was in force.
 */

const hour = 60 * minute;
const stories = 2 * faultRounds;

type Deed =
	| { readonly do: 'create' | 'modify'; readonly by: number; readonly name: number; readonly count: number }
	| { readonly do: 'delete' | 'approve' | 'breaks'; readonly by: number; readonly name: number };
type Turn =
	| { readonly do: 'wait'; readonly hours: number }
	| { readonly do: 'override'; readonly quota: number; readonly limit: number; readonly hours: number }
	| { readonly do: 'anew'; readonly quota: number }
	| { readonly do: 'nothing' };

const by = fc.nat(1);
const name = fc.nat(3);
const deed: fc.Arbitrary<Deed> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({ do: fc.constantFrom('create', 'modify'), by, name, count: fc.integer({ min: 1, max: 3 }) }),
	},
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), by, name }) },
	{ weight: 7, arbitrary: fc.record({ do: fc.constant('approve' as const), by, name }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('breaks' as const), by, name }) },
);
const turn: fc.Arbitrary<Turn> = fc.oneof(
	fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 13) }),
	fc.record({
		do: fc.constant('override' as const),
		quota: fc.nat(3),
		limit: fc.integer({ min: 0, max: 8 }),
		hours: fc.constantFrom(1, 5),
	}),
	fc.record({ do: fc.constant('anew' as const), quota: fc.nat(3) }),
	fc.constant({ do: 'nothing' as const }),
);
const story = fc.array(fc.tuple(fc.array(deed, { minLength: 1, maxLength: 4 }), turn), { minLength: 2, maxLength: 7 });

const limits = [
	{ project: 'shop', kind: 'vm', measure: 'count', limit: 5 },
	{ tenant: true, measure: 'vcpu_milli', limit: 3000 },
	{ actor: 'uma', kind: 'vm', measure: 'count', limit: 4 },
	{ tenant: true, kind: 'vm', measure: 'count', per: 'day', limit: 6 },
] as const;

interface Cast extends World {
	readonly actors: readonly Caller[];
	readonly gates: readonly [Gate, Gate];
	readonly broken: Gate;
}

async function cast(): Promise<Cast> {
	const made = await world();
	const { gate, ada } = made;
	okay(await gate.projects.add(ada, { name: 'blog', provider: 'gcp', region: 'us-central1' }));
	for (const quota of limits) okay(await gate.quotas.set(ada, quota));
	const uma = await made.actor('uma', { role: 'CloudUser', plus: ['can_delete', 'can_approve'] });
	const providers = providersWith(() => ({
		write: async () => {
			throw new PortcullisError('DOCUMENT_WRITE_FAILED', 'no space');
		},
	}));
	return { ...made, actors: [ada, uma], gates: [gate, made.gateWith()], broken: made.gateWith({ providers }) };
}

async function act(made: Cast, step: Deed, index: number): Promise<unknown> {
	const gate = made.gates[index % 2 === 0 ? 0 : 1];
	const who = made.actors[step.by] ?? made.ada;
	const project = step.name < 2 ? 'shop' : 'blog';
	const machine = `m${step.name}`;
	switch (step.do) {
		case 'create':
			return gate.request(who, { ...wants(vm(machine, { count: step.count })), project });
		case 'modify':
			return gate.request(who, { action: 'modify', project, resources: [vm(machine, { count: step.count })] });
		case 'delete':
			return gate.request(who, { action: 'delete', project, resources: [{ kind: 'vm', name: machine }] });
		case 'approve':
		case 'breaks': {
			const open = okay(await gate.list(made.ada, { statuses: ['open'], limit: 4 }));
			const { session } = open[step.name % Math.max(1, open.length)] ?? {};
			return (step.do === 'breaks' ? made.broken : gate).approve(who, session?.id ?? 'none');
		}
	}
}

async function pass(made: Cast, step: Turn): Promise<void> {
	const { gate, ada, now, wait } = made;
	if (step.do === 'wait') wait(step.hours * hour);
	if (step.do === 'nothing' || step.do === 'wait') return;
	const { limit: _, ...about } = limits[step.quota] ?? limits[0];
	if (step.do === 'override') {
		const limit = about.measure === 'vcpu_milli' ? step.limit * 500 : step.limit;
		okay(await gate.quotas.override(ada, { ...about, limit, until: now() + step.hours * hour, reason: 'launch' }));
		return;
	}
	// What stands is counted anew; a window would be refilled.
	if ('per' in about) return;
	const standing = limits[step.quota] ?? limits[0];
	const { id } = okay(await gate.quotas.set(ada, standing));
	okay(await gate.quotas.remove(ada, id));
	okay(await gate.quotas.set(ada, standing));
}

/** What each quota has to count, told by what stands and by what the history says was begun and completed. */
async function expected({ gate, ada }: Cast, quota: Quota): Promise<number> {
	const { window } = quota;
	if (window === null) {
		const standing = okay(await gate.resources(ada)).filter(
			({ project, deployed_by, use }) =>
				(quota.project === null || quota.project === project) &&
				(quota.actor === null || quota.actor === (use?.actor ?? deployed_by)),
		);
		const machines = standing.reduce((sum, { resource }) => sum + (resource.kind === 'vm' ? resource.count : 1), 0);
		return quota.measure === 'vcpu_milli' ? machines * 500 : machines;
	}
	const rows = okay(await gate.history(ada, { limit: 1000 }));
	const completed = new Set(rows.filter(({ event }) => event === 'deployment.completed').map(({ session }) => session));
	return rows
		.filter(({ event, session }) => event === 'deployment.started' && completed.has(session))
		.filter(({ at }) => at >= window.starts_at && at < window.ends_at)
		.reduce((sum, { body: { held } }) => sum + ((held as Record<string, number>)[quota.id] ?? 0), 0);
}

describe('whatever is done at once and in whatever order', () => {
	test(
		'every quota counts what it is of, holds nothing in the end, and is never filled past its limit',
		async () => {
			await fc.assert(
				fc.asyncProperty(story, async (rounds) => {
					const made = await cast();
					const { gate, ada, now } = made;
					const all = async () => new Map(okay(await gate.quotas.list(ada)).map((quota) => [quota.id, quota]));
					for (const [deeds, after] of rounds) {
						const before = await all();
						await Promise.all(deeds.map((one, index) => act(made, one, index)));
						for (const [id, quota] of await all()) {
							expect([id, quota.reserved]).toEqual([id, 0]);
							expect([id, quota.used]).toEqual([id, await expected(made, quota)]);
							const limit = limitAt(quota, now()) ?? 10;
							expect(quota.used).toBeLessThanOrEqual(Math.max(limit, before.get(id)?.used ?? 0));
						}
						await pass(made, after);
					}
				}),
				{ numRuns: stories },
			);
		},
		20_000 * stories,
	);
});
