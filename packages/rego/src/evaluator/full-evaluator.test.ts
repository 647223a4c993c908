import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { compile } from '../compile.js';
import { closeToolbox, configureToolbox } from '../toolbox/shared-toolbox.js';
import { Toolbox } from '../toolbox/toolbox.js';
import { EvaluationError } from './evaluation-error.js';
import { createFullEvaluator, type FullEvaluator, type FullEvaluatorOptions } from './full-evaluator.js';

configureToolbox({ baselineOnly: true });
const toolbox = new Toolbox({ baselineOnly: true });
afterAll(() => Promise.all([closeToolbox(), toolbox.close()]));

const encoder = new TextEncoder();
const json = (value: unknown) => encoder.encode(JSON.stringify(value));

/** Compiles what the package's own compiler would refuse too; each rule is an entrypoint. */
async function moduleOf(text: string, more: object = {}): Promise<Uint8Array> {
	const rules = [...text.matchAll(/^(\w+)(?= :=| contains| if)/gm)].map(([rule]) => `a/${rule}`);
	const request = {
		sources: [{ path: 'a.rego', text: `package a\n\n${text}\n` }],
		entrypoints: [...new Set(rules)],
		...more,
	};
	const reply = await toolbox.call({ operation: 'compile', request, limitMs: 60_000 });
	if (reply.kind === 'refused') throw new Error(JSON.stringify(reply.errors));
	return reply.attachments[(reply.result as { readonly wasm: number }).wasm] ?? new Uint8Array();
}

async function evaluatorOf(options: FullEvaluatorOptions): Promise<FullEvaluator> {
	const evaluator = await createFullEvaluator(options);
	onTestFinished(() => evaluator.close());
	return evaluator;
}

/** What an evaluation throws, as its code with OPA's. */
function codeOf(evaluate: () => unknown): string {
	try {
		return `no error, but ${JSON.stringify(evaluate())}`;
	} catch (error) {
		if (!(error instanceof EvaluationError)) throw error;
		return [error.code, error.opaCode].filter((code) => code !== undefined).join(' ');
	}
}

/** What making an evaluator throws. */
async function refusalOf(options: FullEvaluatorOptions): Promise<EvaluationError> {
	const made = await createFullEvaluator(options).catch((error: unknown) => error);
	if (made instanceof EvaluationError) return made;
	throw new Error('it was made');
}

const wasm = await moduleOf(`
plain := {"x": input.x}
found := {"x": data.prices[input.x]}
answers := {
	"bytes": units.parse_bytes("10KiB"),
	"later": time.add_date(1600000000000000000, 0, 1, 0),
	"order": semver.compare("1.10.0", "1.9.0"),
	"addresses": net.cidr_expand("10.0.0.0/31"),
	"text": sprintf("%v %q %05.1f", [{2, 1}, "a\\"b", .5]),
	"half": .5,
}
sets := {"all": json.patch([{2, 1}], [{"op": "add", "path": "1", "value": [{input.x}, input]}])}
said := {"x": sprintf("%s", [input.x]), "length": strings.count(input.x, "a")}
digits := {"x": sprintf("%d", [input.x])}
number := {"x": input.x}
clock := {"both": [time.now_ns(), time.now_ns()]}
drawn := {"one": uuid.rfc4122("one"), "same": uuid.rfc4122("one"), "two": uuid.rfc4122("two")}
bad := {"x": object.get({"y": units.parse(input.x)}, "y", null)}
undefined_for_bad := {"known": "yes", "count": count([n | some text in input.x; n := units.parse(text)])}
mistyped := {"x": strings.any_prefix_match(input.x, "a")}
conflict := {"x": 1}
conflict := {"x": 2} if input.x
keys := {"x": {key: value | some value in input.x; key := "same"}}
hungry := {"x": count({[a, b] | some a in numbers.range(1, 3000); some b in numbers.range(1, 1000)}) + input.x}
many := {"paths": sum([paths | some i in numbers.range(1, input.times); paths := count(graph.reachable_paths({n: numbers.range(1, input.nodes) | some n in numbers.range(1, input.nodes)}, {1}))])}
slow := {"paths": count(graph.reachable_paths({n: numbers.range(1, input.nodes) | some n in numbers.range(1, input.nodes)}, {1}))}
bytes := {"hash": crypto.sha256(base64.decode("/w==")), "hex": crypto.hmac.md5(base64.decode("/w=="), "k")}
mixed := {"hash": crypto.sha256(concat("", [base64.decode("/w=="), input.x]))}
broken := {"x": hex.decode("ff")}
escaped := {"x": sprintf("%v", ["\\\\ufffd \\ufffd"])}
scalar := input.x
`);

