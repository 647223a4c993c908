import { describe, expect, it } from 'vitest';
import { workshop } from '../../test/workshop.js';

describe('portcullis init', () => {
	it('makes the database and makes whoever runs it CloudAdmin', async () => {
		const { run, has } = workshop();
		const ran = await run(['init']);
		expect(ran).toMatchObject({ status: 0, err: '' });
		expect(ran.out).toMatch(/^Set up: tenant local in .*portcullis\.db\. ada is its first administrator\.\nNext: /);
		expect(has('.portcullis/portcullis.db')).toBe(true);
		expect((await run(['grant', 'list'])).out).toMatch(/^\S+\tada\tCloudAdmin\teverywhere\t-\t-\t-\n$/);
	});

	it('says so when it is run again, by whomever, and changes nothing', async () => {
		const { run, must } = workshop();
		await must('init');
		const before = await must('grant', 'list');
		const ran = await run(['init'], { user: 'mallory' });
		expect(ran.status).toBe(0);
		expect(ran.out).toMatch(/^Set up already: .* Nothing was changed\.\n$/);
		expect((await must('grant', 'list')).out).toBe(before.out);
	});

	it('says as JSON what it made', async () => {
		const { run, folder } = workshop();
		const made = { version: 1, kind: 'init', tenant: 'local', actor: 'ada', asserted_may_approve: true };
		const database = `${folder}/.portcullis/portcullis.db`;
		expect((await run(['init', '--allow-as', '--json'])).json()).toEqual({ ...made, created: true, database });
		expect((await run(['init', '--json'])).json()).toEqual({ ...made, created: false, database });
	});

	it('refuses to let asserted actors approve in a tenant that was set up without', async () => {
		const { run, must } = workshop();
		await must('init');
		const ran = await run(['init', '--allow-as']);
		expect(ran).toMatchObject({ status: 1, out: '' });
		expect(ran.err).toMatch(/without --allow-as; nothing was changed \(TENANT_EXISTS\)/);
	});

	it('makes it where --db or PORTCULLIS_DB says, and the option wins', async () => {
		const { run, has } = workshop();
		await run(['init', '--db', 'state/one.db']);
		await run(['init'], { env: { PORTCULLIS_DB: 'two.db' } });
		await run(['init', '--db', 'three.db'], { env: { PORTCULLIS_DB: 'four.db' } });
		expect(['state/one.db', 'two.db', 'three.db', 'four.db'].map(has)).toEqual([true, true, true, false]);
		expect(has('.portcullis')).toBe(false);
	});

	it('keeps tenants apart', async () => {
		const { run, must } = workshop();
		await must('init');
		await must('init', '--tenant', 'other', '--as', 'ben');
		expect((await must('grant', 'list', '--tenant', 'other', '--as', 'ben')).out).toMatch(/^\S+\tben\tCloudAdmin/);
		const ran = await run(['grant', 'list', '--tenant', 'other']);
		expect(ran.status).toBe(1);
		expect(ran.err).toMatch(/CAPABILITY_MISSING/);
	});

	it('asks at a terminal for a first project, again where an answer cannot be, and leaves a request to try', async () => {
		const { run, read } = workshop();
		const answers = [true, 'My Shop', 'shop', 'aws', 'eu-wst-1', 'eu-west-1', 'production', '-1', '1.5k'];
		const ran = await run(['init'], { terminal: true, answers });
		expect(ran).toMatchObject({ status: 0, err: '' });
		expect(ran.out).toMatch(
			/Added project shop on aws, region eu-west-1\.\nNext: portcullis preview first-request\.yaml\n$/,
		);
		const listed = (await run(['project', 'list', '--json'])).json();
		expect(listed).toMatchObject({
			projects: [{ name: 'shop', provider: 'aws', environment: 'production', monthly_budget_micros: 1_500_000_000 }],
		});
		expect(read('first-request.yaml')).toContain('project: shop');
		expect((await run(['preview', 'first-request.yaml'])).status).toBe(0);
		expect((await run(['init'], { terminal: true, answers: [] })).out).toMatch(/^Set up already/);
	});

	it('sets nothing up where somebody breaks off', async () => {
		const { run, has } = workshop();
		for (const answers of [[null], [true, null], [true, 'shop', 'gcp', null]]) {
			const ran = await run(['init'], { terminal: true, answers });
			expect(ran).toMatchObject({ status: 1, out: '' });
			expect(ran.err).toMatch(/nothing was set up \(BROKEN_OFF\)/);
		}
		expect(has('.portcullis')).toBe(false);
	});

	it('asks nothing with --yes, with --json, or where the answers are given', async () => {
		const all = ['--project', 'shop', '--provider', 'gcp', '--region', 'us-central1'];
		for (const args of [['--yes'], ['--json'], all]) {
			const { run } = workshop();
			expect((await run(['init', ...args], { terminal: true, answers: [] })).status).toBe(0);
		}
		const { run } = workshop();
		const half = await run(['init', '--project', 'shop', '--provider', 'gcp']);
		expect(half).toMatchObject({ status: 2, out: '' });
		expect(half.err).toMatch(/--region belong together/);
	});

	it('leaves a file alone that stands where the example would', async () => {
		const { run, read, write } = workshop();
		write('first-request.yaml', 'mine');
		await run(['init', '--project', 'shop', '--provider', 'gcp', '--region', 'us-central1']);
		expect(read('first-request.yaml')).toBe('mine');
	});

	it('refuses names that nobody can have', async () => {
		const { run, has } = workshop();
		const ran = await run(['init', '--as', 'a b\u202e']);
		expect(ran.status).toBe(2);
		expect(ran.err).toBe(
			'error: who asks, and where, cannot be understood (INPUT_INVALID)\n  --as: must be 1 to 128 printable characters without white space (given: a b\\u{202e})\n',
		);
		expect((await run(['init', '--tenant', '../x'])).status).toBe(2);
		expect(has('.portcullis/portcullis.db')).toBe(false);
	});
});

describe('every other command', () => {
	it.each([
		['project', 'list'],
		['grant', 'add', 'ben', '--role', 'CloudUser'],
		['list'],
		['history'],
		['sweep'],
		['approve', 'x'],
	])('says where there is no database yet, and makes none: %s %s', async (...args) => {
		const { run, has } = workshop();
		const ran = await run(args);
		expect(ran).toMatchObject({ status: 2, out: '' });
		expect(ran.err).toMatch(/there is no database at .* \(STORE_MISSING\)\nhint: portcullis init makes one/);
		expect(has('.portcullis')).toBe(false);
	});
});
