import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { Toolbox, type ToolboxReply } from './toolbox.js';

// What the Go program offers beyond compile and test. Its bytes are committed
// once, so what later parts of this package need of it is held to here.

const toolbox = new Toolbox({ baselineOnly: true });
afterAll(() => toolbox.close());

const encoder = new TextEncoder();

async function ask(operation: string, request: object, ...attachments: (string | Uint8Array)[]): Promise<ToolboxReply> {
	return toolbox.call({
		operation,
		request,
		attachments: attachments.map((each) => (typeof each === 'string' ? encoder.encode(each) : each)),
		limitMs: 60_000,
	});
}

/** The result, its attachments as text. */
async function result(...parameters: Parameters<typeof ask>): Promise<{ result: unknown; texts: string[] }> {
	const reply = await ask(...parameters);
	if (reply.kind === 'refused') throw new Error(JSON.stringify(reply.errors));
	return { result: reply.result, texts: reply.attachments.map((bytes) => new TextDecoder().decode(bytes)) };
}

async function errors(...parameters: Parameters<typeof ask>): Promise<object[]> {
	const reply = await ask(...parameters);
	if (reply.kind === 'result') throw new Error('not refused');
	return [...reply.errors];
}

const source = (text: string, path = 'a.rego'): { path: string; text: string } => ({
	path,
	text: `package a\n\n${text}\n`,
});

describe('check', () => {
	const closed = (properties: object): object => ({ type: 'object', properties, additionalProperties: false });
	const schema = closed({
		size: { type: 'string' },
		// OPA looks into anyOf, but no longer where one of the choices is null.
		cost: { anyOf: [closed({ hourly: { type: 'number' } }), closed({ monthly: { type: 'number' } })] },
	});

	test('holds references to the input to a schema', async () => {
		const sources = [source('x if input.sizes == "a"\n\ny if input.cost.hurly > 1\n\nz if input.cost.hourly > 1')];
		expect(await ask('check', { sources })).toMatchObject({ kind: 'result' });
		expect(await errors('check', { sources, schemas: { schema } })).toMatchObject([
			{ code: 'rego_type_error', row: 3, message: expect.stringContaining('input.sizes') },
			{ code: 'rego_type_error', row: 5, message: expect.stringContaining('input.cost.hurly') },
		]);
	});

	test('gives each package a schema of its own', async () => {
		const metadata = '# METADATA\n# title: t\n';
		const sources = ['a', 'b'].map((name) => ({
			path: name,
			text: `${metadata}package ${name}\n\nx if input.size == ""\n`,
		}));
		const schemas = {
			'schema.a': schema,
			'schema.b': closed({ cost: {} }),
		};
		const packageSchemas = { a: { input: 'schema.a' }, b: { input: 'schema.b' } };
		expect(await errors('check', { sources, schemas, packageSchemas })).toMatchObject([{ file: 'b', row: 5 }]);
	});

	test('is strict where it is asked to be', async () => {
		const sources = [source('import data.unused\n\nx := 1')];
		expect(await ask('check', { sources })).toMatchObject({ kind: 'result' });
		expect(await errors('check', { sources, strict: true })).toMatchObject([{ message: 'import data.unused unused' }]);
	});

	test('knows other capabilities: of an older OPA, or given', async () => {
		const sources = [source('x := strings.split_n("a.b", ".", 1)')];
		expect(await ask('check', { sources })).toMatchObject({ kind: 'result' });
		const { result: about } = await result('about', { version: 'v1.0.0' });
		const { capabilities } = about as { capabilities: object };
		for (const older of [{ capabilitiesVersion: 'v1.0.0' }, { capabilities }]) {
			expect(await errors('check', { sources, ...older })).toMatchObject([
				{ message: 'undefined function strings.split_n' },
			]);
		}
	});

	test('reads v0 where it is asked to', async () => {
		const sources = [source('x { input.y }')];
		expect(await ask('check', { sources, regoVersion: 'v0' })).toMatchObject({ kind: 'result' });
		expect(await errors('check', { sources })).toMatchObject([{ code: 'rego_parse_error' }]);
	});
});

test('format lays a source out, and refuses one that is none', async () => {
	expect((await result('format', { source: source('x:=1  if   input.y') })).result).toEqual({
		text: 'package a\n\nx := 1 if input.y\n',
	});
	expect((await errors('format', { source: source('x := ') }))[0]).toMatchObject({
		code: 'rego_parse_error',
		file: 'a.rego',
	});
});

