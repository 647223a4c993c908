import { readdir, readFile } from 'node:fs/promises';
import * as opaModule from '@open-policy-agent/opa-wasm';
import { canonicalJson } from '@portcullis/core';
import { defaultBundle } from '@portcullis/policies';
import { closeToolbox, configureToolbox, evaluateEach, test } from '@portcullis/rego';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { arbitraryInput } from './arbitrary-input.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

const rego = new URL('../../rego/', import.meta.url);
const paths = (await readdir(rego, { recursive: true })).filter((path) => path.endsWith('.rego')).sort();
const sources = await Promise.all(
	paths.map(async (path) => ({ path, text: await readFile(new URL(path, rego), 'utf8') })),
);
const policies = sources.filter(({ path }) => !path.endsWith('_test.rego'));
const bundle = await defaultBundle();

/** What the entrypoint answers; OPA's sets have no order. */
function ordered(document: unknown): string {
	return canonicalJson(
		JSON.parse(JSON.stringify(document), (_, value: unknown) =>
			Array.isArray(value)
				? value
						.map((item) => [canonicalJson(item), item] as const)
						.sort(([a], [b]) => (a < b ? -1 : 1))
						.map(([, item]) => item)
				: value,
		),
	);
}

/** By the module, through the evaluator of the npm package. */
async function byModule(inputs: readonly unknown[]): Promise<string[]> {
	const opa = (opaModule as unknown as { readonly default: typeof opaModule }).default;
	const policy = await opa.loadPolicy(Uint8Array.from(bundle.wasm).buffer);
	return inputs.map((input) => {
		const [first] = policy.evaluate(input as object, 'portcullis/decision') as { readonly result: unknown }[];
		return ordered(first?.result);
	});
}

/** By OPA's interpreter, from the sources. */
async function byInterpreter(inputs: readonly unknown[]): Promise<string[]> {
	const answer = await evaluateEach('data.portcullis.decision', inputs, { sources: policies });
	if (answer.kind === 'refused') throw new Error(JSON.stringify(answer.errors));
	return answer.evaluations.map((evaluation) => {
		if (evaluation.kind === 'refused') throw new Error(JSON.stringify(evaluation.errors));
		return ordered(evaluation.rows[0]?.expressions[0]?.value);
	});
}

/**
 * The inputs that the policies' own tests decide on. Each policy is given one more rule for each of its sets, which
 * writes down the input and answers nothing.
 */
async function testedInputs(): Promise<unknown[]> {
	const note = (set: string) => `\n${set} contains "" if {\n\tprint(json.marshal(input))\n\tfalse\n}\n`;
	const noting = sources.map(({ path, text }) => {
		const isPolicy = /^package policies\./m.test(text) && !path.endsWith('_test.rego');
		return { path, text: isPolicy ? `${text}${note('pass')}${note('fail')}` : text };
	});
	const report = await test(noting);
	if (report.kind === 'refused' || !report.passed) throw new Error(JSON.stringify(report));
	const lines = report.tests.flatMap(({ prints }) => prints.split('\n').filter((line) => line.startsWith('{')));
	return [...new Set(lines)].map((line) => JSON.parse(line) as unknown);
}

/** The answers, which must be the same in both ways. */
async function agreed(inputs: readonly unknown[]): Promise<string[]> {
	const [module, interpreter] = [await byModule(inputs), await byInterpreter(inputs)];
	const other = module.findIndex((answer, index) => answer !== interpreter[index]);
	if (other !== -1)
		expect({ input: inputs[other], module: module[other] }).toEqual({ interpreter: interpreter[other] });
	expect(interpreter).toHaveLength(inputs.length);
	return module;
}

describe('by WebAssembly and by the interpreter of OPA the default policies answer alike', () => {
	it('on every input of their own tests', async () => {
		const inputs = await testedInputs();
		expect(inputs.length).toBeGreaterThan(bundle.policies.length * 5);
		await agreed(inputs);
	});

	it('on 500 generated inputs, in which most policies pass something and fail something', async () => {
		const inputs = fc.sample(arbitraryInput(bundle.policies), { numRuns: 500, seed: 20_261_124 });
		const answers = await agreed(inputs);
		const seen = new Set<string>();
		for (const answer of answers) {
			for (const [id, sets] of Object.entries(JSON.parse(answer) as Record<string, Record<string, unknown[]>>)) {
				for (const [set, members] of Object.entries(sets)) if (members.length > 0) seen.add(`${id} ${set}`);
			}
		}
		const wanted = bundle.policies.flatMap(({ id }) => [`${id} pass`, `${id} fail`]);
		// What few inputs come to by chance, the policies' own tests come to.
		expect(wanted.filter((each) => seen.has(each)).length / wanted.length).toBeGreaterThan(0.9);
	});
});
