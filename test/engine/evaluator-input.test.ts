import { createEngine } from '@portcullis/core';
import { describe, expect, it } from 'vitest';
import { bound, creation, given, vm } from './fixtures.js';
import { allowed, bare, bundle, decide, open, refusing } from './holes.js';

describe('what is refused when it is well-formed', () => {
	it('the bare evaluator and ours agree to refuse', async () => {
		expect(allowed({ resources: { 'vm/web': { public_ip: true } } })).toBe(false);
		expect(await decide(refusing())).toMatchObject({ answer: 'deny', code: 'POLICY_VIOLATION' });
	});
});

describe('input that is none', () => {
	const text = JSON.stringify({ resources: { 'vm/web': { public_ip: true } } });
	const cases: readonly (readonly [string, unknown])[] = [
		['undefined', undefined],
		['null', null],
		['false', false],
		['0', 0],
		['empty text', ''],
		['JSON text', text],
		['a Buffer of JSON', Buffer.from(text)],
		[
			'malformed JSON in an ArrayBuffer',
			new TextEncoder().encode('{"resources": {"vm/web": {"public_ip": true}').buffer,
		],
		['a list', []],
		['an empty object', {}],
	];
	it.each(cases)('%s is allowed by the bare evaluator and denied by ours', async (_, input) => {
		expect(allowed(input)).toBe(true);
		expect(await decide(input)).toMatchObject({ answer: 'deny', code: 'INPUT_INVALID', input_digest: '' });
	});

	it.each(['facts', 'deployment', 'assessment', 'now'] as const)(
		'each malformed %s is denied and named',
		async (part) => {
			for (const value of [...cases.map(([, input]) => input), Symbol('x'), 1n, () => ({}), Number.NaN]) {
				if (part === 'now' && value === 0) continue;
				const decision = await decide({ ...refusing(), [part]: value });
				expect(decision).toMatchObject({ answer: 'deny', code: 'INPUT_INVALID' });
				expect(decision.violations[0]?.path[0] ?? part).toBe(part);
			}
		},
	);

	it('input without resources is allowed by the bare evaluator, a deployment without changes denied by ours', async () => {
		expect(allowed({ tenant: 'acme' })).toBe(true);
		const decision = await decide({ ...refusing(), deployment: { ...open, changes: [] } });
		expect(decision).toMatchObject({ answer: 'deny', code: 'INPUT_INVALID' });
	});
});

describe('base documents', () => {
	it('data that was never set allows in the bare evaluator; ours does not load', () => {
		const input = { tenant: 'acme', resources: {} };
		const informed = bare();
		informed.setData({ forbidden: { acme: true } });
		expect(informed.evaluate(input, 'usual/allow')[0]?.result).toBe(false);
		expect(bare().evaluate(input, 'usual/allow')[0]?.result).toBe(true);
		for (const data of [undefined, {}, { other: 1 }]) {
			const lacking = { ...bundle, data_paths: ['data.forbidden'], ...(data === undefined ? {} : { data }) };
			expect(() => createEngine(lacking)).toThrow(expect.objectContaining({ code: 'BUNDLE_DATA_MISSING' }));
		}
	});

	it('data that does not fit leaves the bare evaluator answering by none; ours does not load', () => {
		const input = { tenant: 'acme', resources: {} };
		const half = bare({ initial: 5, maximum: 6 });
		const data = { forbidden: { acme: true }, big: 'x'.repeat(4_000_000) };
		expect(() => half.setData(data)).toThrow();
		expect(half.evaluate(input, 'usual/allow')[0]?.result).not.toBe(false);
		expect(() => createEngine({ ...bundle, data }, { maximumMemoryMib: 1 })).toThrow(
			expect.objectContaining({ code: 'BUNDLE_INVALID' }),
		);
	});

	it('data is copied: changing it after loading changes nothing', async () => {
		const data = { forbidden: { acme: true } };
		const before = createEngine({ ...bundle, data });
		const first = (await before.decide(refusing())).decision.input_digest;
		data.forbidden.acme = false;
		expect(
			(await before.decide(given(refusing().facts.bindings, { deployment: open }))).decision.input_digest,
		).not.toBe('');
		expect(createEngine({ ...bundle, data }).policies.size).toBe(before.policies.size);
		const { decision } = await createEngine({ ...bundle, data }).decide(refusing());
		expect(decision.input_digest).not.toBe(first);
	});

	it.each([
		['a number past 2^53', { n: 2 ** 60 }],
		['an infinite number', { n: Number.POSITIVE_INFINITY }],
		['half a surrogate pair', { text: '\ud800' }],
		['a list', [1]],
		['a BigInt', { n: 1n }],
	])('data with %s does not load', (_, data) => {
		expect(() => createEngine({ ...bundle, data: data as Record<string, unknown> })).toThrow(
			expect.objectContaining({ code: 'BUNDLE_INVALID' }),
		);
	});
});

