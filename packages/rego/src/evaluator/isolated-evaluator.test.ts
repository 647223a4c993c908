import { afterAll, expect, it } from 'vitest';
import { compile } from '../compile.js';
import { closeToolbox, configureToolbox } from '../toolbox/shared-toolbox.js';
import { createIsolatedEvaluator, type IsolatedEvaluatorOptions } from './isolated-evaluator.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

async function isolated(rules: string, options: Partial<IsolatedEvaluatorOptions> = {}) {
	const compiled = await compile({ 'a.rego': `package a\n\n${rules}\n` }, { entrypoints: ['a/b'] });
	if (compiled.kind === 'refused') throw new Error(compiled.errors[0]?.message);
	return createIsolatedEvaluator({ wasm: compiled.wasm, entrypoint: 'a/b', ...options });
}

const bytes = (input: unknown) => new TextEncoder().encode(JSON.stringify(input));

const squares = 'count([1 | some i in numbers.range(1, input.n); some j in numbers.range(1, input.n); i < j])';

it('answers as the full evaluator does, one after the other, and again after it was released', async () => {
	const evaluator = await isolated('b := {"twice": input.n * 2, "set": {input.n}}');
	const all = [1, 2, 3].map((n) => evaluator.evaluate(bytes({ n }), 5_000));
	expect(await Promise.all(all)).toEqual([1, 2, 3].map((n) => ({ twice: 2 * n, set: [n] })));
	await evaluator.release();
	expect(await evaluator.evaluate(bytes({ n: 4 }), 5_000)).toEqual({ twice: 8, set: [4] });
	await evaluator.release();
});

it("has OPA's own built-ins, and what they write", async () => {
	const evaluator = await isolated('b := {"text": sprintf("%v", [input.list]), "bytes": units.parse_bytes("1KiB")}');
	expect(await evaluator.evaluate(bytes({ list: [1, 'a'] }), 5_000)).toEqual({ text: '[1, "a"]', bytes: 1024 });
	await evaluator.release();
});

// One that takes no memory while it loops, unlike a walk over a list: the deadline is to end it, and nothing else.
const circles = `count({1 |
	all := {i | some i in numbers.range(1, input.n)}
	some i in all
	some j in all
	some k in all
	i < j
	j < k
	k < i
})`;

it('ends one that loops at its deadline, while this thread goes on, and the next one works', async () => {
	const evaluator = await isolated(`b := {"count": ${circles}}`);
	let ticks = 0;
	const ticking = setInterval(() => ticks++, 5);
	const began = performance.now();
	const looping = evaluator.evaluate(bytes({ n: 3_000 }), 200);
	const next = evaluator.evaluate(bytes({ n: 3 }), 5_000);
	await expect(looping).rejects.toMatchObject({
		code: 'EVALUATION_TIMED_OUT',
		message: 'it did not end within its deadline of 200 ms',
	});
	clearInterval(ticking);
	expect(performance.now() - began).toBeGreaterThan(195);
	expect(ticks).toBeGreaterThan(5);
	expect(await next).toEqual({ count: 0 });
	await evaluator.release();
});

it('does not take its own slowness for that of the module', async () => {
	const evaluator = await isolated(`b := {"count": ${squares}}`);
	await evaluator.evaluate(bytes({ n: 1 }), 5_000);
	const answering = evaluator.evaluate(bytes({ n: 250 }), 400);
	// It has heard that the module began, and hears nothing more until its deadline has passed; timers come first then.
	await new Promise((done) => setTimeout(() => setImmediate(done), 10));
	const until = performance.now() + 700;
	while (performance.now() < until);
	expect(await answering).toEqual({ count: 31_125 });
	await evaluator.release();
});

it('refuses what takes too much memory, answers too much, or gives up, each with its code', async () => {
	const greedy = await isolated('b := {"n": count(numbers.range(1, input.n))}', { maximumMemoryMib: 8 });
	await expect(greedy.evaluate(bytes({ n: 10_000_000 }), 5_000)).rejects.toMatchObject({ code: 'EVALUATION_MEMORY' });
	expect(await greedy.evaluate(bytes({ n: 10 }), 5_000)).toEqual({ n: 10 });
	const wordy = await isolated('b := {"list": numbers.range(1, input.n)}', { maximumAnswerBytes: 1000 });
	await expect(wordy.evaluate(bytes({ n: 1000 }), 5_000)).rejects.toMatchObject({ code: 'EVALUATION_ANSWER_TOO_LONG' });
	const torn = await isolated('b := {"n": 1} if input.n\n\nb := {"n": 2} if input.n');
	await expect(torn.evaluate(bytes({ n: 1 }), 5_000)).rejects.toMatchObject({ code: 'EVALUATION_CONFLICT' });
	const broken = createIsolatedEvaluator({ wasm: new Uint8Array([0]), entrypoint: 'a/b' });
	await expect(broken.evaluate(bytes({}), 5_000)).rejects.toMatchObject({ code: 'EVALUATION_MODULE_INVALID' });
	for (const evaluator of [greedy, wordy, torn, broken]) await evaluator.release();
});

it('gives up a thread that is not ready in time', async () => {
	const evaluator = await isolated('b := {"n": 1}', { startLimitMs: 1 });
	await expect(evaluator.evaluate(bytes({}), 5_000)).rejects.toMatchObject({ code: 'EVALUATION_NOT_STARTED' });
});
