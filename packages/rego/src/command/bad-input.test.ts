import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Workshop, workshop } from '../../test/workshop.js';
import { closeToolbox, configureToolbox } from '../index.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

const endless = 'count([1 | some i in numbers.range(1, 30000); some j in numbers.range(1, 30000); i == j + 0.5]) == 0';

/** Each subcommand that reads sources, and how it ends where they are wrong. */
const readers = [
	['check', ['check'], 1],
	['build', ['build'], 1],
	['test', ['test'], 1],
	['inspect', ['inspect'], 1],
	['eval', ['eval', '-f', 'pretty', 'data', '-d'], 2],
] as const;

describe('bad input gets a clear report and the right status, and the toolbox answers the next call:', () => {
	afterEach(async () => {
		const { run } = workshop({ 'a_test.rego': 'package a_test\n\ntest_x if true\n' });
		expect(await run(['test', 'a_test.rego'])).toEqual({ status: 0, out: 'PASS: 1/1\n', err: '' });
	});

	async function everyReader({ run }: Workshop, path: string, message: RegExp): Promise<void> {
		for (const [name, args, status] of readers) {
			const ran = await run([...args, path]);
			expect([name, ran.status, ran.out]).toEqual([name, status, '']);
			expect(ran.err).toMatch(message);
			expect(ran.err).not.toMatch(/\n\s+at /);
		}
	}

	it('a syntax error', async () => {
		const made = workshop({ 'a.rego': 'package a\n\nx := {\n' });
		await everyReader(made, 'a.rego', /^a\.rego:4: rego_parse_error: .*\n {4}x := \{\n/);
	});

	it('a file that is not UTF-8', async () => {
		const made = workshop({ 'a.rego': Buffer.from('package a\n\nx := "\xff"\n', 'latin1') });
		await everyReader(made, 'a.rego', /^a\.rego:3: rego_file_error: it is not text in UTF-8\n$/);
	});

	it('a rule that calls itself', async () => {
		const made = workshop({ 'a.rego': 'package a\n\nx if y\n\ny if x\n' });
		await everyReader(made, 'a.rego', /^a\.rego:3:1: rego_recursion_error: rule data\.a\.[xy] is recursive/);
	});

	it('two files that define one rule in two ways', async () => {
		const made = workshop({ 'p/a.rego': 'package a\n\nx := 1\n', 'p/b.rego': 'package a\n\nx(y) := y\n' });
		await everyReader(made, 'p', /^p\/[ab]\.rego:3:1: rego_type_error: conflicting rules data\.a\.x found/);
	});

	it('a package where another file has a rule', async () => {
		const made = workshop({ 'p/a.rego': 'package a\n\nb := 1\n', 'p/b.rego': 'package a.b\n\nx := 1\n' });
		await everyReader(made, 'p', /^p\/[ab]\.rego:\d:1: rego_type_error: .*conflicts with/);
	});

	it('a bundle with a name that climbs out', async () => {
		const made = workshop({ 'b.tar.gz': tarball('../../etc/a.rego', 'package a\n') });
		for (const args of [['check', '-b'], ['build', '-b'], ['test'], ['test', '-b'], ['inspect']]) {
			const ran = await made.run([...args, 'b.tar.gz']);
			expect([args, ran.status, ran.out]).toEqual([args, 1, '']);
			expect(ran.err).toBe('b.tar.gz: rego_bundle_error: "../../etc/a.rego" climbs out of the bundle\n');
		}
		expect((await made.run(['eval', '-f', 'raw', '-b', 'b.tar.gz', 'data'])).status).toBe(2);
	});

	it('what is no bundle at all', async () => {
		const { run } = workshop({ 'b.tar.gz': 'no archive' });
		expect((await run(['test', 'b.tar.gz'])).err).toContain('b.tar.gz: rego_bundle_error: not a gzipped tar archive');
	});

	it('a comprehension that does not end, in a test and in a query', async () => {
		const { run } = workshop({ 'a_test.rego': `package a_test\n\ntest_endless if ${endless}\n\ntest_after if true\n` });
		const tested = await run(['test', 'a_test.rego', '--timeout', '300ms']);
		expect(tested.status).toBe(2);
		expect(tested.out).toContain('a_test.rego:3:1: rego_test_timeout: the test took longer than 300 ms');
		expect(tested.out).toContain('PASS: 1/2\nERROR: 1/2\n');
		const evaluated = await run(['eval', endless, '--timeout', '300ms']);
		expect(evaluated).toMatchObject({ status: 2, out: '' });
		expect(evaluated.err).toMatch(/^error: evaluate took longer than 300 ms\. \(TOOLBOX_TIMED_OUT\)\n$/);
	});

	it('five megabytes of Rego, sound or not', async () => {
		const sound = `package a\n\n${'# a comment that is read and thrown away again\n'.repeat(110_000)}\nx := 1\n`;
		expect(sound.length).toBeGreaterThan(5_000_000);
		const { run } = workshop({
			'a.rego': sound,
			'b.rego': `${sound}\nx := {\n`,
		});
		expect(await run(['check', 'a.rego'])).toEqual({ status: 0, out: '', err: '' });
		const ran = await run(['check', 'b.rego']);
		expect(ran).toMatchObject({ status: 1, out: '' });
		expect(ran.err).toMatch(/^b\.rego:110007: rego_parse_error: /);
		expect(ran.err.length).toBeLessThan(2_000);
	});
});

/** A bundle with one file in it, under any name. */
function tarball(name: string, text: string): Uint8Array {
	const header = Buffer.alloc(512);
	header.write(name, 0);
	header.write('0000644\0', 100);
	header.write(`${text.length.toString(8).padStart(11, '0')}\0`, 124);
	header.write('00000000000\0', 136);
	header.write('        ', 148);
	header.write('0ustar\0', 156);
	header.write('00', 263);
	const sum = header.reduce((total, byte) => total + byte, 0);
	header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
	const body = Buffer.alloc(512);
	body.write(text);
	return gzipSync(Buffer.concat([header, body, Buffer.alloc(1024)]));
}
