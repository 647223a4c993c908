import {
	type Binding,
	createEngine,
	type DecideInput,
	type Engine,
	policyInputSchema,
	quotaAbout,
	windowAt,
} from '@portcullis/core';
import { defaultBindings, defaultBundle } from '@portcullis/policies';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { assessmentOf, bound, creation, given, now, priced, unpriced, vm } from './fixtures.js';

// A caller without types can hand over anything. Whatever it is, there is a decision, and it is a yes only of what was judged.
let engine: Engine;

beforeAll(async () => {
	engine = createEngine(await defaultBundle());
});

const bindings = defaultBindings.map(
	(binding, index): Binding => bound(binding.policy, { ...binding, id: `b${index}` } as Partial<Binding>),
);
const base = (fields: Partial<DecideInput> = {}): DecideInput => given(bindings, fields);
/** An assessment that adds up, with a price of a kind that there is not. */
function gratis() {
	const right = assessmentOf(creation(vm()), [unpriced]);
	const lines = right.estimate.resources.map((each) => ({ ...each, components: [{ ...priced(), kind: 'gratis' }] }));
	return { ...right, estimate: { ...right.estimate, resources: lines } };
}

const daily = (window: unknown) => ({
	...quotaAbout({ project: 'shop', kind: 'vm', measure: 'count', per: 'day' }),
	limit: 9,
	override: null,
	window,
	used: 0,
	reserved: 0,
});
const nothing = { count: 0, vcpu_milli: 0, memory_mib: 0, disk_gib: 0, hourly_micros: 0, monthly_micros: 0 };
const used = { resource: 'vm/web', actor: 'ada', amounts: nothing };

const decide = async (input: unknown) => (await engine.decide(input as DecideInput)).decision;

/** Changes the value at a path of a copy. */
function changed(path: readonly (string | number)[], value: unknown, input: DecideInput = base()): unknown {
	const [step, ...rest] = path;
	if (step === undefined) return value;
	const copy: Record<string | number, unknown> = Array.isArray(input) ? ([...input] as never) : { ...input };
	const inner = (input as unknown as Record<string | number, unknown>)[step];
	copy[step] = changed(rest, value, inner as DecideInput);
	return copy;
}

it('allows what is right', async () => {
	expect(await decide(base())).toMatchObject({ answer: 'allow', code: 'ALLOWED' });
});

