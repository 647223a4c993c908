import { type Binding, createEngine, type DecideInput, type Deployment, standingCount } from '@portcullis/core';
import { defaultBindings, defaultBundle } from '@portcullis/policies';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	assessmentOf,
	bound,
	bundleOf,
	creation,
	factsWith,
	given,
	now,
	passing,
	policy,
	priced,
	saying,
	unpriced,
	vm,
} from './fixtures.js';

// What is kept of a decision is enough to make it again, by the same policies and by others.
const engine = createEngine(await defaultBundle());
const defaults = defaultBindings.map((binding, index) =>
	bound(binding.policy, { ...binding, id: `b${index}` } as Partial<Binding>),
);

const tested = {
	fine: passing('fine'),
	says: saying('says'),
	sees: policy(
		'sees',
		`pass contains subject if {
	some binding in input.bound["test.sees"]
	some subject in binding.subjects
	input.resources[subject].size == "e2-small"
}

fail contains {"resource": subject, "path": ["size"], "expected": "e2-small", "received": input.resources[subject].size} if {
	some binding in input.bound["test.sees"]
	some subject in binding.subjects
	input.resources[subject].size != "e2-small"
}
`,
		{ message: '{resource} of {actor} in {project}: ask {approvers}', hint: '{owners}, {kind}, {action}' },
	),
};
const small = createEngine(await bundleOf(tested));
const changed = createEngine(
	await bundleOf({ ...tested, fine: passing('fine', { kinds: ['database'] }), more: passing('more') }),
);

const verdictOf = async (by: typeof engine, input: DecideInput) => {
	const { decision, record } = await by.decide(input);
	expect(decision.code).not.toBe('INPUT_INVALID');
	const { answer, code, outcomes, violations, requirements, warnings } = decision;
	return {
		verdict: { answer, code, outcomes, violations, requirements },
		warnings,
		record,
		input_digest: decision.input_digest,
	};
};

const machines = fc.uniqueArray(
	fc.record({
		name: fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/),
		size: fc.constantFrom('e2-small', 'n2-standard-2'),
		count: fc.integer({ min: 1, max: 20 }),
		tags: fc.dictionary(fc.stringMatching(/^[a-z0-9]{1,5}$/), fc.constantFrom('', 'ä', '日本', 'x y')),
		region: fc.constantFrom('us-central1', 'europe-west1'),
	}),
	{ minLength: 1, maxLength: 4, selector: (each) => each.name },
);
const parts = fc.array(
	fc.oneof(
		fc.nat(3e6).map((micros) => priced(micros)),
		fc.constant(unpriced),
	),
	{ maxLength: 2 },
);
const actions = fc.constantFrom<Deployment['action']>('create', 'modify', 'delete');

/** Deployments with facts round them, decided under some of these bindings. */
function situations(bindings: fc.Arbitrary<readonly Binding[]>): fc.Arbitrary<DecideInput> {
	return fc
		.record({ machines, parts, actions, bindings, taken: fc.nat(12), asserted: fc.boolean() })
		.map(({ machines: asked, parts: components, actions: action, bindings: held, taken, asserted }) => {
			const created = creation(...asked.map(({ name, ...fields }) => vm(name, fields)));
			const changes = created.changes.map((change) => ({
				...change,
				before: action === 'create' ? null : change.after,
				after: action === 'delete' ? null : change.after,
			}));
			const deployment: Deployment = { ...created, action, changes };
			const facts = factsWith(...held);
			const quota = {
				...standingCount('shop', 'vm'),
				limit: 10,
				override: null,
				window: null,
				used: taken,
				reserved: 0,
			};
			return {
				facts: { ...facts, quotas: [quota], actor: { id: 'adä', source: asserted ? 'asserted' : 'verified' } },
				deployment,
				assessment: assessmentOf(deployment, components),
				now,
			};
		});
}

