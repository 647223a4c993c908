import { type Caller, type Gate, PortcullisError, type Result, sessionStatuses } from '@portcullis/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultRounds } from '../faults/child.js';
import { deploymentOf, minute, okay, providersWith, vm, type World, wants, world } from './world.js';

/*
 * Anything that people and time can do, in any order and at once, over one project with room for five machines. After
 * each step the state must be one that a single careful clerk could have led to.
 */

const most = 5;

// As many as the fault tests have rounds, several times over: 25 in a short run.
const stories = 5 * faultRounds;

type Step =
	| { readonly do: 'create' | 'modify'; readonly by: number; readonly name: number; readonly count: number }
	| { readonly do: 'delete'; readonly by: number; readonly name: number }
	| { readonly do: 'approve' | 'withdraw' | 'cancel' | 'reject'; readonly by: number; readonly session: number }
	/** The approval that starts it meets a full disk, or a process that ends in the middle. */
	| { readonly do: 'breaks' | 'crashes'; readonly by: number; readonly session: number }
	/** A call that was made before comes again, with its id. */
	| { readonly do: 'again'; readonly nth: number }
	| { readonly do: 'wait'; readonly minutes: number }
	| { readonly do: 'sweep' | 'revoke' | 'restore' };

const by = fc.nat(2);
const name = fc.nat(2);
const session = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({ do: fc.constant('create' as const), by, name, count: fc.integer({ min: 1, max: 4 }) }),
	},
	{
		weight: 2,
		arbitrary: fc.record({ do: fc.constant('modify' as const), by, name, count: fc.integer({ min: 1, max: 4 }) }),
	},
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), by, name }) },
	{ weight: 6, arbitrary: fc.record({ do: fc.constantFrom('approve' as const), by, session }) },
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'reject' as const, 'breaks' as const), by, session }),
	},
	{
		weight: 2,
		arbitrary: fc.record({ do: fc.constantFrom('withdraw' as const, 'crashes' as const), by, session }),
	},
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const), nth: fc.nat(9) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 6, 16, 31) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constantFrom('sweep' as const, 'revoke' as const, 'restore' as const) }) },
);
// A few things at once, a few times over.
const story = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });

interface Cast extends World {
	readonly actors: readonly Caller[];
	readonly gates: readonly [Gate, Gate];
	readonly broken: Gate;
	/** Approves by a process that ends when it comes to write the document: never answered then. */
	crash(caller: Caller, session: string): Promise<unknown>;
	/** What was asked, each with an id of its own, and what it was answered. */
	readonly calls: { readonly call: () => Promise<Result<unknown>>; readonly answer: Promise<Result<unknown>> }[];
}

async function cast(): Promise<Cast> {
	const made = await world();
	const { ada, gate, gateWith, actor } = made;
	okay(await gate.quotas.set(ada, { project: 'shop', kind: 'vm', limit: most }));
	// Three machines alike cost more than this: then two have to approve.
	const dear = {
		policy: 'cost.hourly_limit',
		level: 'soft',
		quorum: 2,
		parameters: { max_hourly_micros: 60_000 },
	} as const;
	okay(await gate.bindings.add(ada, { ...dear, scope: { project: 'shop' } }));
	const actors = [
		ada,
		await actor('uma', { role: 'CloudUser', plus: ['can_delete'] }),
		await actor('ben', { role: 'CloudAdmin' }),
	];
	const providers = providersWith(() => ({
		write: async () => {
			throw new PortcullisError('DOCUMENT_WRITE_FAILED', 'no space');
		},
	}));
	const crash = async (caller: Caller, id: string): Promise<unknown> => {
		let die = (): void => {};
		const dead = new Promise<void>((resolve) => {
			die = resolve;
		});
		const dying = providersWith(() => ({
			write: () => {
				die();
				return new Promise<never>(() => {});
			},
		}));
		return Promise.race([gateWith({ providers: dying }).approve(caller, id), dead]);
	};
	return { ...made, actors, gates: [gate, gateWith()], broken: gateWith({ providers }), crash, calls: [] };
}

async function play(made: Cast, step: Step, index: number): Promise<unknown> {
	const gate = made.gates[index % 2 === 0 ? 0 : 1];
	const actor = 'by' in step ? (made.actors[step.by] ?? made.ada) : made.ada;
	const who = { ...actor, request_id: `call-${made.calls.length}` };
	const asks = (call: () => Promise<Result<unknown>>): Promise<unknown> => {
		const answer = call();
		made.calls.push({ call, answer });
		return answer;
	};
	const open = async (nth: number) => {
		const listed = await gate.list(made.ada, { limit: 6 });
		return listed.kind === 'ok' ? (listed.value[nth]?.session.id ?? 'none') : 'none';
	};
	switch (step.do) {
		case 'create':
			return asks(() => gate.request(who, wants(vm(`m${step.name}`, { count: step.count }))));
		case 'modify': {
			const resources = [vm(`m${step.name}`, { count: step.count })];
			return asks(() => gate.request(who, { action: 'modify', project: 'shop', resources }));
		}
		case 'delete': {
			const resources = [{ kind: 'vm', name: `m${step.name}` }];
			return asks(() => gate.request(who, { action: 'delete', project: 'shop', resources }));
		}
		case 'approve':
		case 'withdraw':
		case 'cancel':
		case 'reject': {
			const id = await open(step.session);
			// While the id was looked up others have asked.
			const own = { ...actor, request_id: `call-${made.calls.length}` };
			if (step.do === 'reject') return asks(() => gate.reject(own, id, 'no'));
			const act = step.do;
			return asks(() => gate[act](own, id));
		}
		case 'breaks':
			return made.broken.approve(actor, await open(step.session));
		case 'crashes':
			return made.crash(actor, await open(step.session));
		case 'again':
			return again(made, step.nth);
		case 'wait':
			return made.wait(step.minutes * minute);
		case 'sweep':
			return gate.sweep();
		case 'revoke': {
			const grant = okay(await gate.grants.list(made.ada)).find(({ actor }) => actor === 'uma');
			return grant === undefined ? null : gate.grants.remove(made.ada, grant.id);
		}
		case 'restore':
			return gate.grants.add(made.ada, { actor: 'uma', role: 'CloudUser', plus: ['can_delete'] });
	}
}