describe('a wrong value', () => {
	const after = ['deployment', 'changes', 0, 'after'] as const;
	const line = ['assessment', 'estimate', 'resources', 0] as const;
	const cases: readonly (readonly [string, readonly (string | number)[], unknown])[] = [
		['a moment with a fraction', ['now'], now + 0.5],
		['a moment before 1970', ['now'], -1],
		['no number for a moment', ['now'], Number.NaN],
		['a text for a moment', ['now'], String(now)],
		['another project', ['deployment', 'project'], 'bank'],
		['an action that is not what the changes do', ['deployment', 'action'], 'delete'],
		['an unknown field', ['deployment', 'changes', 0, 'after', 'pubic_ip'], true],
		['a field left out that would be filled in', [...after, 'public_ip'], undefined],
		['a name of another address', [...after, 'name'], 'api'],
		['a count of none', [...after, 'count'], 0],
		['a count past what is allowed', [...after, 'count'], 101],
		['a tag named __proto__', [...after, 'tags'], JSON.parse('{"__proto__": "x"}')],
		['a list for tags', [...after, 'tags'], []],
		['tags of a class', [...after, 'tags'], new Map([['a', 'b']])],
		['an address twice', ['deployment', 'changes'], [base().deployment.changes[0], base().deployment.changes[0]]],
		['addresses out of order', ['deployment', 'changes'], [...creation(vm('a'), vm('b')).changes].reverse()],
		['a list of a thousand million holes', ['deployment', 'changes'], new Array(1e9)],
		['a list with a hole', ['deployment', 'changes'], new Array(1)],
		['a change that is nothing', ['deployment', 'changes', 0], { address: 'vm/web', before: null, after: null }],
		['a role twice', ['facts', 'roles'], [...base().facts.roles, ...base().facts.roles]],
		['a quota twice', ['facts', 'quotas'], [...base().facts.quotas, { ...base().facts.quotas[0], limit: 999 }]],
		['a quota of another id', ['facts', 'quotas', 0, 'id'], 'project:bank:vm:count'],
		['a quota with a negative use', ['facts', 'quotas', 0, 'used'], -5],
		[
			"an actor's quota in the place of a project's",
			['facts', 'quotas', 0],
			{ ...base().facts.quotas[0], project: null, actor: 'shop' },
		],
		['a quota per day without its window', ['facts', 'quotas'], [daily(null)]],
		['a window of yesterday', ['facts', 'quotas'], [daily(windowAt('day', 'UTC', now - 86_400_000))]],
		['a window of tomorrow', ['facts', 'quotas'], [daily(windowAt('day', 'UTC', now + 86_400_000))]],
		['a window that ends before it begins', ['facts', 'quotas'], [daily({ id: 'x', starts_at: 2, ends_at: 1 })]],
		['a use twice', ['facts', 'uses'], [used, used]],
		['a use below nothing', ['facts', 'uses'], [{ ...used, amounts: { ...used.amounts, vcpu_milli: -1 } }]],
		['two bindings of one id', ['facts', 'bindings'], [bindings[0], { ...bindings[1], id: 'b0' }]],
		['a binding of a policy with odd characters', ['facts', 'bindings', 0, 'policy'], 'a.b"]'],
		['a binding of __proto__', ['facts', 'bindings', 0, 'policy'], '__proto__'],
		['a level that there is not', ['facts', 'bindings', 0, 'level'], 'off'],
		['a parameter named __proto__', ['facts', 'bindings', 0, 'parameters'], JSON.parse('{"__proto__": {"vm": 1}}')],
		['a parameter that is a function', ['facts', 'bindings', 0, 'parameters'], { toJSON: () => ({}) }],
		['a price that is not the sum of its parts', [...line, 'hourly_micros'], 1],
		['a price said to be known in full that is not', [...line, 'components'], [priced(), unpriced]],
		['a negative price', ['assessment'], assessmentOf(creation(vm()), [priced(-1)])],
		['a price in text', [...line, 'components', 0, 'hourly_micros'], '16753'],
		['a price of no known kind', ['assessment'], gratis()],
		['a price with a fraction of a micro', ['assessment'], assessmentOf(creation(vm()), [priced(0.5, 1)])],
		['a price that is an object', [...line, 'components', 0, 'detail'], { toString: () => 'x' }],
		['a price without number', [...line, 'components', 0, 'quantity'], Number.NaN],
		['a total that is not the sum of the lines', ['assessment', 'estimate', 'hourly_micros'], 0],
		['a total said to be incomplete that is not', ['assessment', 'estimate', 'complete'], false],
		['a line of another resource', [...line, 'resource'], 'vm/other'],
		['no line', ['assessment', 'estimate', 'resources'], []],
		[
			'two lines',
			['assessment', 'estimate', 'resources'],
			[...base().assessment.estimate.resources, ...base().assessment.estimate.resources],
		],
		['machines in an object', ['assessment', 'machines'], { 'vm/web': { name: 'e2-small' } }],
		[
			'a machine with no number for its memory',
			['assessment', 'machines'],
			new Map([['vm/web', { name: 'x', memory_mib: null, vcpu_milli: null }]]),
		],
		[
			'a machine with negative memory',
			['assessment', 'machines'],
			new Map([['vm/web', { name: 'x', memory_mib: -1, vcpu_milli: 1 }]]),
		],
	];
	it.each(cases)('that is %s is bad input', async (_, path, value) => {
		const decision = await decide(changed(path, value));
		expect(decision).toMatchObject({
			answer: 'deny',
			code: 'INPUT_INVALID',
			outcomes: [],
			requirements: [],
			input_digest: '',
		});
		expect(decision.violations.length).toBeGreaterThan(0);
		expect(Number.isSafeInteger(decision.decided_at)).toBe(true);
		expect(() => JSON.stringify(decision)).not.toThrow();
	});
});

describe('what is said of a wrong value', () => {
	const cases: readonly (readonly [string, readonly (string | number)[], unknown, string])[] = [
		['no line', ['assessment', 'estimate', 'resources'], [], 'must price each of the 1 changes once'],
		['machines', ['assessment', 'machines'], {}, 'must be a Map'],
		['an absent field', ['deployment', 'changes', 0, 'after', 'public_ip'], undefined, 'must be JSON, not undefined'],
		['a sum', ['assessment', 'estimate', 'hourly_micros'], 0, 'must be the sum, 16753'],
	];
	it.each(cases)('names %s and what would be right', async (_, path, value, words) => {
		expect((await decide(changed(path, value))).violations[0]?.message).toContain(words);
	});

	it('names a field that would have been filled in', async () => {
		const { public_ip: _, ...machine } = vm();
		const decision = await decide(changed(['deployment', 'changes', 0, 'after'], machine));
		expect(decision.violations[0]).toMatchObject({
			path: ['deployment', 'changes', 0, 'after', 'public_ip'],
			expected: expect.stringContaining('nothing is filled in'),
		});
	});
});

