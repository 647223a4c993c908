import { afterAll, describe, expect, test } from 'vitest';
import { type Compiled, compile, digestSources } from './compile.js';
import type { Refused } from './rego-error.js';
import { closeToolbox, configureToolbox } from './toolbox/shared-toolbox.js';

const entrypoint = `package portcullis

decision[id] := {"pass": pass, "fail": fail} if {
	some id, _ in input.bound
	[category, name] := split(id, ".")
	pass := data.policies[category][name].pass
	fail := data.policies[category][name].fail
}
`;

const policy = `# METADATA
# title: Hourly cost limit
# description: A resource may not cost more an hour than the binding allows.
# custom:
#   subject: resource
#   reads: [cost]
#   kinds: [vm]
#   message: "{resource} costs {received}"
#   hint: "Choose a smaller size"
#   owner: finance
#   parameters:
#     type: object
#     properties: {max: {type: integer}}
package policies.cost.hourly_limit

pass contains address if {
	some binding in input.bound["cost.hourly_limit"]
	some address in binding.subjects
	input.resources[address].cost <= binding.parameters.max
}

fail contains address if {
	some binding in input.bound["cost.hourly_limit"]
	some address in binding.subjects
	input.resources[address].cost > binding.parameters.max
}
`;

const sources = { 'rego/entrypoint.rego': entrypoint, 'rego/cost/hourly_limit/hourly_limit.rego': policy };
const options = { entrypoints: ['portcullis/decision'] };

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

async function compiled(...parameters: Parameters<typeof compile>): Promise<Compiled> {
	const result = await compile(...parameters);
	if (result.kind === 'refused') throw new Error(JSON.stringify(result.errors));
	return result;
}

async function refused(...parameters: Parameters<typeof compile>): Promise<Refused['errors']> {
	const result = await compile(...parameters);
	if (result.kind === 'compiled') throw new Error('compiled');
	return result.errors;
}

/** One rule in a package of its own. */
function rule(text: string): Record<string, string> {
	return { 'a.rego': `package a\n\n${text}\n` };
}

describe('a module', () => {
	test('is WebAssembly with what its METADATA says, so that no source is needed beside it', async () => {
		const result = await compiled(sources, options);
		expect([...result.wasm.subarray(0, 4)]).toEqual([0, 97, 115, 109]);
		expect(result.opaVersion).toBe('1.22.2');
		expect(result.entrypoints).toEqual(['portcullis/decision']);
		expect(result.policies).toEqual([
			{
				id: 'cost.hourly_limit',
				package: 'policies.cost.hourly_limit',
				file: 'rego/cost/hourly_limit/hourly_limit.rego',
				title: 'Hourly cost limit',
				description: 'A resource may not cost more an hour than the binding allows.',
				subject: 'resource',
				reads: ['cost'],
				kinds: ['vm'],
				message: '{resource} costs {received}',
				hint: 'Choose a smaller size',
				parameters: { type: 'object', properties: { max: { type: 'integer' } } },
				custom: expect.objectContaining({ owner: 'finance' }),
			},
		]);
	});

	test('is the same to the byte whatever the order of the sources', async () => {
		const forwards = await compiled(sources, options);
		const backwards = await compiled(Object.fromEntries(Object.entries(sources).reverse()), options);
		const listed = Object.entries(sources).map(([path, text]) => ({ path, text }));
		const list = await compiled(listed, options);
		expect(Buffer.from(backwards.wasm).equals(forwards.wasm)).toBe(true);
		expect(Buffer.from(list.wasm).equals(forwards.wasm)).toBe(true);
		expect([backwards.digest, list.digest]).toEqual([forwards.digest, forwards.digest]);
	});

	test('leaves tests out', async () => {
		const withTests = { ...sources, 'rego/x_test.rego': 'package x_test\n\ntest_x if http.send({}).y' };
		expect((await compiled(withTests, options)).digest).toBe((await compiled(sources, options)).digest);
	});

	test('has a digest that is known without compiling and changes with text, path and entrypoint', async () => {
		const { digest } = await compiled(sources, options);
		expect(digestSources(sources, options)).toBe(digest);
		expect(digestSources({ ...sources, 'b.rego': '' }, options)).not.toBe(digest);
		expect(digestSources({ 'a.rego': entrypoint, 'b.rego': policy }, options)).not.toBe(digest);
		expect(digestSources(sources, { entrypoints: ['portcullis/other'] })).not.toBe(digest);
	});

	test("takes a tenant's own policies from custom.* under either root", async () => {
		const metadata = '# METADATA\n# title: t\n';
		const { policies } = await compiled(
			{
				'a.rego': `${metadata}package policies.custom.names\n\npass := set()\n`,
				'b.rego': `${metadata}package custom.tags\n\npass := set()\n`,
				'c.rego': `${metadata}package portcullis\n\ndecision := 1\n`,
			},
			options,
		);
		expect(policies.map(({ id }) => id)).toEqual(['custom.names', 'custom.tags']);
	});

	test('refuses what answers as a policy does and has no METADATA, which no binding would ever reach', async () => {
		const errorsWith = (text: string) => refused({ ...sources, 'silent.rego': text }, options);
		const silent = 'import rego.v1\n\nfail contains x if some x in []\n';
		const error = {
			code: 'rego_metadata_error',
			file: 'silent.rego',
			message: expect.stringContaining('has no METADATA'),
		};
		expect(await errorsWith(`package policies.security.silent\n\n${silent}`)).toMatchObject([{ ...error, row: 1 }]);
		const displaced = `package policies.security.silent\n\n# METADATA\n# title: t\npass := set()\n`;
		expect(await errorsWith(displaced)).toMatchObject([error]);
		const others = {
			'sizes.rego': 'package policies.security.sizes\n\npass(x) := x\n',
			'elsewhere.rego': `package elsewhere\n\n${silent}`,
		};
		expect((await compiled({ ...sources, ...others }, options)).policies).toHaveLength(1);
	});
});

