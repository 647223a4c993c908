import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workshop } from '../../test/workshop.js';

const settingsIn = async (
	run: ReturnType<typeof workshop>['run'],
	args: readonly string[] = [],
	env: Readonly<Record<string, string>> = {},
) => {
	const { settings } = (await run([...args, 'config', '--json'], { env })).json();
	const list = settings as readonly { name: string; value: string | null; source: string; from: string }[];
	return Object.fromEntries(list.map((setting) => [setting.name, setting]));
};

describe('portcullis config', () => {
	it('says what is set where nothing sets it', async () => {
		const { run } = workshop();
		expect(await settingsIn(run)).toMatchObject({
			db: { value: '.portcullis/portcullis.db', source: 'default', from: '--db or PORTCULLIS_DB' },
			tenant: { value: 'local', source: 'default' },
			terraform_root: { value: null, source: 'default' },
		});
	});

	it('lets an option win over the file, and the file over the environment', async () => {
		const { run, write } = workshop();
		const path = write('portcullis.yaml', 'db: state/file.db\ntenant: of-file\n');
		const env = { PORTCULLIS_DB: 'of-environment.db', PORTCULLIS_TERRAFORM_ROOT: 'terraform' };
		const settings = await settingsIn(run, ['--tenant', 'of-option'], env);
		expect(settings).toMatchObject({
			db: { source: 'file', from: path },
			tenant: { value: 'of-option', source: 'option', from: '--tenant' },
			terraform_root: { value: 'terraform', source: 'environment', from: 'PORTCULLIS_TERRAFORM_ROOT' },
		});
	});

	it('finds the file in a folder above, and starts paths from there', async () => {
		const above = workshop();
		above.write('portcullis.yaml', 'db: state/file.db\nterraform_root: infra\n');
		above.write('deep/below/x', '');
		const run = (args: readonly string[]) => above.run(args, { cwd: 'deep/below' });
		expect((await run(['init'])).status).toBe(0);
		expect(above.has('state/file.db')).toBe(true);
		const { settings } = (await run(['config', '--json'])).json();
		expect(settings).toMatchObject([
			{ value: join(above.folder, 'state/file.db') },
			{},
			{ value: join(above.folder, 'infra') },
		]);
	});

	it('takes the file that PORTCULLIS_CONFIG names, and says when it is not there', async () => {
		const { run, write } = workshop();
		write('elsewhere/team.yaml', 'tenant: team\n');
		const named = (file: string) => run(['config', '--json'], { env: { PORTCULLIS_CONFIG: file } });
		expect((await named('elsewhere/team.yaml')).json()).toMatchObject({ settings: [{}, { value: 'team' }, {}] });
		const missing = await named('nowhere.yaml');
		expect(missing.status).toBe(2);
		expect(missing.json()).toMatchObject({ problems: [{ message: 'cannot be read: there is no such file' }] });
	});

	it('refuses a field that it does not know, with its line and the nearest name', async () => {
		const { run, write } = workshop();
		write('portcullis.yaml', 'db: x.db\ntennant: shop\n');
		const ran = await run(['list']);
		expect(ran).toMatchObject({ status: 2, out: '' });
		expect(ran.err).toMatch(/portcullis\.yaml:2:\d+.*tennant.*tenant/);
	});

	it('shows no password', async () => {
		const { run, write } = workshop();
		write('portcullis.yaml', 'db: postgres://uma:geheim@localhost/portcullis\n');
		const shown = [await run(['config']), await run(['config', '--json'])];
		for (const { out, err } of shown) expect(`${out}${err}`).not.toContain('geheim');
	});

	it('writes the schema of the file for editors', async () => {
		const { run } = workshop();
		const schema = JSON.parse((await run(['config', '--schema'])).out);
		expect(schema).toMatchObject({
			type: 'object',
			additionalProperties: false,
			properties: { db: { type: 'string' } },
		});
	});
});
