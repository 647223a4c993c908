import { describe, expect, it } from 'vitest';
import { shop, vm } from '../../test/workshop.js';

describe('portcullis project', () => {
	it('adds, lists and removes', async () => {
		const { must } = await shop();
		const args = ['--regions', 'eu-west-1,eu-central-1', '--environment', 'production', '--budget', '1.5k'];
		const added = await must('project', 'add', 'billing', '--provider', 'aws', '--region', 'eu-west-1', ...args);
		expect(added.out).toBe('Added project billing on aws, regions eu-west-1, eu-central-1.\n');
		expect((await must('project', 'list')).out).toBe(
			'billing\taws\tproduction\teu-west-1\teu-west-1 eu-central-1\t-\t1500.00\nshop\tgcp\tdevelopment\tus-central1\tus-central1\t-\t-\n',
		);
		const listed = (await must('project', 'list', '--json')).json();
		expect(listed).toMatchObject({
			version: 1,
			kind: 'projects',
			projects: [{ monthly_budget_micros: 1_500_000_000 }, {}],
		});
		expect((await must('project', 'remove', 'billing', '--json')).json()).toMatchObject({
			version: 1,
			kind: 'project',
			change: 'removed',
			project: { name: 'billing' },
		});
		expect((await must('project', 'list')).out).toMatch(/^shop\t[^\n]*\n$/);
	});

	it('refuses a region of another cloud with the one that may be meant', async () => {
		const { run } = await shop();
		const ran = await run(['project', 'add', 'x', '--provider', 'gcp', '--region', 'eu-west-1', '--json']);
		expect(ran.status).toBe(2);
		expect(ran.json()).toMatchObject({
			version: 1,
			kind: 'error',
			code: 'INPUT_INVALID',
			status: 2,
			problems: [{ path: ['region'], received: 'eu-west-1', message: expect.stringContaining('region of aws') }],
		});
	});

	it('refuses whoever may not, a name that is taken, and one that is not there', async () => {
		const { run } = await shop();
		const add = ['project', 'add', 'shop', '--provider', 'gcp', '--region', 'us-central1'];
		expect(await run(add)).toMatchObject({ status: 1, err: expect.stringContaining('PROJECT_EXISTS') });
		expect(await run(add, { user: 'ben' })).toMatchObject({
			status: 1,
			err: expect.stringContaining('CAPABILITY_MISSING'),
		});
		expect(await run(['project', 'remove', 'shp'])).toMatchObject({
			status: 1,
			err: expect.stringMatching(/there is no project shp.*\(PROJECT_UNKNOWN\)\nhint: portcullis project list/),
		});
	});

	it('refuses amounts, clouds and environments that there are not', async () => {
		const { run } = await shop();
		const add = ['project', 'add', 'x', '--provider', 'gcp', '--region', 'us-central1'];
		expect(await run([...add, '--budget', '1,000'])).toMatchObject({
			status: 2,
			err: expect.stringMatching(/'--budget <usd>' argument '1,000' is invalid\. It must be an amount/),
		});
		expect((await run([...add, '--environment', 'prod'])).err).toMatch(/Allowed choices are development/);
		expect((await run(['project', 'add', 'x', '--provider', 'gpc', '--region', 'r'])).err).toMatch(
			/Allowed choices are gcp/,
		);
	});
});

describe('portcullis grant', () => {
	it('adds, lists and takes back', async () => {
		const { must, run } = await shop();
		const args = [
			'--project',
			'shop',
			'--plus',
			'can_delete',
			'--minus',
			'can_modify,can_create_db',
			'--max-vm-size',
			'large',
		];
		const added = (
			await must('grant', 'add', 'ben', '--role', 'CloudUser', ...args, '--expires', '7d', '--json')
		).json();
		const id = (added as unknown as { readonly grant: { readonly id: string } }).grant.id;
		expect(added).toMatchObject({
			version: 1,
			kind: 'grant',
			change: 'added',
			grant: { actor: 'ben', expires_at: Date.UTC(2026, 11, 1, 10) },
		});
		expect((await must('grant', 'list')).out).toContain(
			`${id}\tben\tCloudUser\tproject=shop\t+can_delete -can_modify -can_create_db\tlarge\t2026-12-01 10:00:00Z\n`,
		);
		expect((await must('grant', 'remove', id)).out).toMatch(/^Took back CloudUser to ben, project=shop until/);
		expect(await run(['grant', 'remove', id])).toMatchObject({
			status: 1,
			err: expect.stringContaining('GRANT_UNKNOWN'),
		});
	});

	it('refuses roles and capabilities that there are not, and a moment that has passed', async () => {
		const { run } = await shop();
		expect(await run(['grant', 'add', 'ben', '--role', 'Boss'])).toMatchObject({
			status: 1,
			err: expect.stringContaining('CloudUser'),
		});
		const plus = await run(['grant', 'add', 'ben', '--role', 'CloudUser', '--plus', 'can_fly']);
		expect(plus.status).toBe(2);
		expect(plus.err).toMatch(/plus\[0\]: .*\(given: can_fly\)/);
		const past = await run(['grant', 'add', 'ben', '--role', 'CloudUser', '--expires', '2026-01-01']);
		expect(past.status).toBe(2);
		expect(past.err).toMatch(/expires_at: must be in the future/);
		const day = await run(['grant', 'add', 'ben', '--role', 'CloudUser', '--expires', 'soon']);
		expect(day.status).toBe(2);
		expect(day.err).toMatch(/'--expires <moment>' argument 'soon' is invalid/);
	});

	it('wants to know which role', async () => {
		const { run } = await shop();
		expect(await run(['grant', 'add', 'ben'])).toMatchObject({ status: 2, err: expect.stringContaining('--role') });
	});

	it('keeps the last administrator', async () => {
		const { run, must } = await shop();
		const id = (await must('grant', 'list')).out.split('\t')[0] ?? '';
		expect(await run(['grant', 'remove', id])).toMatchObject({ status: 1, err: expect.stringContaining('LAST_ADMIN') });
	});
});

