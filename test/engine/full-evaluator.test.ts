import {
	type Bundle,
	canonicalJson,
	createEngine,
	type DecideInput,
	type Engine,
	type Evaluator,
	vmSchema,
} from '@portcullis/core';
import { defaultBindings, defaultBundle, openEngine } from '@portcullis/policies';
import { compile, createFullEvaluator, type FullEvaluator } from '@portcullis/rego';
import fc from 'fast-check';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { vm as requested, type World, wants, world } from '../end-to-end/world.js';
import {
	assessmentOf,
	bound,
	bundleOf,
	creation,
	each,
	given,
	nobody,
	passing,
	policy,
	priced,
	unpriced,
	vm,
} from './fixtures.js';
import { bareOf } from './holes.js';

const bundle = await defaultBundle();
const entrypoint = 'portcullis/decision';
const npm = bareOf(Uint8Array.from(bundle.wasm));
const full = await createFullEvaluator({ wasm: bundle.wasm, entrypoint });
afterAll(() => full.close());

describe('on every input of the default policies the full evaluator answers as the npm evaluator does:', () => {
	/** Evaluates by both, and remembers how often. */
	function comparing(): { readonly evaluator: Evaluator; compared(): number } {
		let compared = 0;
		return {
			compared: () => compared,
			evaluator: {
				evaluate(input) {
					const mine = full.evaluate(input);
					const theirs = npm.evaluate(JSON.parse(new TextDecoder().decode(input)), entrypoint);
					expect(canonicalJson([{ result: mine }])).toBe(canonicalJson(theirs));
					compared++;
					return mine;
				},
			},
		};
	}

	/** An engine with both, whose decisions are those of an engine without. */
	function twofold(): Engine & { compared(): number } {
		const { evaluator, compared } = comparing();
		const both = createEngine(bundle, { evaluator });
		const alone = createEngine(bundle);
		return {
			...both,
			compared,
			async decide(input) {
				const decided = await both.decide(input);
				expect(decided).toEqual(await alone.decide(input));
				return decided;
			},
		};
	}

	/** What people do with a project: what fits, what does not, changes, deletions; with more rights and with fewer. */
	async function live(made: World, size: string, larger: string): Promise<void> {
		const { gate, ada, actor } = made;
		const makers = [
			ada,
			await actor('mia', { role: 'CloudUser' }),
			await actor('tim', { role: 'CloudUser', max_vm_size: 'micro' }),
		];
		for (const [index, maker] of makers.entries()) {
			const name = `web${index}`;
			const many = { kind: 'vm', name: 'many', size, count: 40, public_ip: true, tags: { owner: 'mia' } };
			const large = { kind: 'vm', name: 'large', size: larger, disk: { size_gib: 4_000, type: 'ssd' } };
			await gate.preview(maker, [wants(requested(name, { size })), wants(many), wants(large), wants(many, large)]);
			const requests = [
				wants(many, requested(name, { size })),
				wants(requested(name, { size })),
				{ action: 'modify', project: 'shop', resources: [requested(name, { size: larger, count: 2 })] },
				{ action: 'delete', project: 'shop', resources: [{ kind: 'vm', name }] },
			];
			for (const request of requests) {
				const asked = await gate.request(maker, request);
				if (asked.kind !== 'ok' || asked.value.kind !== 'session') continue;
				const { session } = asked.value.view;
				await gate.approve(ada, session.id, session.subject_digest);
			}
		}
	}

	it.each([
		['gcp', 'us-central1', 'e2-small', 'e2-standard-8'],
		['aws', 'us-east-1', 't3.small', 'm5.2xlarge'],
	] as const)('requests, approvals, changes and deletions on %s', async (provider, region, size, larger) => {
		const engine = twofold();
		await live(await world({ engine }, { provider, region }), size, larger);
		expect(engine.compared()).toBeGreaterThan(20);
	});

	it('400 deployments that were made up', async () => {
		const engine = twofold();
		const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
		const text = fc.stringMatching(/^[a-zäßжN0-9 _.:/=+@-]{0,8}$/);
		const machine = fc.record({
			name,
			size: fc.constantFrom('e2-small', 'e2-medium', 'e2-standard-8', 'n1-standard-1'),
			count: fc.integer({ min: 1, max: 20 }),
			region: fc.constantFrom('us-central1', 'europe-west1', 'us-east1'),
			public_ip: fc.boolean(),
			deletion_protection: fc.boolean(),
			tags: fc.dictionary(name, text, { maxKeys: 3 }),
			disk: fc.record({
				size_gib: fc.integer({ min: 10, max: 4_000 }),
				type: fc.constantFrom('standard', 'balanced', 'ssd'),
			}),
		});
		const inputs = fc.record({
			machines: fc.uniqueArray(machine, { minLength: 1, maxLength: 6, selector: (made) => made.name }),
			hourly: fc.integer({ min: 0, max: 50_000_000 }),
			known: fc.boolean(),
			held: fc.subarray([...defaultBindings], { minLength: 1 }),
			used: fc.integer({ min: 0, max: 12 }),
		});
		const asked = fc.asyncProperty(inputs, async ({ machines, hourly, known, held, used }) => {
			const deployment = creation(...machines.map((made) => vmSchema.parse({ kind: 'vm', ...made })));
			const input = given(
				held.map(({ policy: id, level, parameters = {} }) => bound(id, { level, parameters })),
				{ deployment, assessment: assessmentOf(deployment, known ? [priced(hourly)] : [priced(hourly), unpriced]) },
			);
			const quotas = input.facts.quotas.map((quota) => ({ ...quota, used }));
			const { decision } = await engine.decide({ ...input, facts: { ...input.facts, quotas } });
			expect(decision.code).not.toBe('INPUT_INVALID');
		});
		await fc.assert(asked, { numRuns: 400, seed: 4 });
		expect(engine.compared()).toBeGreaterThanOrEqual(400);
	});
});

