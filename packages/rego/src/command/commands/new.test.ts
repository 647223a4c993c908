import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { workshop } from '../../../test/workshop.js';
import { closeToolbox, configureToolbox, test } from '../../index.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

it.each([
	['cost.night_rate', 'rego', 'policies.cost.night_rate'],
	['custom.no_gpu', 'mine/policies', 'custom.no_gpu'],
	['no_gpu', 'rego', 'custom.no_gpu'],
	['a.b', '.', 'policies.a.b'],
])('makes %s, which passes check, test and fmt as it stands', async (id, root, path) => {
	const { run, read } = workshop();
	const [category = '', name = ''] = id.includes('.') ? id.split('.') : ['custom', id];
	const folder = join(root, category, name);
	const made = await run(root === 'rego' ? ['new', id] : ['new', id, '--folder', root]);
	expect(made).toEqual({
		status: 0,
		out: [`${name}.rego`, `${name}_test.rego`, `${name}.md`].map((file) => `${join(folder, file)}\n`).join(''),
		err: '',
	});
	expect(read(join(folder, `${name}.rego`))).toContain(`\npackage ${path}\n`);
	expect(await run(['check', '--strict', root])).toEqual({ status: 0, out: '', err: '' });
	expect(await run(['test', root, '--threshold', '100', '--fail-on-empty'])).toMatchObject({ status: 0, err: '' });
	expect(await run(['fmt', '--list', '--fail', root])).toEqual({ status: 0, out: '', err: '' });
	const headings = [...read(join(folder, `${name}.md`)).matchAll(/^## (.*)$/gm)].map((match) => match[1]);
	expect(headings).toEqual(['Summary', 'Avoid', 'Prefer', 'Why', 'Configure', 'Controls']);
});

it('has a test for each of its rules', async () => {
	const { run, read } = workshop();
	await run(['new', 'cost.night_rate']);
	const rule = read('rego/cost/night_rate/night_rate.rego');
	const tests = read('rego/cost/night_rate/night_rate_test.rego');
	const parts = rule.split(/\n\n(?=\S)/);
	for (const name of ['pass', 'fail']) {
		const without = parts.filter((part) => !part.startsWith(`${name} contains`)).join('\n\n');
		expect(without).not.toBe(rule);
		const report = await test({ 'a.rego': without, 'a_test.rego': tests });
		expect(report).not.toMatchObject({ kind: 'tested', passed: true });
	}
});

it('never overwrites', async () => {
	const { run, write, read, folder } = workshop();
	write('rego/cost/night_rate/mine.txt', 'mine');
	const ran = await run(['new', 'cost.night_rate']);
	expect(ran).toMatchObject({ status: 1, out: '' });
	expect(ran.err).toContain('rego/cost/night_rate: rego_file_error: it is there already; nothing was written');
	expect(readdirSync(join(folder, 'rego/cost/night_rate'))).toEqual(['mine.txt']);
	expect(read('rego/cost/night_rate/mine.txt')).toBe('mine');
});

it.each([
	[
		'a.b.c',
		/neither a name, such as no_gpu, nor a category and a name with a dot between them, such as cost\.night_rate/,
	],
	['Night', /"Night" in "Night" is not of the letters a to z/],
	['Cost.x', /"Cost" in "Cost\.x" is not of the letters a to z/],
	['cost.9x', /"9x" in/],
	['cost.', /"" in "cost\." is not of/],
	['../x.y', /neither a name/],
	['a.b/../../c', /neither a name|is not of the letters/],
	['cost.default', /"default" in "cost\.default" is a word of Rego's own/],
	['cost.x_test', /ends in _test/],
	[`cost.${'x'.repeat(64)}`, /at most 63 long/],
])('says what is right of a name that is not: %s', async (name, message) => {
	const { run, folder } = workshop();
	const ran = await run(['new', name]);
	expect(ran).toMatchObject({ status: 1, out: '' });
	expect(ran.err).toMatch(message);
	expect(readdirSync(folder)).toEqual([]);
});