const ownBindings = fc
	.uniqueArray(
		fc.record({
			policy: fc.constantFrom('test.fine', 'test.sees', 'test.*', '*', '*.s*', 'test.gone'),
			level: fc.constantFrom<Binding['level']>('advisory', 'soft', 'hard'),
			scope: fc.constantFrom<Binding['scope']>(
				{},
				{ kind: 'vm' },
				{ resource: 'vm/a*' },
				{ project: 'bank' },
				{ kind: 'database' },
			),
			valid_until: fc.constantFrom(undefined, now, now + 1),
		}),
		{ maxLength: 5, selector: (each) => JSON.stringify(each) },
	)
	.map((all) =>
		all.map(({ policy: id, valid_until, ...fields }, index) =>
			bound(id, { ...fields, id: `own-${index}`, ...(valid_until === undefined ? {} : { valid_until }) }),
		),
	);

describe('a replay of what was kept', () => {
	it('gives the same bytes and the same verdict by the same policies and bindings', async () => {
		await fc.assert(
			fc.asyncProperty(situations(fc.constant(defaults)), async (input) => {
				const decided = await verdictOf(engine, input);
				expect(await engine.replay(decided.record)).toEqual({ kind: 'replayed', ...decided });
			}),
			{ numRuns: 40 },
		);
		await fc.assert(
			fc.asyncProperty(situations(ownBindings), async (input) => {
				const decided = await verdictOf(small, input);
				expect(await small.replay(decided.record)).toEqual({ kind: 'replayed', ...decided });
			}),
			{ numRuns: 60 },
		);
	});

	it('gives what would have been decided by other bindings', async () => {
		await fc.assert(
			fc.asyncProperty(situations(ownBindings), ownBindings, async (input, others) => {
				const { record } = await small.decide(input);
				const decided = await verdictOf(small, { ...input, facts: { ...input.facts, bindings: [...others] } });
				expect(await small.replay(record, others)).toEqual({ kind: 'replayed', ...decided });
			}),
			{ numRuns: 60 },
		);
	});

	it('gives what would have been decided by other policies: what judged nothing then may judge now', async () => {
		const known = ownBindings.map((all) => all.filter(({ policy: id }) => id !== 'test.gone'));
		await fc.assert(
			fc.asyncProperty(situations(known), async (input) => {
				const { record } = await small.decide(input);
				expect(await changed.replay(record)).toEqual({ kind: 'replayed', ...(await verdictOf(changed, input)) });
			}),
			{ numRuns: 60 },
		);
	});

	it('is none where a policy that was bound then is missing', async () => {
		const { record } = await small.decide(
			given([bound('test.fine'), bound('test.sees', { scope: { kind: 'database' } })]),
		);
		expect(await engine.replay(record)).toMatchObject({ kind: 'not_replayable', code: 'POLICY_MISSING' });
		const { record: byPattern } = await small.decide(given([bound('test.s*')]));
		const replayed = await engine.replay(byPattern);
		expect(replayed).toMatchObject({
			code: 'POLICY_MISSING',
			reason: 'test.says was bound then, and is not among these policies',
		});
		// Other bindings say themselves what is bound.
		expect(await engine.replay(record, defaults)).toMatchObject({ kind: 'replayed' });
	});

	it.each<[string, (record: { input: Record<string, unknown>; words?: unknown }) => unknown]>([
		['lacks the words of texts', ({ words: _, ...record }) => record],
		['lacks a field of the input', ({ input: { now: _, ...input }, ...record }) => ({ ...record, input })],
		['has a field that is not known', (record) => ({ ...record, weather: 'fine' })],
		[
			'has a field of the input that is not known',
			({ input, ...record }) => ({ ...record, input: { ...input, weather: 'fine' } }),
		],
		['is no record at all', () => 'record'],
	])('is none of a text that %s', async (_, change) => {
		const { record } = await small.decide(given([bound('test.fine')]));
		const text = JSON.stringify(change(JSON.parse(record)));
		expect(await small.replay(text)).toMatchObject({ kind: 'not_replayable', code: 'INPUT_OUTDATED' });
	});

	it('is none by bindings that are none', async () => {
		const { record } = await small.decide(given([bound('test.fine')]));
		const others = [{ policy: 'test.fine' }] as unknown as readonly Binding[];
		expect(await small.replay(record, others)).toMatchObject({ kind: 'not_replayable', code: 'BINDINGS_INVALID' });
	});

	it('is none of what is not JSON', async () => {
		expect(await small.replay('{')).toMatchObject({ kind: 'not_replayable', code: 'INPUT_OUTDATED' });
	});
});
