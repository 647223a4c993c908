import type { PolicySource, Problem } from '@portcullis/core';
import { closeToolbox, configureToolbox } from '@portcullis/rego';
import { afterAll, expect, it, vi } from 'vitest';
import { createPolicyTools } from './create-policy-tools.js';

configureToolbox({ baselineOnly: true });
const tools = createPolicyTools();
afterAll(async () => {
	await tools.close();
	await closeToolbox();
});

const metadata = (
	parameters = '{type: object, additionalProperties: false, properties: {most: {type: integer}}}',
) => `# METADATA
# title: t
# description: d
# custom:
#   subject: resource
#   reads: []
#   message: "{resource}"
#   hint: h
#   parameters: ${parameters}
`;

const rules = (condition: string) => `
pass contains address if {
	some binding in input.bound["custom.one"]
	some address in binding.subjects
	${condition}
}

fail contains address if some address in []
`;

/** A policy whose pass holds by the condition. Its package stands in line 10, the condition in line 15. */
const policy = (condition = 'input.resources[address].count <= binding.parameters.most', name = 'custom.one') =>
	`${metadata()}package ${name}\n${rules(condition)}`;

const file = (text: string, path = 'one.rego'): PolicySource => ({ path, text });

async function problems(...sources: readonly PolicySource[]): Promise<readonly Problem[]> {
	const compiled = await tools.compile(sources);
	return compiled.kind === 'ok' ? [] : compiled.problems;
}

const bytes = (input: unknown) => new TextEncoder().encode(JSON.stringify(input));

it('makes a policy out of text that answers under its own id, and nothing of others', async () => {
	const compiled = await tools.compile([file(policy())]);
	if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.problems));
	expect(compiled.value.policies).toMatchObject([{ id: 'custom.one', subjects: ['resource'] }]);
	const isolated = tools.isolate(compiled.value);
	const bound = (most: number) => [{ parameters: { most }, subjects: ['vm/web'] }];
	const input = {
		bound: { 'custom.one': bound(3), 'cost.hourly_limit': bound(3) },
		resources: { 'vm/web': { count: 2 } },
	};
	expect(await isolated.evaluate(bytes(input), 10_000)).toEqual({
		'custom.one': { pass: ['vm/web'], fail: [], skip: [] },
	});
	const again = await tools.compileAgain([file(policy())]);
	expect(again).toMatchObject({ kind: 'ok', value: { digest: compiled.value.digest } });
});

it.each([
	['a policy of everybody', 'policies.quotas.count'],
	['the entrypoint', 'portcullis'],
	['a package of policies', 'policies'],
	['all of custom', 'custom'],
	['a name below its own', 'custom.one.two'],
	['a name that no binding can have', 'custom["One"]'],
	['a library', 'lib.quota'],
])('refuses a file that claims %s, at its line', async (_what, name) => {
	expect(await problems(file(policy('true', name)))).toMatchObject([
		{
			file: 'one.rego',
			line: 10,
			message: expect.stringContaining("is not a tenant's to define"),
			received: `package ${name}`,
		},
	]);
});

it('is not fooled by how a package is written', async () => {
	const sly = policy('true', 'policies["quotas"].count');
	const [found] = await problems(file(`# package custom.one\n${sly}`));
	expect(found).toMatchObject({ file: 'one.rego', message: expect.stringContaining('package policies.quotas.count') });
});

it('refuses more than one policy, none at all, and tests of another', async () => {
	const two = [file(policy()), file(policy('true', 'custom.two'), 'two.rego')];
	expect(await problems(...two)).toMatchObject([
		{ message: expect.stringContaining('several policies: custom.one, custom.two') },
	]);
	expect(await problems(file('package custom.one\n\nx := 1\n'))).toMatchObject([
		{ message: expect.stringContaining('METADATA') },
	]);
	const test = 'package custom.two_test\n\ntest_x if true\n';
	expect(await problems(file(policy()), file(test, 'two_test.rego'))).toMatchObject([
		{ file: 'two_test.rego', line: 1, message: expect.stringContaining('custom.one_test') },
	]);
	expect(await problems(file(policy()), file(test, 'two.rego'))).toMatchObject([{ file: 'two.rego', line: 1 }]);
	expect(await problems(file(test, 'two_test.rego'))).toMatchObject([
		{ message: expect.stringContaining('no policy') },
	]);
	expect(await problems(file(''))).toMatchObject([{ file: 'one.rego' }]);
});

