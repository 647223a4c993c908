import { closeToolbox, configureToolbox } from '@portcullis/rego';
import { afterAll, expect, it } from 'vitest';
import { workshop } from '../../test/workshop.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

it('hands its arguments on untouched, those that have a meaning of ours too', async () => {
	const { run, write } = workshop();
	write('a_test.rego', 'package a_test\n\ntest_x if true\n');
	expect(await run(['policy', 'test', 'a_test.rego'])).toMatchObject({ status: 0, out: 'PASS: 1/1\n' });
	const ran = await run(['policy', 'test', '--json', 'a_test.rego']);
	expect(ran).toMatchObject({ status: 1, out: '' });
	expect(ran.err).toBe("error: unknown option '--json'\nhint: portcullis policy test --help shows how it is used\n");
	expect(
		(await run(['policy', 'eval', 'input.as', '--stdin-input', '-f', 'raw'], { stdin: '{"as": "--as"}' })).out,
	).toBe('--as\n');
});

it('takes no options before it', async () => {
	const { run } = workshop();
	const ran = await run(['--as', 'ada', 'policy', 'test', '-v', 'x']);
	expect(ran.status).toBe(2);
	expect(ran.err).toContain('policy takes none of the options that may stand before it');
	expect((await run(['help', 'policy'])).out).toContain('$ portcullis policy test rego --coverage');
});