describe('portcullis quota', () => {
	it('sets, overrides, lists and removes', async () => {
		const { must } = await shop();
		expect((await must('quota', 'add', 'shop', 'vm', '5')).out).toBe('Set: project shop, vm: at most 5; 0 stand\n');
		expect((await must('quota', 'add', 'shop', 'vm', '6')).out).toBe('Set: project shop, vm: at most 6; 0 stand\n');
		const override = ['quota', 'override', 'shop', 'vm', '15', '--until', '12h', '--reason', 'load test'];
		expect((await must(...override)).out).toMatch(/and 15 until 2026-11-24 22:00:00Z\n$/);
		expect((await must('quota', 'list', '--project', 'shop')).out).toBe(
			'project:shop:vm:count\tshop\tvm\tcount\t0\t0\t6\t15 until 2026-11-24 22:00:00Z by ada: load test\n',
		);
		expect((await must('quota', 'list', '--json')).json()).toMatchObject({
			version: 1,
			kind: 'quotas',
			quotas: [{ limit: 6 }],
		});
		await must('quota', 'remove', 'shop', 'vm');
		expect((await must('quota', 'list')).out).toMatch(/\tdefault\t-\n$/);
	});

	it('removes by the id too, and refuses one that is not there', async () => {
		const { must, run } = await shop();
		await must('quota', 'add', 'shop', 'vm', '5');
		await must('quota', 'remove', 'project:shop:vm:count');
		for (const args of [['shop', 'database'], ['project:shop:vn:count']]) {
			const ran = await run(['quota', 'remove', ...args]);
			expect(ran).toMatchObject({ status: 1, err: expect.stringContaining('QUOTA_UNKNOWN') });
		}
		expect((await run(['quota', 'remove', 'shop', 'vms'])).err).toMatch(/Allowed choices are vm, database/);
	});

	it('refuses limits, kinds and projects that there are not', async () => {
		const { run } = await shop();
		for (const limit of ['1.5', 'ten', '1e3'])
			expect((await run(['quota', 'add', 'shop', 'vm', limit])).status).toBe(2);
		expect((await run(['quota', 'add', 'shop', 'vms', '5'])).err).toMatch(/Allowed choices are vm, database/);
		expect(await run(['quota', 'add', 'shp', 'vm', '5'])).toMatchObject({
			status: 1,
			err: expect.stringContaining('PROJECT_UNKNOWN'),
		});
		expect((await run(['quota', 'override', 'shop', 'vm', '15', '--until', '7d'])).err).toMatch(
			/'--reason <text>' not specified/,
		);
	});
});

describe('portcullis binding', () => {
	it('adds, lists and removes', async () => {
		const { must } = await shop();
		const args = ['--level', 'soft', '--param', 'max_hourly_usd=0.01', '--project', 'shop', '--owner', 'CloudAdmin'];
		const added = (await must('binding', 'add', 'cost.hourly_limit', ...args, '--quorum', '2', '--json')).json();
		expect(added).toMatchObject({
			version: 1,
			kind: 'binding',
			change: 'added',
			binding: {
				parameters: { max_hourly_micros: 10_000 },
				scope: { project: 'shop' },
				owner_roles: ['CloudAdmin'],
				quorum: 2,
				requester_counts: false,
			},
		});
		const id = (added as unknown as { readonly binding: { readonly id: string } }).binding.id;
		expect((await must('binding', 'list')).out).toContain(
			`${id}\tcost.hourly_limit\tsoft\tproject=shop\t{"max_hourly_micros":10000}\tCloudAdmin\t2\n`,
		);
		expect((await must('binding', 'remove', id)).out).toMatch(/^Unbound cost\.hourly_limit \(soft\), project=shop/);
	});

	it('refuses policies and parameters that there are not', async () => {
		const { run } = await shop();
		const add = ['binding', 'add', 'cost.hourly_limit', '--level', 'hard', '--project', 'shop'];
		expect(await run(['binding', 'add', 'cost.hourly_limt', '--level', 'hard'])).toMatchObject({
			status: 1,
			err: expect.stringContaining('did you mean cost.hourly_limit?'),
		});
		expect((await run([...add, '--param', 'max_hourly=1'])).status).toBe(2);
		expect((await run([...add, '--param', 'max_hourly_usd=cheap'])).err).toMatch(
			/--param\.max_hourly_usd: must be an amount in US dollars.*\(given: cheap\)/,
		);
		expect((await run(['binding', 'add', 'cost.hourly_limit'])).err).toMatch(/'--level <level>' not specified/);
		expect((await run(['binding', 'remove', 'nope'])).err).toMatch(/BINDING_UNKNOWN.*\nhint: portcullis binding list/);
	});

	it('changes what is decided', async () => {
		const { must, run, write } = await shop();
		write('vm.json', vm());
		await must('preview', 'vm.json');
		await must(
			'binding',
			'add',
			'cost.hourly_limit',
			'--level',
			'hard',
			'--param',
			'max_hourly_usd=0.01',
			'--project',
			'shop',
		);
		const ran = await run(['preview', 'vm.json']);
		expect(ran.status).toBe(1);
		expect(ran.out).toMatch(
			/^violation: cost\.hourly_limit \(hard\) vm\/web: expected at most 0\.0100 USD, received 0\.0209 USD: /m,
		);
	});
});