describe('the built-ins of a module', () => {
	test('are those that it asks its host for, with every place, and no others', async () => {
		const { builtins, clock } = await compiled(
			rule('x := sprintf("%d", [count(input.a)])\n\ny := sprintf("", [])\n\nz if time.now_ns() > 1'),
			{ entrypoints: ['a/x', 'a/y', 'a/z'] },
		);
		expect(builtins).toEqual([
			{
				name: 'sprintf',
				at: [
					{ file: 'a.rego', row: 3, column: 6 },
					{ file: 'a.rego', row: 5, column: 6 },
				],
			},
			{ name: 'time.now_ns', at: [{ file: 'a.rego', row: 7, column: 6 }] },
		]);
		expect(clock).toEqual([{ file: 'a.rego', row: 7, column: 6 }]);
	});

	test.each(['http.send({})', 'net.lookup_ip_addr("a")', 'opa.runtime()', 'rand.intn("a", 2)'])(
		'may not reach outside: %s is refused with its place',
		async (call) => {
			const errors = await refused(rule(`x := y if y := ${call}`), { entrypoints: ['a/x'] });
			expect(errors).toEqual([
				expect.objectContaining({ code: 'rego_refused_builtin', file: 'a.rego', row: 3, column: 16 }),
			]);
			expect(errors[0]?.message).toContain('reaches outside');
		},
	);

	test('may not be smuggled in as the value of a `with`, nor by a rule that no entrypoint reaches', async () => {
		const smuggled = rule('f(x) := x\n\nx := 1\n\ny if f({}) with f as http.send');
		expect(await refused(smuggled, { entrypoints: ['a/x'] })).toEqual([
			expect.objectContaining({ code: 'rego_refused_builtin', file: 'a.rego', row: 7, column: 22 }),
		]);
	});
});

describe('the data of a module', () => {
	const use = async (text: string): Promise<string[]> => {
		const { data } = await compiled(
			{ ...rule(`import data.lib.limits as l\n\n${text}`), 'lib.rego': 'package lib\n\nknown := {"part": input.x}\n' },
			{ entrypoints: ['a/x'] },
		);
		return data.map(({ path }) => path.join('.'));
	};

	test('are the documents that no rule defines, found through imports', async () => {
		expect(await use('x := data.prices.gcp[input.size]\n\ny := l[0]\n\nz := data.lib.known.part')).toEqual([
			'lib.limits',
			'prices.gcp',
		]);
	});

	test("do not include what rules may answer: the entrypoint's dynamic reference", async () => {
		expect((await compiled(sources, options)).data).toEqual([]);
	});

	test('do not include what `with` only replaces', async () => {
		expect(await use('x if { true with data.mocked as 2 }')).toEqual([]);
	});

	test('do not include a local variable of the same name', async () => {
		expect(await use('x := y if { prices := {"gcp": 1}; y := prices.gcp }')).toEqual([]);
	});

	test('have the places that read them', async () => {
		const { data } = await compiled(rule('x := data.prices.gcp'), { entrypoints: ['a/x'] });
		expect(data).toEqual([{ path: ['prices', 'gcp'], at: [{ file: 'a.rego', row: 3, column: 6 }] }]);
	});
});

