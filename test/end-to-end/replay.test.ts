import { type BindingRequest, createEngine, type ReplayOptions, type ReplayPage, type Result } from '@portcullis/core';
import { defaultBundle } from '@portcullis/policies';
import { describe, expect, it } from 'vitest';
import { minute, okay, refusedWith, sessionOf, vm, type World, wants, world } from './world.js';

// A day's decisions, made again from what was kept of them.
const bundle = await defaultBundle();

/** A day: what is allowed, denied, reviewed and approved, changed under an approver, and refused at approval. */
async function day(): Promise<World> {
	const made = await world();
	const { gate, ada, actor, wait } = made;
	const ben = await actor('ben', { role: 'CloudUser' });
	const eve = await actor('eve', { role: 'CloudAdmin' });
	okay(await gate.request(ben, wants(vm('big', { size: 'n2-standard-32' }))));
	const { session: allowed } = sessionOf(await gate.request(ben, wants(vm('web', { tags: { team: 'ä' } }))));
	wait(minute);
	okay(await gate.approve(ben, allowed.id));
	okay(
		await gate.bindings.add(ada, {
			policy: 'security.p*',
			level: 'soft',
			scope: { resource: 'vm/prod-*' },
			parameters: {},
		}),
	);
	okay(await gate.bindings.add(ada, { policy: 'tags.required', level: 'soft', parameters: { tags: { owner: '.*' } } }));
	wait(minute);
	const { session } = sessionOf(await gate.request(ben, wants(vm('app'))));
	okay(await gate.approve(eve, session.id));
	const { session: waits } = sessionOf(await gate.request(ben, wants(vm('db'))));
	okay(
		await gate.bindings.add(ada, {
			policy: 'tags.required',
			level: 'hard',
			scope: { project: 'shop' },
			parameters: { tags: { owner: '.*' } },
		}),
	);
	refusedWith(await gate.approve(eve, waits.id), 'DECISION_DENIED');
	return made;
}

async function pagesOf(result: Promise<Result<AsyncIterable<ReplayPage>>>) {
	const pages: ReplayPage[] = [];
	for await (const page of okay(await result)) pages.push(page);
	return {
		pages,
		decisions: pages.reduce((sum, page) => sum + page.decisions, 0),
		unchanged: pages.reduce((sum, page) => sum + page.unchanged, 0),
		other_reasons: pages.reduce((sum, page) => sum + page.other_reasons, 0),
		changed: pages.flatMap((page) => page.changed),
		not_replayable: pages.flatMap((page) => page.not_replayable),
	};
}

const replayOf = ({ gate, ada }: World, options: Partial<ReplayOptions> = {}) =>
	pagesOf(gate.replay(ada, { since: 0, ...options }));

const requests = async ({ gate, ada }: World): Promise<BindingRequest[]> => okay(await gate.bindings.list(ada));

