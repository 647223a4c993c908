import * as opaModule from '@open-policy-agent/opa-wasm';
import { type Bundle, createEngine, type DecideInput, type Engine, PortcullisError } from '@portcullis/core';
import { compile } from '@portcullis/rego';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { bound, bundleOf, creation, each, given, nobody, passing, policy, saying, vm } from './fixtures.js';

// Each hole of the npm evaluator is first shown in the evaluator itself, under a policy as most people write one (a set
// of denials, and allowed if it is empty), and then closed at our surface.
const usual = `package usual

import rego.v1

deny contains address if {
	some address, resource in input.resources
	resource.public_ip
}

deny contains "forbidden by data" if data.forbidden[input.tenant]

default allow := false

allow if count(deny) == 0

quotient := 1 / input.zero

two := 1 if input.tenant

two := 2 if input.tenant

kept := input.number

clock := time.now_ns() if input.clock
`;

const private_only = policy(
	'private_only',
	`pass contains subject if {
	${each('private_only')}
	not input.resources[subject].public_ip
}

fail contains {"resource": subject, "path": ["public_ip"], "expected": false, "received": true} if {
	${each('private_only')}
	input.resources[subject].public_ip
}
`,
);

const trapping = (name: string, when = 'true') =>
	policy(
		name,
		`answer := "one" if ${when}

answer := "two" if ${when}

pass contains subject if {
	${each(name)}
	answer == "one"
}

${nobody('fail')}`,
	);

// Its types name what its CommonJS build exports; what an ES module gets is that object as its default.
const opa = (opaModule as unknown as { readonly default: typeof opaModule }).default;

interface Bare {
	evaluate(input: unknown, entrypoint?: string | number): { result: unknown }[];
	setData(data: unknown): void;
}

let usualModule: Uint8Array<ArrayBuffer>;
let bundle: Bundle;
let engine: Engine;

function bareOf(wasm: Uint8Array<ArrayBuffer>, memory: object = {}): Bare {
	return opa.loadPolicySync(wasm, memory) as unknown as Bare;
}

const bare = (memory?: object): Bare => bareOf(usualModule, memory);
const allowed = (input: unknown) => bare().evaluate(input, 'usual/allow')[0]?.result;

/** Decides something that no compiler would let through. */
function decide(input: unknown) {
	return engine.decide(input as DecideInput).then(({ decision }) => decision);
}

const open = creation(vm('web', { public_ip: true }));
const refusing = () => given([bound('test.private_only')], { deployment: open });

beforeAll(async () => {
	const compiled = await compile(
		{ 'usual.rego': usual },
		{ entrypoints: ['usual/allow', 'usual/quotient', 'usual/two', 'usual/kept', 'usual/clock'] },
	);
	if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.errors));
	usualModule = compiled.wasm;
	bundle = await bundleOf({
		private_only,
		conflict: trapping('conflict'),
		conflict_too: trapping('conflict_too'),
		fine: passing('fine'),
		quotient: policy(
			'quotient',
			`pass contains subject if {\n\t${each('quotient')}\n\t1 / input.quotas.none >= 0\n}\n\n${nobody('fail')}`,
		),
		division: policy(
			'division',
			`pass contains subject if {\n\t${each('division')}\n\t1 / (input.now - input.now) >= 0\n}\n\n${nobody('fail')}`,
		),
		no_fail: policy('no_fail', `pass contains subject if {\n\t${each('no_fail')}\n}\n`).replace(
			'pass contains',
			'passes contains',
		),
		greedy: policy(
			'greedy',
			`pass contains subject if {\n\t${each('greedy')}\n\tcount({[a, b] | some a in numbers.range(1, 3000); some b in numbers.range(1, 1000)}) > 0\n}\n\n${nobody('fail')}`,
		),
		says: saying('says'),
	});
	engine = createEngine(bundle);
});

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

