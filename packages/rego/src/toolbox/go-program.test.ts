import { beforeAll, describe, expect, test } from 'vitest';
import type { WasmModule } from '../web-assembly.js';
import { compileAsset } from './asset.js';
import { GoProgram } from './go-program.js';

let module: WasmModule;

beforeAll(async () => {
	module = await compileAsset(true);
}, 60_000);

function start(memoryLimit = 2 ** 31): GoProgram {
	return new GoProgram(module, { globals: { portcullis: { ready: () => undefined } }, memoryLimit });
}

describe('a Go program', () => {
	test('waits when it has handed out its function', () => {
		const program = start();
		expect([program.ended, program.sleeping]).toEqual([undefined, false]);
	});

	test('that outgrows its memory ends with the reason', () => {
		expect(start(1_000_000).ended).toContain('memory limit of 1000000 bytes');
	});

	test('that panics without anyone to catch it ends with what it printed', () => {
		const program = new GoProgram(module, { globals: {}, memoryLimit: 2 ** 31 });
		expect(program.ended).toMatch(/exit status 2[\s\S]*panic/);
	});

	test('refuses an environment that does not fit where Go expects it', () => {
		const options = { globals: {}, memoryLimit: 2 ** 31, environment: { A: 'x'.repeat(9_000) } };
		expect(() => new GoProgram(module, options)).toThrow('environment is too long');
	});
});

describe('a built-in', () => {
	/** The short way, which the full evaluator is to take; see opa/builtin_js.go. */
	function call(program: GoProgram, name: string, operands: string): { tag: number; text: string } {
		const [nameBytes, operandBytes] = [name, operands].map((text) => new TextEncoder().encode(text));
		if (nameBytes === undefined || operandBytes === undefined) throw new Error('unreachable');
		const size = nameBytes.length + operandBytes.length;
		const start = program.callExport('exchangeAt', size);
		program.memory.bytes(start, nameBytes.length).set(nameBytes);
		program.memory.bytes(start + nameBytes.length, operandBytes.length).set(operandBytes);
		const length = program.callExport('builtin', nameBytes.length, operandBytes.length);
		const answer = program.memory.bytes(program.callExport('exchangeAt', length), length);
		return { tag: answer[0] ?? -1, text: new TextDecoder().decode(answer.subarray(1)) };
	}

	test.each([
		['sprintf', '["%v %q %d",[{1,2},"a",3]]', '"{1, 2} \\"a\\" 3"'],
		['union', '[{{1},{2},set()}]', '{1,2}'],
		['json.patch', '[{"a":1},[{"op":"add","path":"/b","value":{1}}]]', '{"a":1,"b":{1}}'],
		['time.date', '[[1577836800000000000,"America/New_York"]]', '[2019,12,31]'],
		['units.parse', '["10K"]', '10000'],
		['object.keys', '[{[1]:1,"é":2}]', '{"é",[1]}'],
		['plus', '[12345678901234567890,1]', '12345678901234567891'],
	])("%s is OPA's own, with sets, keys and digits kept", (name, operands, text) => {
		expect(call(start(), name, operands)).toEqual({ tag: 1, text });
	});

	test('answers megabytes', () => {
		const items = Array.from({ length: 100_000 }, (_, index) => `"${index}"`).join(',');
		expect(call(start(), 'concat', `["-",[${items}]]`).text).toHaveLength(488_890 + 100_000 + 1);
	});

	test.each([
		['units.parse', '["x"]', 'eval_builtin_error'],
		['concat', '[",",1]', 'eval_type_error'],
		['nonsense', '[]', 'rego_builtin_missing'],
		['upper', '["a"', 'rego_builtin_operands'],
		['upper', '[01]', 'rego_builtin_operands'],
		['count', `[${'['.repeat(20_000)}${']'.repeat(20_000)}]`, 'rego_builtin_operands'],
	])('%s(%#) that fails has a code', (name, operands, code) => {
		const { tag, text } = call(start(), name, operands);
		expect([tag, (JSON.parse(text) as { code: string }).code]).toEqual([2, code]);
	});
});