describe('bad sources', () => {
	test('get the place, the line and the code and text of OPA for a syntax error', async () => {
		expect(await refused(rule('x := {'), { entrypoints: ['a/x'] })).toContainEqual(
			expect.objectContaining({
				file: 'a.rego',
				row: 4,
				code: 'rego_parse_error',
				message: expect.stringContaining('eof'),
			}),
		);
		expect(await refused(rule('x := y'), { entrypoints: ['a/x'] })).toEqual([
			{ file: 'a.rego', row: 3, column: 6, code: 'rego_unsafe_var_error', message: 'var y is unsafe', line: 'x := y' },
		]);
	});

	test('get all their errors at once, in the order of files and lines', async () => {
		const unsafe = Array.from({ length: 12 }, (_, index) => `x${index} := y${index}`).join('\n');
		const errors = await refused(
			{ 'b.rego': `package b\n${unsafe}`, 'a.rego': `package a\n${unsafe}` },
			{ entrypoints: ['a/x0'] },
		);
		expect(errors).toHaveLength(24);
		expect(errors.map(({ file, row }) => `${file}:${row}`)).toEqual(
			['a', 'b'].flatMap((name) => Array.from({ length: 12 }, (_, index) => `${name}.rego:${index + 2}`)),
		);
	});

	test('are refused for a recursive rule, naming the circle', async () => {
		const errors = await refused(rule('x := y\n\ny := x'), { entrypoints: ['a/x'] });
		expect(errors[0]).toMatchObject({
			code: 'rego_recursion_error',
			message: expect.stringContaining('data.a.x -> data.a.y -> data.a.x'),
		});
	});

	test('are refused for a package that clashes with a rule', async () => {
		const errors = await refused(
			{ 'a.rego': 'package a\n\nx := 1\n', 'b.rego': 'package a.x\n\ny := 1\n' },
			{ entrypoints: ['a/x'] },
		);
		expect(errors[0]).toMatchObject({
			code: 'rego_type_error',
			message: expect.stringContaining('conflicts with rule x'),
		});
	});

	test('are refused for an entrypoint that does not exist, or that is no path', async () => {
		const missing = await refused(rule('x := 1'), { entrypoints: ['a/y'] });
		expect(missing).toEqual([
			expect.objectContaining({ code: 'rego_build_error', message: expect.stringContaining('a/y') }),
		]);
		expect(await refused(rule('x := 1'), { entrypoints: [] })).not.toEqual([]);
		expect(await refused({}, options)).not.toEqual([]);
	});

	test('are refused where a METADATA field has the wrong shape, naming field and file', async () => {
		const wrong =
			'# METADATA\n# custom: {reads: cost, message: [1], parameters: 3}\npackage policies.a.b\n\npass := set()\n';
		const errors = await refused({ 'a.rego': wrong }, { entrypoints: ['policies/a/b/pass'] });
		expect(errors.map(({ code, file, message }) => [code, file, message.split(' ')[0]])).toEqual([
			['rego_metadata_error', 'a.rego', 'custom.reads'],
			['rego_metadata_error', 'a.rego', 'custom.message'],
			['rego_metadata_error', 'a.rego', 'custom.parameters'],
		]);
	});

	test('are refused where METADATA is not YAML', async () => {
		const errors = await refused({ 'a.rego': '# METADATA\n# title: {\npackage a\n' }, options);
		expect(errors[0]).toMatchObject({ code: 'rego_parse_error', file: 'a.rego' });
	});

	test('are refused where two have one path', async () => {
		const twice = [
			{ path: 'a.rego', text: 'package a\n\nx := 1\n' },
			{ path: 'a.rego', text: 'package a\n\nx := 2\n' },
		];
		expect(await refused(twice, { entrypoints: ['a/x'] })).toEqual([
			expect.objectContaining({ code: 'rego_source_error', file: 'a.rego' }),
		]);
	});

	test('are refused where a text is not Unicode instead of being changed silently', async () => {
		expect(await refused(rule('x := "\ud800"'), { entrypoints: ['a/x'] })).toEqual([
			expect.objectContaining({ code: 'rego_source_error', file: 'a.rego' }),
		]);
	});

	test('are refused where a file is empty or has no package', async () => {
		const errors = await refused({ 'a.rego': '' }, options);
		expect(errors).toEqual([
			expect.objectContaining({ code: 'rego_parse_error', file: 'a.rego', message: 'empty module' }),
		]);
	});

	test('get an answer for a file of 5 MB, sound or not', async () => {
		const lines = Array.from({ length: 60_000 }, (_, index) => `# ${'comment '.repeat(10)}${index}`).join('\n');
		expect(lines.length).toBeGreaterThan(5_000_000);
		expect((await compiled(rule(`${lines}\nx := 1`), { entrypoints: ['a/x'] })).kind).toBe('compiled');
		const errors = await refused(rule(`${lines}\nx := {`), { entrypoints: ['a/x'] });
		expect(errors[0]).toMatchObject({ row: 60_004, code: 'rego_parse_error' });
	});

	test('get an answer for brackets nested a thousand and a hundred thousand deep', async () => {
		const nested = (depth: number): Record<string, string> => rule(`x := ${'['.repeat(depth)}${']'.repeat(depth)}`);
		expect((await compiled(nested(1_000), { entrypoints: ['a/x'] })).kind).toBe('compiled');
		const errors = await refused({ 'a.rego': nested(200_000)['a.rego'] ?? '' }, { entrypoints: ['a/x'] });
		expect(errors[0]).toMatchObject({ code: 'rego_parse_error', message: expect.stringContaining('recursion depth') });
	});
});