describe('evaluate', () => {
	const sources = [source('x contains y if {\n\tsome y in input\n\ty > data.limit\n\tprint("saw", y)\n}')];

	test('gives each input its own result, prints and trace, by one compiled query', async () => {
		const request = { sources, query: 'data.a.x', data: 0, inputs: [1, 2], explain: 'full', coverage: true };
		const { result: found, texts } = await result('evaluate', request, '{"limit": 2}', '[1, 3]', '[1]');
		expect(found).toMatchObject({
			evaluations: [{ result: 0, prints: 'saw 3\n', trace: expect.stringContaining('a.rego:3') }, { result: 1 }],
			coverage: { files: { 'a.rego': { coverage: 100 } } },
		});
		expect(
			texts.map((text) => (JSON.parse(text) as [{ expressions: [{ value: unknown }] }])[0].expressions[0].value),
		).toEqual([[3], []]);
	});

	test('keeps the digits of numbers, an input that JSON cannot carry, and a time that is given', async () => {
		const digits = await result('evaluate', { sources: [], query: 'x := input', inputs: [0] }, '12345678901234567890');
		expect(digits.texts[0]).toContain('"x":12345678901234567890');
		const term = await result('evaluate', { sources: [], query: 'x := input[_]', inputTerm: '{{1}}' });
		expect(term.texts[0]).toContain('"x":[1]');
		const now = await result('evaluate', { sources: [], query: 'x := time.now_ns()', nowNs: '1700000000000000123' });
		expect(now.texts[0]).toContain('1700000000000000123');
	});

	test('gives an error of one evaluation with its code, the others their results', async () => {
		const conflict = [source('x := 1 if input.a\n\nx := 2 if input.b')];
		const request = { sources: conflict, query: 'data.a.x', inputs: [0, 1] };
		const { result: found } = await result('evaluate', request, '{"a": true, "b": true}', '{"a": true}');
		expect(found).toMatchObject({
			evaluations: [{ errors: [{ code: 'eval_conflict_error', file: 'a.rego' }] }, { result: 0 }],
		});
	});

	test('refuses built-ins that it is told to refuse', async () => {
		const request = { sources: [], query: 'x := opa.runtime()', refused: ['opa.runtime'] };
		expect(await errors('evaluate', request)).toMatchObject([{ code: 'rego_type_error' }]);
	});

	test('refuses a query, data or input that cannot be read', async () => {
		expect(await errors('evaluate', { sources: [], query: 'x := ' })).toMatchObject([{ code: 'rego_parse_error' }]);
		expect(await errors('evaluate', { sources: [], query: 'true', data: 0 }, '[1]')).toMatchObject([
			{ code: 'rego_data_error' },
		]);
		expect(await errors('evaluate', { sources: [], query: 'true', inputs: [0] }, '{')).toMatchObject([
			{ code: 'rego_input_error' },
		]);
	});
});

test('inspect tells packages, rules, annotations, entrypoints, built-ins, data and input of sources', async () => {
	const text = '# METADATA\n# title: Rule\n# entrypoint: true\nx if sprintf("%d", [input.user.age]) == data.limits.age';
	expect((await result('inspect', { sources: [source(text)] })).result).toMatchObject({
		files: [{ file: 'a.rego', package: ['a'], rules: [{ ref: 'data.a.x', name: 'x', kind: 'value' }] }],
		annotations: [{ scope: 'document', path: 'data.a.x', annotations: { title: 'Rule' } }],
		entrypoints: ['a/x'],
		builtins: expect.arrayContaining([{ name: 'sprintf', at: [{ file: 'a.rego', row: 6, column: 6 }] }]),
		data: [{ name: 'data.limits.age', path: ['limits', 'age'] }],
		inputs: [{ name: 'input.user.age', path: ['user', 'age'] }],
		required: { builtins: expect.arrayContaining([expect.objectContaining({ name: 'sprintf' })]) },
	});
});

test('parse lists the package and rules of a source that need not compile, and gives its tree', async () => {
	const { result: found, texts } = await result('parse', {
		source: source('import data.custom.y\n\nx := undefined_var'),
		locations: true,
	});
	expect(found).toMatchObject({ file: { package: ['a'], imports: ['data.custom.y'], rules: [{ ref: 'data.a.x' }] } });
	expect(JSON.parse(texts[0] ?? '')).toMatchObject({
		package: { location: { row: 1 } },
		rules: [{ head: { name: 'x' } }],
	});
});