describe('errors', () => {
	it('1/0 is undefined and no error in the bare evaluator; ours says which policy gave no answer', async () => {
		expect(bare().evaluate({ zero: 0 }, 'usual/quotient')).toEqual([]);
		const decision = await decide(given([bound('test.division'), bound('test.fine')]));
		expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
		expect(decision.violations.map(({ policy: id, kind }) => [id, kind])).toEqual([['test.division', 'error']]);
	});

	it('an undefined rule is an error of its policy', async () => {
		const decision = await decide(
			given([
				bound('test.no_fail', { level: 'advisory' }),
				bound('test.quotient', { level: 'advisory' }),
				bound('test.fine'),
			]),
		);
		expect(decision.code).toBe('POLICY_ERROR');
		expect(decision.violations.map(({ policy: id }) => id)).toEqual(['test.no_fail', 'test.quotient']);
	});

	it('a conflict is a thrown text in the bare evaluator; ours names the one policy of several, and keeps the other answers', async () => {
		expect(() => bare().evaluate({ tenant: 'acme' }, 'usual/two')).toThrow(expect.stringContaining('conflict'));
		const decision = await decide(
			given([bound('test.fine'), bound('test.conflict', { level: 'advisory' }), bound('test.private_only')]),
		);
		expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
		expect(decision.outcomes.map(({ policy: id, kind }) => [id, kind])).toEqual([
			['test.conflict', 'error'],
			['test.fine', 'pass'],
			['test.private_only', 'pass'],
		]);
		expect(decision.violations).toHaveLength(1);
		expect(decision.violations[0]?.message).toContain('conflict');
	});

	it('two that trap are both named', async () => {
		const decision = await decide(given([bound('test.conflict'), bound('test.conflict_too'), bound('test.fine')]));
		expect(decision.violations.map(({ policy: id }) => id)).toEqual(['test.conflict', 'test.conflict_too']);
	});

	it('an entrypoint that is not there is found when the bundle is loaded', () => {
		expect(() => bare().evaluate({}, 'portcullis/decision')).toThrow();
		expect(() => createEngine({ ...bundle, wasm: usualModule })).toThrow(
			expect.objectContaining({ code: expect.stringMatching(/^BUNDLE_/) }),
		);
	});

	it('a built-in that the host lacks is found by the bare evaluator when it is reached, and by ours when the bundle is loaded', async () => {
		expect(bare().evaluate({}, 'usual/clock')).toEqual([]);
		expect(() => bare().evaluate({ clock: true }, 'usual/clock')).toThrow(
			expect.objectContaining({ message: expect.stringContaining('not implemented') }),
		);
		const needing = await bundleOf({
			needing: policy(
				'needing',
				`pass contains subject if {\n\t${each('needing')}\n\tunits.parse_bytes("1K") > 0\n}\n\n${nobody('fail')}`,
			),
		});
		// Whatever the bundle says of itself.
		expect(() => createEngine({ ...needing, builtins: [] })).toThrow(
			expect.objectContaining({
				code: 'BUNDLE_BUILTIN_MISSING',
				message: expect.stringContaining('units.parse_bytes'),
			}),
		);
	});

	it('memory that runs out is an error of the policy that took it, and the next decision is right again', async () => {
		const small = createEngine(bundle, { maximumMemoryMib: 2 });
		const { decision } = await small.decide(given([bound('test.greedy'), bound('test.fine')]));
		expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
		expect(decision.violations.map(({ policy: id }) => id)).toEqual(['test.greedy']);
		expect((await small.decide(given([bound('test.fine')]))).decision.answer).toBe('allow');
		expect((await small.decide(refusing())).decision.answer).toBe('deny');
	});

	it('an instance that failed, or that grew large, is not used again', async () => {
		const wasm = (globalThis as unknown as { WebAssembly: { Instance: new () => object } }).WebAssembly;
		const { Instance } = wasm;
		let made = 0;
		wasm.Instance = new Proxy(Instance, {
			construct(target, args) {
				made++;
				return Reflect.construct(target, args);
			},
		});
		onTestFinished(() => {
			wasm.Instance = Instance;
		});
		const counted = createEngine(bundle);
		const fine = given([bound('test.fine')]);
		await counted.decide(fine);
		await counted.decide(fine);
		expect(made).toBe(1);
		// The whole fails, then the culprit alone, then the other is asked by a third.
		await counted.decide(given([bound('test.conflict'), bound('test.fine')]));
		expect(made).toBe(3);
		await counted.decide(fine);
		expect(made).toBe(3);
		await counted.decide(given([bound('test.says', { parameters: { skip: ['x'.repeat(40_000_000)] } })]));
		expect(made).toBe(3);
		await counted.decide(fine);
		expect(made).toBe(4);
	});

	it('input that is larger than the memory is an error of all policies', async () => {
		const tiny = createEngine(bundle, { maximumMemoryMib: 1 });
		const machines = Array.from({ length: 1000 }, (_, index) => vm(`web-${index}`));
		const { decision } = await tiny.decide(
			given([bound('test.fine'), bound('test.private_only')], { deployment: creation(...machines) }),
		);
		expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
		expect(new Set(decision.violations.map(({ policy: id }) => id))).toEqual(
			new Set(['test.fine', 'test.private_only']),
		);
	});

	it('says so in a bundle that is none', () => {
		for (const wrong of [
			null,
			undefined,
			'x',
			{},
			{ ...bundle, wasm: Buffer.from('not wasm') },
			{ ...bundle, digest: '"}' },
		]) {
			expect(() => createEngine(wrong as Bundle)).toThrow(PortcullisError);
		}
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
