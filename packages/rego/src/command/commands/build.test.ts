import { existsSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { workshop } from '../../../test/workshop.js';
import { closeToolbox, configureToolbox, readBundle } from '../../index.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

const rule = '# METADATA\n# entrypoint: true\npackage a\n\nallow if input.n == data.a_limit\n';

async function bundleIn(folder: string, name = 'bundle.tar.gz') {
	const read = await readBundle(await readFile(join(folder, name)));
	if (read.kind === 'refused') throw new Error(JSON.stringify(read.errors));
	return read;
}

it('makes a bundle of sources and base documents, which tests and inspect read', async () => {
	const { run, folder } = workshop({
		'p/a.rego': rule,
		'p/a_test.rego': 'package a_test\n\ntest_x if data.a.allow with input as {"n": 12345678901234567890}\n',
		'p/data.json': '{"a_limit": 12345678901234567890}',
		'p/old.tar.gz': 'no bundle',
	});
	expect(await run(['build', 'p', '-r', 'r1'])).toEqual({ status: 0, out: '', err: '' });
	const bundle = await bundleIn(folder);
	expect(bundle.sources.map(({ path }) => path)).toEqual(['p/a.rego', 'p/a_test.rego']);
	expect(bundle.data).toBe('{"a_limit":12345678901234567890}');
	expect(bundle.manifest).toMatchObject({ revision: 'r1', roots: [''] });
	expect(await run(['test', 'bundle.tar.gz'])).toMatchObject({ status: 0, out: 'PASS: 1/1\n' });
	expect(await run(['test', '-b', 'bundle.tar.gz'])).toMatchObject({ status: 0, out: 'PASS: 1/1\n' });
	expect((await run(['inspect', 'bundle.tar.gz'])).out).toMatch(/Revision +│ r1/);
});

it('puts what lies outside of this folder into a bundle that can be read', async () => {
	const { run, folder, write } = workshop({ 'here/x': '' });
	write('there/a.rego', rule);
	expect(await run(['build', `here/../../${folder.split('/').at(-1)}/there`, '-o', 'b.tar.gz'])).toMatchObject({
		status: 0,
	});
	expect((await bundleIn(folder, 'b.tar.gz')).sources.map(({ path }) => path)).toEqual([
		`${folder.split('/').at(-1)}/there/a.rego`,
	]);
});

it('makes a module with -t wasm, of entrypoints given or annotated', async () => {
	const { run, folder } = workshop({ 'a.rego': rule });
	expect(await run(['build', '-t', 'wasm', 'a.rego', '-o', 'w.tar.gz'])).toMatchObject({ status: 0 });
	expect((await bundleIn(folder, 'w.tar.gz')).modules).toHaveLength(1);
	const ran = await run(['build', '-t', 'wasm', '-e', 'a/none', 'a.rego', '-o', 'none.tar.gz']);
	expect(ran.status).toBe(1);
	expect(ran.err).toContain('rego_build_error');
	expect(existsSync(join(folder, 'none.tar.gz'))).toBe(false);
});

it('keeps the manifest of a bundle, and refuses what its roots do not hold', async () => {
	const { run, folder, write } = workshop({
		'p/a.rego': rule,
		'p/.manifest': '{"revision": "r7", "roots": ["a", "a_limit"], "metadata": {"team": "x"}}',
		'p/data.json': '{"a_limit": 1}',
		'p/ignored.json': '[]',
	});
	expect(await run(['build', '-b', 'p'])).toEqual({ status: 0, out: '', err: '' });
	expect(await bundleIn(folder)).toMatchObject({
		manifest: { revision: 'r7', roots: ['a', 'a_limit'], metadata: { team: 'x' } },
		sources: [{ path: 'a.rego' }],
	});
	write('p/b.rego', 'package b\n');
	expect((await run(['build', '-b', 'p'])).err).toContain('rego_bundle_error');
	write('p/.manifest', '{"roots": "a"}');
	expect((await run(['build', '-b', 'p'])).err).toContain('p/.manifest: rego_bundle_error: revision is to be a text');
	symlinkSync('a.rego', join(folder, 'p/link.rego'));
	expect((await run(['build', '-b', 'p'])).err).toContain('p/link.rego: rego_file_error: it is a symbolic link');
});

it('refuses two bundles that own one path', async () => {
	const { run } = workshop({
		'one/.manifest': '{"roots": ["a"]}',
		'one/a.rego': rule,
		'two/.manifest': '{"roots": ["a/b"]}',
		'two/c.rego': 'package a.b\n\nx := 1\n',
	});
	expect((await run(['build', '-b', 'one', 'two'])).err).toBe(
		'one: rego_bundle_error: its root "a" overlaps with a root of two\n',
	);
});

it('refuses to optimise, and says why', async () => {
	const { run, folder } = workshop({ 'a.rego': rule });
	for (const args of [['-O1'], ['-O', '2'], ['--optimize=1']]) {
		const ran = await run(['build', ...args, 'a.rego']);
		expect(ran).toMatchObject({ status: 1, out: '' });
		expect(ran.err).toContain("OPA's optimiser was measured to change decisions");
	}
	expect(existsSync(join(folder, 'bundle.tar.gz'))).toBe(false);
	expect((await run(['build', '-O', '0', 'a.rego'])).status).toBe(0);
});
