import { type Bundle, createEngine, PortcullisError } from '@portcullis/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bound, bundleOf, creation, each, given, nobody, passing, policy, vm } from './fixtures.js';
import { bare, bundle, decide, otherModule, refusing } from './holes.js';

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
		expect(() => createEngine({ ...bundle, wasm: otherModule })).toThrow(
			expect.objectContaining({ code: 'BUNDLE_INVALID', message: expect.stringContaining('portcullis/decision') }),
		);
	});

	it('an entrypoint without an answer is an error of all policies', async () => {
		const other =
			'package portcullis\n\nimport rego.v1\n\n# METADATA\n# entrypoint: true\ndecision := {} if input.action == "never"\n';
		const undefinedEntrypoint = await bundleOf({ fine: passing('fine') }, { 'entrypoint.rego': other });
		const { decision } = await createEngine(undefinedEntrypoint).decide(
			given([bound('test.fine', { level: 'advisory' })]),
		);
		expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
		expect(decision.violations[0]?.message).toContain('the entrypoint is undefined');
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