const evaluatorFor = (rule: string, options: Partial<FullEvaluatorOptions> = {}) =>
	evaluatorOf({ wasm, entrypoint: `a/${rule}`, now: () => 0, ...options });

/** Keeps the thread of the built-ins for all tests of a block, instead of loading it for each. */
function keepThread(): void {
	let keeper: FullEvaluator;
	beforeAll(async () => {
		keeper = await createFullEvaluator({ wasm, entrypoint: 'a/plain', now: () => 0 });
	});
	afterAll(() => keeper.close());
}

describe('an evaluation', () => {
	keepThread();

	test('has the built-ins that WebAssembly lacks, by OPA itself', async () => {
		expect((await evaluatorFor('answers')).evaluate(json({}))).toEqual({
			bytes: 10_240,
			later: 1602592000000000000,
			order: 1,
			addresses: ['10.0.0.0', '10.0.0.1'],
			text: '{1, 2} "a\\"b" 000.5',
			half: 0.5,
		});
	});

	test('passes sets as sets, in both directions and through its input', async () => {
		const evaluator = await evaluatorFor('sets');
		expect(evaluator.evaluateText(encoder.encode('{"x": {1, {"y"}, set()}}'))).toBe(
			'{{"result": {"all": [{1, 2}, [{{set(), 1, {"y"}}}, {"x": {set(), 1, {"y"}}}]]}}}',
		);
	});

	test.each(['plain', 'ü€😀', '"\\/\b\f\n\r\t\u0000\u001f\u007f\u0085', '<>&\u2028\u2029', '\ufffd', '\\ufffd', ''])(
		'passes the text %j unchanged',
		async (text) => {
			expect((await evaluatorFor('said')).evaluate(json({ x: text }))).toEqual({
				x: text,
				length: text.split('a').length - 1,
			});
		},
	);

	test('passes megabytes', async () => {
		const text = 'a'.repeat(3_000_000);
		expect((await evaluatorFor('said')).evaluate(json({ x: text }))).toEqual({ x: text, length: 3_000_000 });
	});

	test('keeps the digits of large integers, and says so where JavaScript cannot', async () => {
		const input = encoder.encode('{"x": 12345678901234567890}');
		expect((await evaluatorFor('digits')).evaluate(input)).toEqual({ x: '12345678901234567890' });
		const numbers = await evaluatorFor('number');
		expect(numbers.evaluateText(input)).toBe('{{"result": {"x": 12345678901234567890}}}');
		expect(codeOf(() => numbers.evaluate(input))).toBe('EVALUATION_VALUE');
		expect(codeOf(() => numbers.evaluate(encoder.encode('{"x": 1e400}')))).toBe('EVALUATION_VALUE');
	});

	test('is told the time and reads no clock', async () => {
		let now = 1_700_000_000_000;
		const evaluator = await evaluatorFor('clock', { now: () => now });
		expect(evaluator.evaluate(json({}))).toEqual({ both: [17e17, 17e17] });
		now += 1;
		expect(evaluator.evaluateText()).toBe('{{"result": {"both": [1700000000001000000, 1700000000001000000]}}}');
	});

	test('draws by its seed, the same for the same key within one evaluation only', async () => {
		const first = await evaluatorFor('drawn', { seed: 1 });
		const answer = first.evaluate(json({}));
		expect(answer.one).toBe(answer.same);
		expect(answer.one).not.toBe(answer.two);
		expect(first.evaluate(json({}))).toEqual(answer);
		expect((await evaluatorFor('drawn', { seed: 2 })).evaluate(json({}))).not.toEqual(answer);
		let now = 1;
		const timed = await evaluatorFor('drawn', { now: () => now });
		const before = timed.evaluate(json({}));
		now = 2;
		expect(timed.evaluate(json({})).one).not.toBe(before.one);
	});

	test('leaves undefined what a built-in refuses, and names it where that is asked for', async () => {
		const input = json({ x: ['10', 'ten', '20'] });
		expect((await evaluatorFor('undefined_for_bad')).evaluate(input)).toEqual({ known: 'yes', count: 2 });
		const strict = await evaluatorFor('undefined_for_bad', { strictBuiltinErrors: true });
		expect(codeOf(() => strict.evaluate(input))).toBe('EVALUATION_BUILTIN_FAILED eval_builtin_error');
		expect(strict.evaluate(json({ x: ['10', '20'] }))).toEqual({ known: 'yes', count: 2 });
		const mistyped = await evaluatorFor('mistyped', { strictBuiltinErrors: true });
		expect(codeOf(() => mistyped.evaluate(json({ x: [1] })))).toBe('EVALUATION_BUILTIN_FAILED eval_type_error');
	});

	test('reads the base documents, as an object or as JSON', async () => {
		for (const data of [{ prices: { web: 1 } }, encoder.encode('{"prices": {"web": 1}}')]) {
			expect((await evaluatorFor('found', { data })).evaluate(json({ x: 'web' }))).toEqual({ x: 1 });
		}
	});

	test('hashes the bytes that stand in a text that is no Unicode', async () => {
		expect((await evaluatorFor('bytes')).evaluate(json({}))).toEqual({
			hash: 'a8100ae6aa1940d0b663bb31cd466142ebbdbd5187131b92d93818987832eb89',
			hex: expect.stringMatching(/^[0-9a-f]{32}$/),
		});
	});

	test('tells a text that could not be carried from one that only looks like it', async () => {
		const mixed = await evaluatorFor('mixed');
		expect(mixed.evaluate(json({ x: 'plain' })).hash).toHaveLength(64);
		expect(codeOf(() => mixed.evaluate(json({ x: '\n' })))).toBe('EVALUATION_VALUE');
		const broken = await evaluatorFor('broken');
		expect(codeOf(() => broken.evaluate(json({})))).toBe('EVALUATION_VALUE');
		expect((await evaluatorFor('escaped')).evaluate(json({}))).toEqual({ x: '\\ufffd \ufffd' });
	});
});

