import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

interface Expected {
	readonly opa: string;
	readonly families: Readonly<Record<string, { readonly cases: number; readonly pass: number }>>;
	readonly not_passing: Readonly<Record<string, string>>;
}

type Outcomes = ReadonlyMap<string, string | undefined>;

interface Tools {
	judgeRun(outcomes: Outcomes, expected: Expected, whole: boolean): string[];
	expectedAfter(
		outcomes: Outcomes,
		cases: readonly { readonly id: string; readonly family: string }[],
		expected: Expected,
		opa: string,
	): Expected;
	writePage(expected: Expected): string;
	readonly reasons: Readonly<Record<string, string>>;
}

const folder = new URL('../tools/conformance/', import.meta.url);
const load = async (name: string): Promise<object> => import(new URL(`${name}.js`, folder).href);
const { judgeRun, expectedAfter, writePage, reasons } = {
	...(await load('judge-run')),
	...(await load('write-page')),
	...(await load('reasons')),
} as Tools;
const committed = JSON.parse(await readFile(new URL('expected.json', folder), 'utf8')) as Expected;

describe('the list of conformance cases that do not pass', () => {
	it('gives each a known reason, and leaves at least 2,250 that pass', () => {
		expect(judgeRun(new Map(), committed, false)).toEqual([]);
		const families = Object.values(committed.families);
		const pass = families.reduce((sum, family) => sum + family.pass, 0);
		expect(pass).toBeGreaterThanOrEqual(2_250);
		const cases = families.reduce((sum, family) => sum + family.cases, 0);
		expect(cases - pass).toBe(Object.keys(committed.not_passing).length);
	});

	it('is what the page says', async () => {
		const page = await readFile(new URL('../docs/rego-conformance.md', import.meta.url), 'utf8');
		expect(page).toBe(writePage(committed));
	});

	it('is what the README of the package says', async () => {
		const readme = await readFile(new URL('../packages/rego/README.md', import.meta.url), 'utf8');
		const sum = (of: 'cases' | 'pass') =>
			Object.values(committed.families).reduce((total, family) => total + family[of], 0);
		const native = Object.values(committed.not_passing).filter((reason) => reason === 'native error').length;
		const words = (number: number) => number.toLocaleString('en-US');
		expect(readme.replaceAll(/\s+/g, ' ')).toContain(
			`Of OPA's ${words(sum('cases'))} conformance cases ${words(sum('pass'))} pass. Of the others ${native} want`,
		);
	});
});

describe('a run is red', () => {
	const [reason = ''] = Object.keys(reasons);
	const expected: Expected = { opa: '1.0.0', families: {}, not_passing: { 'a: known': reason } };
	const as = (outcomes: Readonly<Record<string, string | undefined>>, list = expected, whole = true) =>
		judgeRun(new Map(Object.entries(outcomes)), list, whole);

	it('not where everything is as it is listed', () => {
		expect(as({ 'a: fine': undefined, 'a: known': 'no error' })).toEqual([]);
		expect(as({ 'a: fine': undefined }, expected, false)).toEqual([]);
	});

	it('where a case starts to fail, and says what came', () => {
		const [fault = '', ...more] = as({ 'a: fine': 'the result is set()', 'a: known': 'no error' });
		expect(more).toEqual([]);
		expect(fault).toMatch(/^starts to fail: a: fine\n {2}the result is set\(\)/);
	});

	it('where a case starts to pass', () => {
		expect(as({ 'a: known': undefined })).toEqual([expect.stringContaining('starts to pass: a: known')]);
	});

	it('where a listed case is gone, or has a reason that nobody knows', () => {
		expect(as({})).toEqual([expect.stringContaining('no such case any more: a: known')]);
		const odd = { ...expected, not_passing: { 'a: known': 'hard' } };
		expect(as({ 'a: known': 'no error' }, odd)).toEqual([expect.stringContaining('no known reason: a: known')]);
	});

	it('still after --update, for a case that fails and has no reason yet', () => {
		const cases = ['a: fine', 'a: known', 'b: new'].map((id) => ({ id, family: id.slice(0, 1) }));
		const outcomes = new Map([
			['a: fine', undefined],
			['a: known', undefined],
			['b: new', 'no error'],
		]);
		const updated = expectedAfter(outcomes, cases, expected, '1.1.0');
		const families = { a: { cases: 2, pass: 2 }, b: { cases: 1, pass: 0 } };
		expect(updated).toEqual({ opa: '1.1.0', families, not_passing: {} });
		expect(judgeRun(outcomes, updated, true)).toEqual([expect.stringContaining('starts to fail: b: new')]);
	});
});