describe('values', () => {
	it('digits past 2^53 are lost by the bare evaluator and refused by ours', async () => {
		expect(
			JSON.stringify(bare().evaluate(new TextEncoder().encode('{"number": 9007199254740993}').buffer, 'usual/kept')),
		).toContain('9007199254740992');
		for (const number of [2 ** 53, 2 ** 60, JSON.parse('1e400'), -(2 ** 53)]) {
			const decision = await decide(given([bound('test.says', { parameters: { pass: [number] } })]));
			expect(decision).toMatchObject({ answer: 'deny', code: 'INPUT_INVALID' });
			expect(decision.violations[0]?.path).toEqual(['facts', 'bindings', 0, 'parameters', 'pass', 0]);
		}
	});

	it('an infinite number is null to the bare evaluator', () => {
		expect(bare().evaluate({ number: Number.POSITIVE_INFINITY }, 'usual/kept')[0]?.result).toBeNull();
	});

	it('half a surrogate pair throws a text in the bare evaluator; ours names the field', async () => {
		expect(() => bare().evaluate({ tenant: '\ud800' }, 'usual/allow')).toThrow(
			expect.stringContaining('illegal string'),
		);
		const half = creation({ ...vm(), zone: 'a\ud800' });
		const decision = await decide(given([bound('test.fine')], { deployment: half }));
		expect(decision.code).toBe('INPUT_INVALID');
		expect(decision.violations[0]?.path).toEqual(['deployment', 'changes', 0, 'after', 'zone']);
		const tagged = creation({ ...vm(), tags: { 'a\udfff': 'b' } });
		expect((await decide(given([bound('test.fine')], { deployment: tagged }))).code).toBe('INPUT_INVALID');
	});

	it('nesting that overflows the stack of the bare evaluator is refused by ours', async () => {
		const deep = (levels: number) => {
			let value: unknown = 1;
			for (let level = 0; level < levels; level++) value = [value];
			return value;
		};
		expect(() => bare().evaluate({ number: deep(20_000) }, 'usual/kept')).toThrow(RangeError);
		for (const levels of [70, 5_000, 100_000]) {
			const parameters = { pass: [deep(levels)] } as never;
			const decision = await decide(given([bound('test.says', { parameters })]));
			expect(decision).toMatchObject({ answer: 'deny', code: 'INPUT_INVALID' });
			expect(decision.violations[0]?.message).toContain('deeper than 64');
		}
	});

	it('BigInt and cycles throw in the bare evaluator and are refused by ours', async () => {
		const cycle: unknown[] = [];
		cycle.push(cycle);
		for (const value of [1n, cycle]) {
			expect(() => bare().evaluate({ number: value }, 'usual/kept')).toThrow(TypeError);
			const decision = await decide(given([bound('test.says', { parameters: { pass: [value] } as never })]));
			expect(decision).toMatchObject({ answer: 'deny', code: 'INPUT_INVALID' });
		}
	});
});