describe('bundles', () => {
	test('are built and read back: sources, data, manifest, module', async () => {
		const request = { sources: [source('x := data.y')], target: 'wasm', entrypoints: ['a/x'], revision: 'r1', data: 0 };
		const built = await ask('build', request, '{"y": 1}');
		if (built.kind === 'refused') throw new Error(JSON.stringify(built.errors));
		const read = await ask('unbundle', {}, built.attachments[0] ?? '');
		expect(read).toMatchObject({
			kind: 'result',
			result: { manifest: { revision: 'r1' }, sources: [{ path: 'a.rego' }], wasm: [{ path: 'policy.wasm', wasm: 1 }] },
		});
		if (read.kind === 'result') expect([...(read.attachments[1] ?? []).slice(0, 4)]).toEqual([0, 97, 115, 109]);
	});

	/** A tar archive of one file, as POSIX lays it out. */
	function archive(name: string, text: string, type = '0'): Uint8Array {
		const header = Buffer.alloc(512);
		header.write(name, 0);
		header.write('0000644\0', 100);
		header.write(`${text.length.toString(8).padStart(11, '0')}\0`, 124);
		header.write('00000000000\0        ', 136);
		header.write(type, 156);
		header.write('ustar\x0000', 257);
		header.write(
			`${header
				.reduce((sum, byte) => sum + byte, 0)
				.toString(8)
				.padStart(6, '0')}\0 `,
			148,
		);
		const content = Buffer.alloc(Math.ceil(text.length / 512) * 512);
		content.write(text);
		return gzipSync(Buffer.concat([header, content, Buffer.alloc(1024)]));
	}

	test.each(['../a.rego', 'x/../../a.rego', '/../a.rego', '..\\a.rego'])(
		'with the name %s are refused',
		async (name) => {
			expect(await ask('unbundle', {}, archive('x/a.rego', 'package a'))).toMatchObject({ kind: 'result' });
			expect(await errors('unbundle', {}, archive(name, 'package a'))).toMatchObject([
				{ code: 'rego_bundle_error', message: expect.stringContaining('climbs out') },
			]);
		},
	);

	test('with a link, with too much in them, or that are no archive are refused', async () => {
		expect(await errors('unbundle', {}, archive('a.rego', '', '2'))).toMatchObject([
			{ message: expect.stringContaining('not a plain file') },
		]);
		expect(
			await errors('unbundle', { totalLimit: 100 }, archive('a.rego', `package a # ${'x'.repeat(100)}`)),
		).toMatchObject([{ message: expect.stringContaining('larger than 100 bytes') }]);
		expect(await errors('unbundle', {}, 'no archive')).toMatchObject([{ code: 'rego_bundle_error' }]);
		expect(await errors('unbundle', {}, archive('a.rego', 'package'))).toMatchObject([{ code: 'rego_parse_error' }]);
	});
});

test('a bare query compiles to a module, with errors of its own', async () => {
	const reply = await ask('compileQuery', { sources: [source('x := 1')], query: 'y = data.a.x' });
	if (reply.kind === 'refused') throw new Error(JSON.stringify(reply.errors));
	expect([...(reply.attachments[0] ?? []).slice(0, 4)]).toEqual([0, 97, 115, 109]);
	expect(await errors('compileQuery', { sources: [], query: 'y = ' })).toMatchObject([{ code: 'rego_parse_error' }]);
	expect(await errors('compileQuery', { sources: [], query: 'x' })).toMatchObject([{ code: 'rego_unsafe_var_error' }]);
});

test('YAML becomes JSON without losing digits', async () => {
	expect((await result('unmarshal', {}, 'a: 12345678901234567890\nb: [x]\n')).texts).toEqual([
		'{"a":12345678901234567890,"b":["x"]}',
	]);
	expect(await errors('unmarshal', {}, 'a: [')).toMatchObject([{ code: 'rego_data_error' }]);
});

test('a Rego term becomes the text that an evaluator reads', async () => {
	expect((await result('value', { term: '[{x | some x in [1, 1]}, set(), {[1]: "é\\n"}]' })).texts).toEqual([
		'[{1},set(),{[1]:"é\\n"}]',
	]);
	expect(await errors('value', { term: 'data.x' })).toMatchObject([{ code: 'rego_term_error' }]);
});

test('the capabilities of every version are at hand', async () => {
	const { result: about } = await result('about', { capabilities: true, versions: true });
	expect(about).toMatchObject({
		opa: '1.22.2',
		go: 'go1.26.8',
		versions: expect.arrayContaining(['v0.60.0', 'v1.22.2']),
	});
});