/** Policies that need what WebAssembly lacks, or what the npm evaluator answers otherwise than OPA. */
const needing = await bundleOf({
	fine: passing('fine'),
	hours: policy(
		'hours',
		`pass contains subject if {
	${each('hours')}
	later := time.add_date(input.now * 1000000, 0, 1, 0)
	[2026, 12, 24] == time.date(later)
}

${nobody('fail')}`,
	),
	image: policy(
		'image',
		`pass contains subject if {
	${each('image')}
	semver.compare(input.resources[subject].tags.release, "1.10.0") >= 0
}

fail contains {"resource": subject, "path": ["tags", "release"], "expected": "1.10.0", "received": release} if {
	${each('image')}
	release := input.resources[subject].tags.release
	semver.compare(release, "1.10.0") < 0
}
`,
	),
	addresses: policy(
		'addresses',
		`pass contains subject if {
	${each('addresses')}
	net.cidr_merge(["10.0.0.0/9", "10.128.0.0/9"]) == {"10.0.0.0/8"}
	units.parse_bytes("10KiB") == 10240
	regex.split("(?i)x", "aXb") == ["a", "b"]
	yaml.unmarshal("a: [1, true]") == {"a": [1, true]}
	sprintf("%v %q", [{"a": {1}}, "b"]) == "{\\"a\\": {1}} \\"b\\""
}

${nobody('fail')}`,
	),
	slow: policy(
		'slow',
		`pass contains subject if {
	${each('slow')}
	nodes := numbers.range(1, 14)
	count(graph.reachable_paths({n: nodes | some n in nodes}, {1})) > 0
}

${nobody('fail')}`,
	),
});

const tagged = (release: string, ...policies: readonly string[]): DecideInput =>
	given(
		policies.map((name) => bound(`test.${name}`)),
		{ deployment: creation(vm('web', { tags: { release } })) },
	);

async function open(...parameters: Parameters<typeof openEngine>) {
	const engine = await openEngine(...parameters);
	onTestFinished(() => engine.close());
	return engine;
}