// What was carried out is answered the same, and nothing is done by it.
async function again({ calls }: Cast, nth: number): Promise<void> {
	const before = calls[nth];
	if (before === undefined) return;
	const first = await before.answer;
	const repeated = await before.call();
	if (first.kind !== 'ok') return;
	// It may have completed or failed since; it is the same session all the same.
	if (repeated.kind === 'refused') expect(repeated.code).toBe('DEPLOYMENT_FAILED');
	else expect(sessionIdOf(repeated.value)).toBe(sessionIdOf(first.value));
}

function sessionIdOf(value: unknown): unknown {
	const { session, view, id } = value as {
		readonly session?: { readonly id: string };
		readonly view?: { readonly session: { readonly id: string } };
		readonly id?: string;
	};
	return view?.session.id ?? session?.id ?? id;
}

// What may follow what in the history of one session.
const whileOpen = [
	'session.approved',
	'approval.withdrawn',
	'session.changed',
	'approval.refused',
	'session.cancelled',
	'session.rejected',
	'session.expired',
	'session.superseded',
];
const follows: Readonly<Record<string, readonly string[]>> = {
	'session.opened': whileOpen,
	'session.changed': whileOpen,
	'approval.refused': whileOpen,
	'approval.withdrawn': whileOpen,
	'session.approved': [...whileOpen, 'deployment.started'],
	'deployment.started': ['deployment.completed', 'deployment.failed'],
};
const endOf: Readonly<Record<string, string>> = {
	'session.cancelled': 'cancelled',
	'session.rejected': 'rejected',
	'session.expired': 'expired',
	'session.superseded': 'superseded',
	'deployment.started': 'deploying',
	'deployment.completed': 'completed',
	'deployment.failed': 'failed',
};

async function holds({ gate, ada, store }: Cast, ended: Map<string, string>): Promise<void> {
	const standing = okay(await gate.resources(ada, 'shop'));
	const [quota] = okay(await gate.quotas.list(ada, 'shop'));
	const counted = standing.reduce((sum, { resource }) => sum + ('count' in resource ? resource.count : 0), 0);
	expect(quota?.used).toBe(counted);
	// Only what a process has left behind still holds something, and of a project there is one.
	const left = okay(await gate.list(ada, { statuses: ['deploying'] }));
	expect(left.length).toBeLessThanOrEqual(1);
	const asked = left.flatMap((one) => deploymentOf(one).session.decision.quotas.filter(({ id }) => id === quota?.id));
	expect(quota?.reserved).toBe(asked.reduce((sum, { requested }) => sum + Math.max(0, requested ?? 0), 0));
	expect((quota?.used ?? 0) + (quota?.reserved ?? 0)).toBeLessThanOrEqual(most);
	for (const { session: one } of okay(await gate.list(ada))) {
		const was = ended.get(one.id);
		if (was !== undefined) expect(one.status).toBe(was);
		if (one.status !== 'open' && one.status !== 'deploying') ended.set(one.id, one.status);
		const told = okay(await gate.history(ada, { session: one.id, limit: 1000 }))
			.map(({ event }) => event)
			.reverse();
		expect(told[0]).toBe('session.opened');
		for (const [index, event] of told.entries()) {
			const next = told[index + 1];
			if (next !== undefined) expect(follows[event] ?? [], `${event}, then ${next}`).toContain(next);
		}
		// What has expired is written down by the sweep only.
		const last = endOf[told.at(-1) ?? ''] ?? (one.status === 'expired' ? 'expired' : 'open');
		expect(sessionStatuses).toContain(one.status);
		expect(one.status).toBe(last);
	}
	expect(await store.read((tx) => tx.history.verify())).toMatchObject({ kind: 'intact' });
}

describe('whatever people do at once and in whatever order', () => {
	test(
		'no quota is passed or leaks, every session ends once, and the history tells it as it was',
		async () => {
			await fc.assert(
				fc.asyncProperty(story, async (rounds) => {
					const made = await cast();
					const ended = new Map<string, string>();
					for (const round of rounds) {
						await Promise.all(round.map((one, index) => play(made, one, index)));
						await holds(made, ended);
					}
					// Whatever was left behind is ended in time, and nothing is held any more.
					made.wait(6 * minute);
					await made.gate.sweep();
					await holds(made, ended);
					expect(okay(await made.gate.list(made.ada, { statuses: ['deploying'] }))).toEqual([]);
				}),
				{ numRuns: stories },
			);
		},
		20_000 * stories,
	);
});
