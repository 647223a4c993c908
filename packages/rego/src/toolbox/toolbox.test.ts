import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { Toolbox, type ToolboxCall } from './toolbox.js';

const toolbox = new Toolbox({ memoryLimit: 512 * 2 ** 20, baselineOnly: true });
afterAll(() => toolbox.close());

/** Fails on purpose; see opa/break.go. */
const fail = (how: string, limitMs = 60_000): ToolboxCall => ({ operation: 'break', request: { how }, limitMs });

const about: ToolboxCall = { operation: 'about', request: {}, limitMs: 60_000 };

describe('the toolbox answers the next call after', () => {
	test('a panic, of which it tells the text', async () => {
		await expect(toolbox.call(fail('panic'))).rejects.toMatchObject({
			code: 'TOOLBOX_PANICKED',
			message: expect.stringContaining('broken on purpose'),
		});
		expect(await toolbox.call(about)).toMatchObject({ kind: 'result' });
	});

	test('an exit, of which it tells the status and what was printed last', async () => {
		await expect(toolbox.call(fail('exit'))).rejects.toMatchObject({
			code: 'TOOLBOX_ENDED',
			message: expect.stringMatching(/exit status 3[\s\S]*about to exit/),
		});
		expect(await toolbox.call(about)).toMatchObject({ kind: 'result' });
	});

	test('more memory than its limit', async () => {
		await expect(toolbox.call(fail('memory'))).rejects.toMatchObject({
			code: 'TOOLBOX_ENDED',
			message: expect.stringContaining('memory limit'),
		});
		expect(await toolbox.call(about)).toMatchObject({ kind: 'result' });
	});

	test('a stack too deep', { timeout: 180_000 }, async () => {
		await expect(toolbox.call(fail('stack', 170_000))).rejects.toMatchObject({ code: 'TOOLBOX_ENDED' });
		expect(await toolbox.call(about)).toMatchObject({ kind: 'result' });
	});

	test('a goroutine that waits for nothing, without waiting for the limit', async () => {
		await expect(toolbox.call(fail('wait'))).rejects.toMatchObject({
			code: 'TOOLBOX_ENDED',
			message: expect.stringContaining('cannot come'),
		});
		expect(await toolbox.call(about)).toMatchObject({ kind: 'result' });
	});

	test('an endless loop, ended at its limit', async () => {
		await expect(toolbox.call(fail('loop', 300))).rejects.toMatchObject({
			code: 'TOOLBOX_TIMED_OUT',
			message: expect.stringContaining('300 ms'),
		});
		expect(await toolbox.call(about)).toMatchObject({ kind: 'result' });
	});

	test('being closed, while idle or in the middle of a call', async () => {
		await toolbox.call(about);
		await toolbox.close();
		expect(await toolbox.call(about)).toMatchObject({ kind: 'result' });
		const running = toolbox.call(fail('loop'));
		const failed = expect(running).rejects.toMatchObject({ code: 'TOOLBOX_CLOSED' });
		await new Promise((resolve) => setTimeout(resolve, 200));
		await toolbox.close();
		await failed;
		expect(await toolbox.call(about)).toMatchObject({ kind: 'result' });
	});

	test('being closed while it starts', async () => {
		await toolbox.close();
		const starting = toolbox.call(about);
		const [failure] = await Promise.all([
			starting.catch((error: unknown) => error),
			new Promise((resolve) => setImmediate(resolve)).then(() => toolbox.close()),
		]);
		expect(failure).toMatchObject({ code: 'TOOLBOX_CLOSED' });
		expect(await toolbox.call(about)).toMatchObject({ kind: 'result' });
	});
});

test('calls that are made at once are answered each with its own', async () => {
	const paths = ['a', 'b', 'c', 'd'];
	const replies = await Promise.all(
		paths.map((path) =>
			toolbox.call({
				operation: 'parse',
				request: { source: { path, text: `package ${path}` }, facts: true },
				limitMs: 60_000,
			}),
		),
	);
	expect(replies.map((reply) => reply.kind === 'result' && reply.result)).toEqual(
		paths.map((file) => ({ file: expect.objectContaining({ file, package: [file] }) })),
	);
});

test('a limit counts from the start of the call and not from when it began to wait', async () => {
	const slow = expect(toolbox.call(fail('loop', 1_500))).rejects.toMatchObject({ code: 'TOOLBOX_TIMED_OUT' });
	expect(await toolbox.call({ ...about, limitMs: 1_000 })).toMatchObject({ kind: 'result' });
	await slow;
});

test('a request that the Go program does not know is a bug of ours, and says so', async () => {
	await expect(toolbox.call({ ...about, operation: 'nonsense' })).rejects.toMatchObject({ code: 'TOOLBOX_MISUSED' });
	await expect(toolbox.call({ ...about, request: { nonsense: 1 } })).rejects.toMatchObject({ code: 'TOOLBOX_MISUSED' });
});

describe('a process', () => {
	const run = promisify(execFile);
	const index = new URL('../../dist/index.js', import.meta.url).href;

	test('ends by itself though a toolbox waits', async () => {
		const program = `import { test } from '${index}'; console.log((await test({})).kind);`;
		const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { timeout: 60_000 });
		expect(stdout.trim()).toBe('tested');
	});

	test('that only imports the package starts no thread and reads no asset', async () => {
		const program = `
			import fs from 'node:fs';
			import workers from 'node:worker_threads';
			import { syncBuiltinESMExports } from 'node:module';
			const touched = () => { throw new Error('touched'); };
			// Node's own loader reads modules by the same functions.
			const guard = (read) => (path, ...rest) => String(path).includes('opa.wasm') ? touched() : read(path, ...rest);
			fs.readFileSync = guard(fs.readFileSync);
			fs.promises.readFile = guard(fs.promises.readFile);
			workers.Worker = touched;
			syncBuiltinESMExports();
			const { compile } = await import('${index}');
			console.log(typeof compile);`;
		const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { timeout: 60_000 });
		expect(stdout.trim()).toBe('function');
	});
});
