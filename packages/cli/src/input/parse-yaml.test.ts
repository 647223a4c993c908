import { describe, expect, it } from 'vitest';
import { parseYaml } from './parse-yaml.js';

const read = (text: string) => {
	const parsed = parseYaml(text, 'x.yaml');
	return parsed.kind === 'understood' ? parsed.value.value : parsed.problems[0];
};
const wrong = (message: RegExp, place: object = {}) =>
	expect.objectContaining({ file: 'x.yaml', message: expect.stringMatching(message), ...place });

describe('a file of YAML', () => {
	it('may be JSON, indented with tabs too', () => {
		expect(read('{\n\t"a": [\n\t\t1,\n\t\t"x"\n\t]\n}\n')).toEqual({ a: [1, 'x'] });
	});

	it('may be one long line', () => {
		const request = { resources: Array.from({ length: 100 }, (_, index) => ({ kind: 'vm', name: `web-${index}` })) };
		expect(read(JSON.stringify(request))).toEqual(request);
	});

	it('may use aliases', () => {
		expect(read('a: &a {x: 1}\nb: [*a, *a]')).toEqual({ a: { x: 1 }, b: [{ x: 1 }, { x: 1 }] });
	});

	it('takes words as YAML 1.2 does: no is a word, and a date is one too', () => {
		expect(read('a: no\nb: 2026-12-31')).toEqual({ a: 'no', b: '2026-12-31' });
	});

	it('says where it is not YAML', () => {
		expect(read('a: 1\nb: [2\nc: 3\n')).toEqual(wrong(/is not YAML/, { line: 3, column: 1 }));
		expect(read('a: *b')).toEqual(wrong(/is not YAML/));
	});

	it('says where a key stands twice', () => {
		expect(read('a: 1\nb:\n  c: 1\n  c: 2\n')).toEqual(wrong(/names "c" twice/, { line: 4, column: 3 }));
		expect(read('{"a": 1, "a": 2}')).toEqual(wrong(/names "a" twice/, { line: 1, column: 10 }));
	});

	it('is refused with two documents, none, or a tag of its own', () => {
		expect(read('a: 1\n---\nb: 2\n')).toEqual(wrong(/more than one document/, { line: 2 }));
		expect(read('')).toEqual(wrong(/is empty/));
		expect(read('# nothing\n')).toEqual(wrong(/is empty/));
		expect(read('a: !!js/function x')).toEqual(wrong(/tag/i, { line: 1 }));
		expect(read('? [a]\n: b\n')).toEqual(wrong(/is not YAML/, { line: 1 }));
	});

	it('is refused where few lines stand for billions', () => {
		const levels = [...'bcdefghij'].map((name, index) => {
			const before = 'abcdefghij'[index];
			return `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`;
		});
		expect(read(`a: &a [x, x, x, x, x, x, x, x, x]\n${levels.join('\n')}\n`)).toEqual(wrong(/aliases/));
		expect(read('a: &a [*a]\n')).toEqual(wrong(/aliases/));
		expect(read(`a: &a 1\nb: [${Array(1001).fill('*a').join(', ')}]\n`)).toEqual(wrong(/more than 1000 aliases/));
	});

	it('is refused where it is nested more deeply than any request, without ending the process', () => {
		for (const text of [
			'['.repeat(100_000),
			`${'['.repeat(5000)}${']'.repeat(5000)}`,
			`${'- '.repeat(100_000)}x`,
			`${'? '.repeat(100_000)}x`,
			`${'- [] '.repeat(100_000)}x`,
			Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
		]) {
			expect(read(text)).toEqual(wrong(/nested too deeply/));
		}
		expect(read(`a:\n  b: ${'['.repeat(33)}${']'.repeat(33)}`)).toEqual(wrong(/nested/, { line: 2, column: 38 }));
	});

	it('takes text for text, whatever it looks like', () => {
		const text = `${'-'.repeat(200)}\n${' '.repeat(300)}*a [[[[`;
		expect(read(`a: |\n  ${text.replace('\n', '\n  ')}\n`)).toEqual({ a: `${text}\n` });
		expect(read(`a: "${'['.repeat(100)}"`)).toEqual({ a: '['.repeat(100) });
		expect(read(`a: '*x'\nb: '- - -'`)).toEqual({ a: '*x', b: '- - -' });
	});

	it('is refused, soon, where it holds more values than any request', () => {
		expect(read(`[${'{},'.repeat(300_000)}]`)).toEqual(wrong(/too many values for one request/));
	});

	it('knows where each value stands, and of one that is not there the place around it', () => {
		const parsed = parseYaml('project: shop\nresources:\n  - kind: vm\n    size: e2-smal\n', 'x.yaml');
		if (parsed.kind !== 'understood') throw new Error('not understood');
		expect(parsed.value.locate(['resources', 0, 'size'])).toEqual({ line: 4, column: 11 });
		expect(parsed.value.locate(['resources', 0, 'name'])).toEqual({ line: 3, column: 5 });
		expect(parsed.value.locate([])).toEqual({ line: 1, column: 1 });
	});

	it('keeps a key called __proto__ as a key', () => {
		const value = read('__proto__: {x: 1}') as object;
		expect(Object.keys(value)).toEqual(['__proto__']);
		expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
	});
});
