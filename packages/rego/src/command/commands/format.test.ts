import { lstatSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { workshop } from '../../../test/workshop.js';
import { closeToolbox, configureToolbox } from '../../index.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

const crooked = 'package a\nx   :=  1';
const straight = 'package a\n\nx := 1\n';

it('writes the laid-out text to standard output, of files or of standard input', async () => {
	const { run } = workshop({ 'p/a.rego': crooked, 'p/notes.txt': '' });
	expect(await run(['fmt', 'p'])).toEqual({ status: 0, out: straight, err: '' });
	expect(await run(['fmt'], { stdin: crooked })).toEqual({ status: 0, out: straight, err: '' });
	expect(await run(['fmt'], { stdin: 'package' })).toMatchObject({ status: 1, out: '' });
});

it('lists what would change, and ends with 2 only if asked to', async () => {
	const { run } = workshop({ 'p/a.rego': crooked, 'p/b.rego': straight, 'p/c.rego': crooked });
	expect(await run(['fmt', '-l', 'p'])).toEqual({ status: 0, out: 'p/a.rego\np/c.rego\n', err: '' });
	expect(await run(['fmt', '--list', '--fail', 'p'])).toMatchObject({ status: 2, out: 'p/a.rego\np/c.rego\n' });
	expect(await run(['fmt', '--fail', 'p/b.rego'])).toMatchObject({ status: 0, out: straight });
	const ran = await run(['fmt', '--fail', 'p/a.rego']);
	expect(ran).toMatchObject({ status: 2, out: '' });
	expect(ran.err).toContain('p/a.rego: rego_file_error: it would be laid out otherwise');
});

it('shows what would change as a diff', async () => {
	const { run } = workshop({ 'a.rego': crooked, 'b.rego': straight });
	const ran = await run(['fmt', '-d', 'a.rego', 'b.rego']);
	expect(ran.status).toBe(0);
	expect(ran.out).toMatch(/^--- a\.rego.*\n\+\+\+ a\.rego.*\n@@/);
	expect(ran.out).toContain('\n-x   :=  1\n');
	expect(ran.out).toContain('\n+x := 1\n');
	expect(ran.out).not.toContain('b.rego');
	expect((await run(['fmt', '-d', '--fail', 'a.rego'])).status).toBe(2);
	expect((await run(['fmt', '-d', 'a.rego'], { terminal: true })).out).toContain('\u001b[32m+x := 1');
});

it('writes files in their place, and keeps their mode and the links to them', async () => {
	const { run, write, read, folder } = workshop();
	const path = write('p/a.rego', crooked);
	symlinkSync(path, join(folder, 'link.rego'));
	const { mode } = statSync(path);
	expect(await run(['fmt', '-w', 'link.rego'])).toEqual({ status: 0, out: '', err: '' });
	expect(read('p/a.rego')).toBe(straight);
	expect(statSync(path).mode).toBe(mode);
	expect(lstatSync(join(folder, 'link.rego')).isSymbolicLink()).toBe(true);
});

it('goes on past what cannot be parsed or read, and says each', async () => {
	const { run, read } = workshop({ 'p/a.rego': 'package', 'p/b.rego': crooked, 'p/c.rego': Buffer.from([0x70, 0xff]) });
	const ran = await run(['fmt', '-w', 'p', 'absent']);
	expect(ran.status).toBe(2);
	expect(ran.err).toContain('p/a.rego:1:');
	expect(ran.err).toContain('p/c.rego:1: rego_file_error: it is not text in UTF-8');
	expect(ran.err).toContain('absent: rego_file_error');
	expect(read('p/b.rego')).toBe(straight);
	expect((await run(['fmt', 'absent'])).status).toBe(1);
});

it('takes out imports that have become needless', async () => {
	const { run } = workshop({ 'a.rego': 'package a\n\nimport rego.v1\n\nx := 1\n' });
	expect((await run(['fmt', '--drop-v0-imports', 'a.rego'])).out).toBe(straight);
	expect((await run(['fmt', '-l', 'a.rego'])).out).toBe('');
});