it('refuses mistyped fields and parameters, faults of syntax, and what OPA is strict about, with line and text', async () => {
	const received = 'input.resources[address].cuont <= 1';
	expect(await problems(file(policy(received)))).toMatchObject([
		{ file: 'one.rego', line: 15, received, message: expect.stringContaining('cuont') },
	]);
	expect(await problems(file(policy('binding.parameters.mots > 1')))).toMatchObject([{ line: 15 }]);
	expect(await problems(file(policy('unused := 1')))).toMatchObject([{ line: 15 }]);
	expect(await problems(file(policy('1 ==')))).toMatchObject([
		{ line: expect.any(Number), message: expect.stringContaining('rego_parse_error') },
	]);
});

it.each([
	['http.send({"method": "get", "url": "http://localhost"}).status_code == 200', 'http.send reaches outside'],
	['opa.runtime().env', 'opa.runtime reaches outside'],
	['rand.intn("x", 2) == 1', 'rand.intn reaches outside'],
	['net.lookup_ip_addr("localhost")', 'net.lookup_ip_addr reaches outside'],
	['time.now_ns() > 0', 'calls time.now_ns'],
	['custom.unknown(1)', 'undefined function custom.unknown'],
	['data.policies.quotas.count.pass[address]', 'reads data.policies.quotas.count.pass'],
	['data.portcullis.decision', 'reads data.portcullis.decision'],
	['data.lib.quota', 'reads data.lib.quota'],
])('refuses %s', async (condition, words) => {
	expect(await problems(file(policy(condition)))).toMatchObject([
		{ file: 'one.rego', line: 15, message: expect.stringContaining(words) },
	]);
});

it('refuses parameters whose check could hold up everybody, and takes fields of such names', async () => {
	const with_ = (parameters: string) => file(`${metadata(parameters)}package custom.one\n${rules('true')}`);
	const schema = (below: string) => `{type: object, additionalProperties: false, properties: {${below}}}`;
	for (const below of [
		'a: {type: string, pattern: "(a+)+$"}',
		'a: {type: array, items: {pattern: x}}',
		'a: {$ref: "#"}',
	]) {
		expect(await problems(with_(schema(below)))).toMatchObject([{ path: ['custom', 'parameters'] }]);
	}
	expect(await problems(with_(schema('pattern: {type: string}, $ref: {type: string}')))).toEqual([]);
});

it("runs the policy's own tests, and stops at the first that does not end", async () => {
	const tests = (body: string) => file(`package custom.one_test\n\nimport data.custom.one\n\n${body}`, 'one_test.rego');
	expect(await tools.test([file(policy())])).toMatchObject({ kind: 'ok', value: { ran: 0, failed: [] } });
	const asked =
		'with input as {"bound": {"custom.one": [{"parameters": {"most": 1}, "subjects": ["vm/a"]}]}, "resources": {"vm/a": {"count": 1}}}';
	const good = tests(`test_passes if one.pass == {"vm/a"} ${asked}\n`);
	expect(await tools.test([file(policy()), good])).toMatchObject({ value: { ran: 1, failed: [] } });
	const bad = tests(`test_passes if {\n\tone.pass == set() ${asked}\n}\n`);
	expect(await tools.test([file(policy()), bad])).toMatchObject({
		value: {
			ran: 1,
			failed: [{ file: 'one_test.rego', line: 6, message: expect.stringContaining('test_passes: fails at') }],
		},
	});
	const endless = tests(
		'test_endless if count([1 | some i in numbers.range(1, 100000); some j in numbers.range(1, 100000); i < j]) > 0\n\ntest_later if true\n',
	);
	expect(await tools.test([file(policy()), endless])).toMatchObject({
		value: { failed: [{ line: 5, message: expect.stringContaining('test_endless: the test took longer than') }] },
	});
});

it('holds few threads, however many policies are asked', async () => {
	const few = createPolicyTools({ mostThreads: 2 });
	const compiled = await few.compile([file(policy())]);
	if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.problems));
	const { value } = compiled;
	const isolated = [0, 1, 2, 3].map(() => few.isolate(value));
	const threads = () =>
		(process.report.getReport() as unknown as { readonly workers: readonly unknown[] }).workers.length;
	const before = threads();
	for (const each of [...isolated, ...isolated]) {
		expect(await each.evaluate(bytes({ bound: {} }), 10_000)).toEqual({});
	}
	await vi.waitFor(() => expect(threads()).toBe(before + 2));
	await few.close();
	expect(threads()).toBe(before);
});