describe('a bundle that calls more built-ins than the npm evaluator has', () => {
	it('is decided by OPA, with violations and digests as ever', async () => {
		const engine = await open(needing);
		const { decision } = await engine.decide(tagged('1.10.1', 'hours', 'image', 'addresses', 'fine'));
		expect(decision).toMatchObject({ answer: 'allow', code: 'ALLOWED', bundle_digest: needing.digest });
		const old = await engine.decide(tagged('1.9.0', 'hours', 'image', 'addresses', 'fine'));
		expect(old.decision).toMatchObject({ answer: 'deny', code: 'POLICY_VIOLATION' });
		expect(old.decision.violations).toMatchObject([{ policy: 'test.image', received: '1.9.0', expected: '1.10.0' }]);
		expect(old.decision.input_digest).not.toBe(decision.input_digest);
	});

	it('fails closed where a built-in fails or takes too long, names the policy, and decides the next one', async () => {
		const engine = await open(needing);
		const unread = await engine.decide(tagged('not a version', 'image', 'fine'));
		expect(unread.decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
		expect(unread.decision.violations.map(({ policy: id }) => id)).toEqual(['test.image']);
		const hasty = await createFullEvaluator({ wasm: needing.wasm, entrypoint, deadlineMs: 3_000 });
		onTestFinished(() => hasty.close());
		const limited = createEngine(needing, { evaluator: hasty });
		const { decision } = await limited.decide(tagged('1.10.0', 'slow', 'image', 'fine'));
		expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
		expect(decision.violations.map(({ policy: id }) => id)).toEqual(['test.slow']);
		expect(decision.violations[0]?.message).toContain('before the deadline');
		expect((await limited.decide(tagged('1.10.0', 'image', 'fine'))).decision.answer).toBe('allow');
	});

	it('is refused by the npm evaluator, and by both where it asks for what no decision may', async () => {
		const refused = { code: 'BUNDLE_BUILTIN_MISSING', message: expect.stringContaining('semver.compare') };
		expect(() => createEngine(needing)).toThrow(expect.objectContaining(refused));
		const wasm = await clockModule();
		await expect(openEngine({ ...needing, wasm })).rejects.toMatchObject({ code: 'BUNDLE_BUILTIN_MISSING' });
		const damaged = { ...needing, wasm: needing.wasm.slice(0, 1_000) };
		await expect(openEngine(damaged)).rejects.toMatchObject({ code: 'BUNDLE_INVALID' });
		await expect(openEngine({ ...needing, digest: 'none' })).rejects.toMatchObject({ code: 'BUNDLE_INVALID' });
		await expect(openEngine(null as unknown as Bundle)).rejects.toMatchObject({ code: 'BUNDLE_INVALID' });
	});

	it('the module is asked what it needs, and not the bundle', async () => {
		const engine = await open({ ...needing, builtins: [] });
		expect((await engine.decide(tagged('1.10.0', 'addresses'))).decision.answer).toBe('allow');
	});
});

describe('an evaluator that is handed in', () => {
	const answers: readonly (readonly [what: string, evaluate: unknown])[] = [
		[
			'throws',
			() => {
				throw new Error('no');
			},
		],
		[
			'throws what is no error',
			() => {
				throw { message: 1 };
			},
		],
		['answers nothing', () => undefined],
		['answers an empty document', () => ({})],
		['answers a promise', async () => ({ 'cost.hourly_limit': { pass: ['vm/web'], fail: [] } })],
		['answers a list', () => []],
	];
	it.each(answers)('that %s leads to a denial', async (_, evaluate) => {
		const evaluator = { evaluate } as FullEvaluator;
		const engine = createEngine(bundle, { evaluator });
		const { decision } = await engine.decide(
			given([bound('cost.hourly_limit', { parameters: { max_hourly_micros: 1 } })]),
		);
		expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
	});
});

/** A module of the right entrypoint that asks for the time; `compileBundle` would refuse it. */
async function clockModule(): Promise<Uint8Array> {
	const text = 'package portcullis\n\ndecision := {"now": time.now_ns()}\n';
	const compiled = await compile({ 'clock.rego': text }, { entrypoints: [entrypoint] });
	if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.errors));
	return compiled.wasm;
}