describe('an evaluation that fails says so, and the next one is right:', () => {
	keepThread();

	const cases: readonly (readonly [what: string, rule: string, bad: string, code: string, good: unknown])[] = [
		['two rules conflict', 'conflict', '{"x": 1}', 'EVALUATION_CONFLICT eval_conflict_error', { x: 1 }],
		['two keys conflict', 'keys', '{"x": [1, 2]}', 'EVALUATION_CONFLICT eval_conflict_error', undefined],
		['no value', 'plain', '{}', 'EVALUATION_UNDEFINED', undefined],
		['a list', 'scalar', '{"x": [1]}', 'EVALUATION_VALUE', undefined],
		['false', 'scalar', '{"x": false}', 'EVALUATION_VALUE', undefined],
		['no input', 'plain', '', 'EVALUATION_INPUT_MALFORMED', undefined],
		['half a document', 'plain', '{"x": 1', 'EVALUATION_INPUT_MALFORMED', undefined],
		['something behind it', 'plain', '{"x": 1} 2', 'EVALUATION_INPUT_MALFORMED', undefined],
		['a comma too few', 'plain', '{"x": [1 2]}', 'EVALUATION_INPUT_MALFORMED', undefined],
		['a set', 'plain', '{"x": {1}}', 'EVALUATION_INPUT_MALFORMED', undefined],
		['half a surrogate pair', 'plain', '{"x": "\\ud800"}', 'EVALUATION_INPUT_MALFORMED', undefined],
		['too deep', 'plain', `{"x": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'EVALUATION_DEPTH', undefined],
		['too large', 'plain', `{"x": "${'x'.repeat(20_000_000)}"}`, 'EVALUATION_MEMORY', undefined],
		['too much memory', 'hungry', '{"x": 1}', 'EVALUATION_MEMORY', undefined],
	];

	test.each(cases)('%s', async (_, rule, bad, code) => {
		const evaluator = await evaluatorFor(rule, { maximumMemoryMib: 16 });
		const other = await evaluatorFor('plain', { maximumMemoryMib: 16 });
		expect(codeOf(() => evaluator.evaluate(encoder.encode(bad)))).toBe(code);
		expect(codeOf(() => evaluator.evaluate(encoder.encode(bad)))).toBe(code);
		expect(other.evaluate(json({ x: 'fine' }))).toEqual({ x: 'fine' });
		if (['plain', 'scalar'].includes(rule)) {
			const fine = json({ x: { y: 1 } });
			expect(evaluator.evaluate(fine)).toEqual(rule === 'plain' ? { x: { y: 1 } } : { y: 1 });
		}
	});

	test('bytes that are no UTF-8', async () => {
		const evaluator = await evaluatorFor('plain');
		const bytes = Uint8Array.of(...encoder.encode('{"x": "'), 0xff, ...encoder.encode('"}'));
		expect(codeOf(() => evaluator.evaluate(bytes))).toBe('EVALUATION_INPUT_MALFORMED');
		expect(codeOf(() => evaluator.evaluateText(encoder.encode('{"x": {1 2}')))).toBe('EVALUATION_INPUT_MALFORMED');
	});

	test('a built-in that takes too long is ended at its deadline', async () => {
		const slow = await evaluatorFor('slow', { deadlineMs: 3_000 });
		const other = await evaluatorFor('answers');
		expect(slow.evaluate(json({ nodes: 3 }))).toEqual({ paths: 9 });
		const start = performance.now();
		expect(codeOf(() => slow.evaluate(json({ nodes: 14 })))).toBe('EVALUATION_BUILTIN_TIMED_OUT');
		expect(performance.now() - start).toBeLessThan(20_000);
		expect(slow.evaluate(json({ nodes: 3 }))).toEqual({ paths: 9 });
		expect(other.evaluate(json({}))).toMatchObject({ bytes: 10_240 });
	});

	test('the deadline is one for all built-ins of an evaluation', async () => {
		const evaluator = await evaluatorFor('many', { deadlineMs: 2_000 });
		expect(evaluator.evaluate(json({ times: 3, nodes: 3 }))).toEqual({ paths: 27 });
		expect(codeOf(() => evaluator.evaluate(json({ times: 20_000, nodes: 5 })))).toBe('EVALUATION_BUILTIN_TIMED_OUT');
		expect(evaluator.evaluate(json({ times: 3, nodes: 3 }))).toEqual({ paths: 27 });
	});
});

describe('a thread of built-ins', () => {
	test('that outgrows its memory ends, and the next evaluation has a new one', async () => {
		configureToolbox({ baselineOnly: true, memoryLimit: 160 * 1024 * 1024 });
		onTestFinished(() => configureToolbox({ baselineOnly: true }));
		const evaluator = await evaluatorFor('said', { deadlineMs: 60_000, maximumMemoryMib: 1024 });
		const large = json({ x: 'a'.repeat(40_000_000) });
		expect(codeOf(() => evaluator.evaluate(large))).toBe('EVALUATION_BUILTIN_ENDED');
		expect(evaluator.evaluate(json({ x: 'a' }))).toEqual({ x: 'a', length: 1 });
	});

	test('is loaded only where a module asks for a built-in, and does not keep a process alive', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'evaluator-'));
		onTestFinished(() => rm(folder, { recursive: true }));
		await writeFile(join(folder, 'bare.wasm'), await moduleOf('bare := {"x": upper(input.x)}'));
		await writeFile(join(folder, 'full.wasm'), await moduleOf('full := {"x": sprintf("%s!", [input.x])}'));
		const program = `
			import { readFileSync } from 'node:fs';
			import workers from 'node:worker_threads';
			import { syncBuiltinESMExports } from 'node:module';
			let threads = 0;
			workers.Worker = class extends workers.Worker { constructor(...given) { super(...given); threads++; } };
			syncBuiltinESMExports();
			const { configureToolbox, createFullEvaluator } = await import('${new URL('../../dist/index.js', import.meta.url).href}');
			configureToolbox({ baselineOnly: true });
			const made = [];
			for (const name of ['bare', 'full', 'full']) {
				const wasm = readFileSync(process.argv[1] + '/' + name + '.wasm');
				const evaluator = await createFullEvaluator({ wasm, entrypoint: 'a/' + name });
				console.log(threads, evaluator.evaluate(Buffer.from('{"x": "a"}')).x);
				made.push(evaluator);
			}
			// The second of two that share the thread goes on with it, and the last one ends it.
			await made[1].close();
			console.log(threads, made[2].evaluate(Buffer.from('{"x": "b"}')).x);
			await made[2].close();
			const wasm = readFileSync(process.argv[1] + '/full.wasm');
			await createFullEvaluator({ wasm, entrypoint: 'a/full' });
			console.log(threads);`;
		const args = ['--input-type=module', '-e', program, folder];
		const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 });
		expect(stdout.trim().split('\n')).toEqual(['0 A', '1 a!', '1 a!', '1 b!', '2']);
	});

	test('ends with the last evaluator that needs it', async () => {
		const first = await createFullEvaluator({ wasm, entrypoint: 'a/said', now: () => 0 });
		const second = await createFullEvaluator({ wasm, entrypoint: 'a/said', now: () => 0 });
		await first.close();
		await first.close();
		expect(codeOf(() => first.evaluate(json({ x: 'a' })))).toBe('EVALUATION_CLOSED');
		expect(second.evaluate(json({ x: 'a' }))).toEqual({ x: 'a', length: 1 });
		await second.close();
		expect((await evaluatorFor('said')).evaluate(json({ x: 'a' }))).toEqual({ x: 'a', length: 1 });
	});
});

describe('no evaluator is made', () => {
	test('of what is no module of OPA', async () => {
		const bytes = [new Uint8Array(), encoder.encode('not wasm'), Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)];
		for (const given of bytes) {
			expect((await refusalOf({ wasm: given, entrypoint: 'a/b' })).code).toBe('EVALUATION_MODULE_INVALID');
		}
	});

	test('of an entrypoint that is not there; it says which are', async () => {
		const refused = await refusalOf({ wasm, entrypoint: 'a/nothing' });
		expect(refused.code).toBe('EVALUATION_ENTRYPOINT_UNKNOWN');
		expect(refused.message).toContain('a/plain');
	});

	test('of base documents that are none, or too large', async () => {
		const given = { wasm, entrypoint: 'a/plain', now: () => 0 };
		for (const data of [encoder.encode('{"a": 1'), encoder.encode('{} {}'), { half: '\ud800' }]) {
			expect((await refusalOf({ ...given, data })).code).toBe('EVALUATION_DATA_MALFORMED');
		}
		const large = { text: 'x'.repeat(3_000_000) };
		expect((await refusalOf({ ...given, data: large, maximumMemoryMib: 1 })).code).toBe('EVALUATION_MEMORY');
	});

	test.each([
		['http.send({"method": "get", "url": "http://127.0.0.1"})', 'http.send'],
		['net.lookup_ip_addr("localhost")', 'net.lookup_ip_addr'],
		['opa.runtime()', 'opa.runtime'],
		['rand.intn("x", 10)', 'rand.intn'],
	])('of a module that calls %s', async (call, name) => {
		const reaching = await moduleOf(`reaching := {"x": ${call}}`);
		const refused = await refusalOf({ wasm: reaching, entrypoint: 'a/reaching' });
		expect([refused.code, refused.message]).toEqual(['EVALUATION_BUILTIN_REFUSED', expect.stringContaining(name)]);
	});

	test('of a module that asks for the time where none is given', async () => {
		const refused = await refusalOf({ wasm, entrypoint: 'a/plain' });
		expect([refused.code, refused.message]).toEqual([
			'EVALUATION_BUILTIN_REFUSED',
			expect.stringContaining('time.now_ns'),
		]);
	});

	test('of a module that calls what this OPA does not have', async () => {
		const reply = await toolbox.call({ operation: 'about', request: { capabilities: true }, limitMs: 60_000 });
		if (reply.kind === 'refused') throw new Error('unreachable');
		const { capabilities } = reply.result as { capabilities: { builtins: object[] } };
		const decl = { args: [{ type: 'string' }], result: { type: 'string' }, type: 'function' };
		const more = { ...capabilities, builtins: [...capabilities.builtins, { name: 'our.own', decl }] };
		const unknown = await moduleOf('own := {"x": our.own("x")}', { capabilities: more });
		const refused = await refusalOf({ wasm: unknown, entrypoint: 'a/own' });
		expect([refused.code, refused.message]).toEqual(['EVALUATION_BUILTIN_MISSING', expect.stringContaining('our.own')]);
	});

	test('by the compiler of a module that reaches outside', async () => {
		const compiled = await compile({ 'a.rego': 'package a\n\nb := opa.runtime()\n' }, { entrypoints: ['a/b'] });
		expect(compiled).toMatchObject({ kind: 'refused', errors: [{ code: 'rego_refused_builtin' }] });
	});
});

test('the heap is wound back before each evaluation', async () => {
	const evaluator = await evaluatorFor('plain', { maximumMemoryMib: 8 });
	const input = json({ x: 'x'.repeat(500_000) });
	for (let times = 0; times < 30; times++) expect(evaluator.evaluate(input).x).toHaveLength(500_000);
});

test('an instance is used again, and replaced after a failure or when it has grown large', async () => {
	const api = (globalThis as unknown as { WebAssembly: { Instance: new () => object } }).WebAssembly;
	const evaluator = await evaluatorFor('plain', { maximumMemoryMib: 1024 });
	const { Instance } = api;
	let made = 0;
	const counting = new Proxy(Instance, {
		construct(target, args) {
			made++;
			return Reflect.construct(target, args);
		},
	});
	api.Instance = counting;
	onTestFinished(() => {
		api.Instance = Instance;
	});
	const madeAfter = (input: string): number => {
		codeOf(() => evaluator.evaluate(encoder.encode(input)));
		return made;
	};
	// It has no answer, but nothing broke.
	expect([madeAfter('{}'), madeAfter('{"x": 1}')]).toEqual([0, 0]);
	expect([madeAfter('{"x": "\\ud800"}'), madeAfter('{"x": 1}'), madeAfter('{"x": 1}')]).toEqual([0, 1, 1]);
	expect([madeAfter(JSON.stringify({ x: 'x'.repeat(20_000_000) })), madeAfter('{"x": 1}')]).toEqual([1, 2]);
});