describe('an object that answers differently each time it is asked', () => {
	it('is asked once: what was judged is what is decided and written down', async () => {
		let reads = 0;
		const machine = {
			...vm('web'),
			get public_ip() {
				return reads++ > 0;
			},
		};
		const input = base();
		const deployment = { ...input.deployment, changes: [{ address: 'vm/web', before: null, after: machine }] };
		const { decision, record } = await engine.decide({ ...input, deployment });
		expect(decision.answer).toBe('allow');
		expect(reads).toBe(1);
		expect(JSON.parse(record).input.resources['vm/web'].public_ip).toBe(false);
	});

	it('has no part in the prices that are shown', async () => {
		const input = base();
		let reads = 0;
		const component = {
			...priced(),
			get hourly_micros() {
				return reads++ === 0 ? 16_753 : 0;
			},
		};
		const [line] = input.assessment.estimate.resources;
		const estimate = { ...input.assessment.estimate, resources: [{ ...line, components: [component] }] };
		const decision = await decide({ ...input, assessment: { ...input.assessment, estimate } });
		expect(decision.cost.resources[0]?.components[0]).toMatchObject({ hourly_micros: 16_753 });
		expect(reads).toBe(1);
	});

	it('cannot change a decision afterwards', async () => {
		const input = base();
		const decision = await decide(input);
		(input.assessment.estimate.resources as unknown[]).length = 0;
		expect(decision.cost.resources).toHaveLength(1);
	});

	it('may throw whatever it likes, and is denied', async () => {
		for (const thrown of [
			new Error('no'),
			'no',
			null,
			undefined,
			Object.create(null),
			{
				get message(): string {
					throw new Error('twice');
				},
			},
		]) {
			const throwing = new Proxy(
				{},
				{
					get() {
						throw thrown;
					},
					ownKeys() {
						throw thrown;
					},
					getPrototypeOf() {
						throw thrown;
					},
				},
			);
			for (const input of [
				throwing,
				{ ...base(), facts: throwing },
				{ ...base(), deployment: throwing },
				{ ...base(), assessment: throwing },
				changed(['deployment', 'changes', 0, 'after'], throwing),
			]) {
				expect(await decide(input)).toMatchObject({ answer: 'deny', code: 'INPUT_INVALID' });
			}
		}
	});

	it('that stands in itself many times over ends', async () => {
		let list: unknown[] = [1];
		for (let level = 0; level < 60; level++) list = [list, list];
		expect(await decide(changed(['facts', 'bindings', 0, 'parameters'], { list }))).toMatchObject({
			code: 'INPUT_INVALID',
		});
	});
});

describe('anything at all', () => {
	it('in any place gets a decision, and never a yes of what was not judged', async () => {
		const places = (value: unknown, path: (string | number)[] = []): (string | number)[][] => {
			if (typeof value !== 'object' || value === null || value instanceof Map) return [path];
			return [
				path,
				...Object.entries(value).flatMap(([key, field]) =>
					places(field, [...path, Array.isArray(value) ? Number(key) : key]),
				),
			];
		};
		const odd = fc.oneof(
			fc.anything({
				withBigInt: true,
				withDate: true,
				withMap: true,
				withNullPrototype: true,
				withSparseArray: true,
				withTypedArray: true,
			}),
			fc.constantFrom(undefined, null, Number.NaN, 2 ** 53, '\ud800', '', {}, [], '__proto__'),
		);
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...places(base())), odd, async (path, value) => {
				const { decision, record } = await engine.decide(changed(path, value) as DecideInput);
				expect(['allow', 'review', 'deny']).toContain(decision.answer);
				if (decision.code === 'INPUT_INVALID') return;
				const { input } = JSON.parse(record);
				expect(policyInputSchema.safeParse(input).success).toBe(true);
				if (decision.answer === 'allow')
					expect(decision.outcomes.every(({ kind }) => kind === 'pass' || kind === 'not_applicable')).toBe(true);
			}),
			{ numRuns: 500 },
		);
	});
});