describe('a replay of a day', () => {
	it('under the same policies and bindings changes nothing, and writes nothing', async () => {
		const made = await day();
		const rows = await made.rows();
		const { decisions, unchanged, other_reasons, changed, not_replayable } = await replayOf(made);
		expect({ unchanged, other_reasons, changed, not_replayable }).toEqual({
			unchanged: decisions,
			other_reasons: 0,
			changed: [],
			not_replayable: [],
		});
		// Two requests and an approval before the bindings, two requests and an approval after, and the one refused.
		expect(decisions).toBe(7);
		expect(await made.rows()).toEqual(rows);
	});

	it('gives, of every decision, the same bytes', async () => {
		const made = await day();
		const engine = createEngine(bundle);
		const digests = await made.store.read(async (tx) => {
			const listed = await tx.history.list({ tenant: 'demo', limit: 1000 });
			const known = listed.flatMap(({ body }) => (typeof body.input_digest === 'string' ? [body.input_digest] : []));
			return Promise.all([...new Set(known)].map(async (digest) => [digest, await tx.inputs.get(digest)] as const));
		});
		expect(digests.length).toBeGreaterThan(5);
		for (const [digest, text] of digests) {
			expect(await engine.replay(text ?? '')).toMatchObject({ kind: 'replayed', record: text, input_digest: digest });
		}
	});

	it('under other bindings names whose answer changes, and why', async () => {
		const made = await day();
		const held = await requests(made);
		const stricter = held.map((binding) =>
			binding.policy === 'cost.hourly_limit' ? { ...binding, parameters: { max_hourly_micros: 1000 } } : binding,
		);
		const { changed, decisions, unchanged } = await replayOf(made, { bindings: stricter });
		expect(unchanged + changed.length).toBe(decisions);
		const [first] = changed;
		expect(first).toMatchObject({
			event: 'session.opened',
			actor: 'ben',
			project: 'shop',
			resources: ['vm/web'],
			before: { answer: 'allow', code: 'ALLOWED' },
			after: { answer: 'deny', code: 'POLICY_VIOLATION', requirements: [] },
			went: [],
		});
		expect(first?.came.map(({ policy }) => policy).sort()).toEqual(['cost.hourly_limit', 'tags.required']);
		expect(first?.came.find(({ policy }) => policy === 'cost.hourly_limit')?.message).toContain('vm/web costs');
	});

	it('looks only at the time and the project that were named', async () => {
		const made = await day();
		const none = held(await replayOf(made, { since: made.now() + 1 }));
		expect(none).toEqual({ decisions: 0, changed: 0 });
		expect((await replayOf(made, { until: made.now() - minute })).decisions).toBe(2);
		okay(await made.gate.projects.add(made.ada, { name: 'bank', provider: 'gcp', region: 'us-central1' }));
		expect((await replayOf(made, { project: 'bank' })).decisions).toBe(0);
		expect((await replayOf(made, { project: 'shop' })).decisions).toBe(7);
		refusedWith(await made.gate.replay(made.ada, { since: 0, project: 'none' }), 'PROJECT_UNKNOWN');
	});

	it('says of which decisions nothing usable was kept', async () => {
		const made = await day();
		const [row] = await made.store.read((tx) => tx.history.list({ tenant: 'demo', limit: 1 }));
		await made.store.write(async (tx) => {
			await tx.inputs.put('f'.repeat(64), '{}', 1);
			for (const input_digest of ['e'.repeat(64), 'f'.repeat(64), '']) {
				await tx.history.append({ ...row, seq: undefined, body: { ...row?.body, input_digest } } as never);
			}
		});
		const { not_replayable, decisions } = await replayOf(made);
		expect(decisions).toBe(10);
		expect(not_replayable.map(({ code }) => code)).toEqual(['INPUT_NOT_KEPT', 'INPUT_ALTERED', 'INPUT_NOT_KEPT']);
		expect(not_replayable[1]?.reason).toContain('altered');
	});

	it('needs can_manage_policies where it looks', async () => {
		const made = await day();
		const { gate, actor } = made;
		const nora = await actor('nora', { role: 'CloudAdmin', minus: ['can_manage_policies'] });
		refusedWith(await gate.replay(nora, { since: 0 }), 'CAPABILITY_MISSING');
		const own = await actor('otto', { role: 'CloudAdmin', project: 'shop' });
		refusedWith(await gate.replay(own, { since: 0 }), 'CAPABILITY_MISSING');
		expect((await pagesOf(gate.replay(own, { since: 0, project: 'shop' }))).decisions).toBe(7);
	});

	it.each<[string, unknown, string, RegExp]>([
		['no list', 'x', 'INPUT_INVALID', /bindings/],
		[
			'a policy that there is not',
			[{ policy: 'cost.hourly_limi', level: 'hard' }],
			'bindings.0.policy',
			/did you mean cost.hourly_limit/,
		],
		[
			'parameters that do not fit',
			[{ policy: 'cost.hourly_limit', level: 'hard' }],
			'bindings.0.parameters',
			/max_hourly_micros|missing/,
		],
		['one binding twice', [0, 1].map(() => ({ policy: 'cost.price_known', level: 'hard' })), 'bindings.1', /once more/],
		[
			'one id twice',
			['cost.price_known', 'naming.pattern'].map((policy) => ({
				policy,
				level: 'hard',
				id: 'x',
				...(policy === 'naming.pattern' ? { parameters: { pattern: 'a' } } : {}),
			})),
			'bindings.1',
			/./,
		],
	])('refuses bindings that are %s', async (_, bindings, where, words) => {
		const { gate, ada } = await world();
		const { message, problems } = refusedWith(await gate.replay(ada, { since: 0, bindings }), 'INPUT_INVALID');
		const found = [message, ...problems.map((each) => `${each.path.join('.')} ${each.message}`)].join('\n');
		expect(found).toMatch(words);
		if (where !== 'INPUT_INVALID') expect(found).toContain(where);
	});
});

function held({ decisions, changed }: Awaited<ReturnType<typeof replayOf>>) {
	return { decisions, changed: changed.length };
}
