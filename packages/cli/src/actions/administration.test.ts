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
		expect(past.err).toMatch(/--expires: must be in the future \(given: 2026-01-01\)/);
		const day = await run(['grant', 'add', 'ben', '--role', 'CloudUser', '--expires', 'soon']);
		expect(day.status).toBe(2);
		expect(day.err).toMatch(/'--expires <moment>' argument 'soon' is invalid/);
	});

	it('gives a role to a group, and says that it is one wherever it shows the grant', async () => {
		const { must, run } = await shop();
		const added = await must('grant', 'add', '--group', '234567890123456789', '--role', 'CloudUser');
		expect(added.out).toMatch(/^Granted CloudUser to group 234567890123456789, everywhere \(grant [0-9a-f]{32}\)/);
		const id = /grant ([0-9a-f]{32})/.exec(added.out)?.[1] ?? '';
		expect((await must('grant', 'list')).out).toContain(`${id}\tgroup 234567890123456789\tCloudUser`);
		expect((await must('grant', 'show', id)).out).toMatch(/^group: 234567890123456789$/m);
		expect((await must('role', 'show', 'CloudUser')).out).toContain('group 234567890123456789');
		expect((await must('history', '--event', 'grant')).out).toContain('grant.added');
		expect(await run(['history', '--event', 'grants'])).toMatchObject({
			status: 2,
			err: expect.stringContaining('INPUT_INVALID'),
		});
		for (const wrong of [[], ['ben', '--group', 'x']]) {
			const refused = await run(['grant', 'add', ...wrong, '--role', 'CloudUser']);
			expect(refused).toMatchObject({ err: expect.stringContaining('actor') });
		}
		await must('grant', 'remove', id);
	});

	it('refuses a grant that stands already, and takes one that differs in anything', async () => {
		const { run, must } = await shop();
		const added = ['grant', 'add', 'bob', '--role', 'CloudUser'];
		const id = /grant ([0-9a-f]{32})/.exec((await must(...added)).out)?.[1];
		expect(await run(added)).toMatchObject({
			status: 1,
			err: expect.stringContaining(`bob has CloudUser like this already, by grant ${id} (GRANT_EXISTS)`),
		});
		for (const more of [
			['--project', 'shop'],
			['--expires', '7d'],
			['--minus', 'can_modify'],
		]) {
			const differing = [...added, ...more];
			await must(...differing);
			expect((await run(differing)).err, more.join(' ')).toContain('GRANT_EXISTS');
		}
		await must('grant', 'remove', id ?? '');
		await must(...added);
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
		expect((await must('quota', 'add', 'shop', 'vm', '5')).out).toBe('Set: shop vm count: at most 5; 0 in use\n');
		expect((await must('quota', 'set', 'shop', 'vm', '6')).out).toBe('Set: shop vm count: at most 6; 0 in use\n');
		const override = ['quota', 'override', 'shop', 'vm', '15', '--until', '12h', '--reason', 'load test'];
		expect((await must(...override)).out).toMatch(/and 15 until 2026-11-24 22:00:00Z\n$/);
		expect((await must('quota', 'list', '--project', 'shop')).out).toBe(
			'project:shop:vm:count\tshop vm count\t0\t0\t6\t-\t15 until 2026-11-24 22:00:00Z by ada: load test\n',
		);
		expect((await must('quota', 'list', '--json')).json()).toMatchObject({
			version: 1,
			kind: 'quotas',
			quotas: [{ limit: 6, owner: 'project', project: 'shop', actor: null, per: null, window: null }],
		});
		await must('quota', 'remove', 'shop', 'vm');
		expect((await must('quota', 'list')).out).toMatch(/\tdefault\t-\t-\n$/);
	});

	it.each([
		[['shop', 'all', '16.5', '--measure', 'vcpu'], 'shop all vcpu: at most 16.5 vCPU; 0 vCPU in use'],
		[['project:shop', 'vm', '64', '--measure', 'memory'], 'shop vm memory: at most 64 GiB; 0 GiB in use'],
		[['tenant', 'all', '5k', '--measure', 'monthly'], 'tenant all monthly: at most 5000.00 USD; 0.00 USD in use'],
		[['actor:ben', 'vm', '3', '--per', 'day'], 'actor ben vm count per day: at most 3; 0 in this day'],
	])('sets %s', async (args, sentence) => {
		const { must } = await shop();
		expect((await must('quota', 'set', ...args)).out).toBe(`Set: ${sentence}\n`);
	});

	it('shows what is used, held and left, and when the window ends', async () => {
		const { must, run, write } = await shop();
		await must('quota', 'time-zone', 'Europe/Berlin');
		await must('quota', 'set', 'actor:ada', 'vm', '3', '--per', 'day');
		write('vm.json', vm());
		const view = (await must('request', 'vm.json', '--json')).json() as { view?: { session: { id: string } } };
		await must('approve', view.view?.session.id ?? '');
		expect((await must('quota', 'show', 'actor:ada', 'vm', '--per', 'day')).out).toBe(
			[
				'quota: actor:ada:vm:count:day',
				'what: the number of vm that actor ada adds in a day',
				'used: 1',
				'held: 0 by deployments under way',
				'limit: 3',
				'left: 2',
				'window: ends 2026-11-24 23:00:00Z',
				'',
			].join('\n'),
		);
		expect((await must('quota', 'show', 'actor:ada:vm:count:day', '--json')).json()).toMatchObject({
			version: 1,
			kind: 'quota_status',
			limit: 3,
			left: 2,
			quota: { used: 1, reserved: 0, window: { ends_at: Date.UTC(2026, 10, 24, 23) } },
		});
		const more = await run(['preview', '-'], { stdin: vm({ name: 'two', count: 3 }) });
		expect(more.status).toBe(1);
		expect(more.out).toMatch(
			/^violation: quotas\.per_window \(hard\) actor:ada:vm:count:day: expected at most 3, received 4: .*until 2026-11-24T23:00:00Z$/m,
		);
		expect(more.out).toMatch(/^quota: actor ada vm count per day: 1 of 3 before, 4 of 3 after$/m);
		expect(await run(['quota', 'show', 'actor:ben', 'vm'])).toMatchObject({
			status: 1,
			err: expect.stringContaining('QUOTA_UNKNOWN'),
		});
	});

	it('says that the kind is missing where an owner stands alone', async () => {
		const { run } = await shop();
		for (const owner of ['shop', 'tenant', 'project:shop', 'actor:ada']) {
			for (const command of ['show', 'remove']) {
				const ran = await run(['quota', command, owner]);
				expect(ran.status, `${command} ${owner}`).toBe(2);
				expect(ran.err).toContain(`a kind is missing behind the owner ${owner}: one of vm, database, `);
			}
		}
	});

	it('says of an amount that nobody knows that it is not known', async () => {
		const { must, run } = await shop();
		await must('project', 'add', 'sky', '--provider', 'azure', '--region', 'westus2');
		await must('quota', 'set', 'sky', 'all', '100', '--measure', 'monthly');
		const asked = { kind: 'vm', name: 'web', size: 'Standard_B1s' };
		const ran = await run(['preview', '-'], { stdin: vm({}, { project: 'sky', resources: [asked] }) });
		expect(ran.status).toBe(1);
		expect(ran.out).toMatch(
			/^unknown: quotas\.spend \(hard\) .*how much of the cost a month of project sky this takes is not known$/m,
		);
		expect(ran.out).toMatch(/^quota: sky all monthly: 0\.00 USD of 100\.00 USD before, not known after$/m);
	});

	it('removes by the id too, and refuses one that is not there', async () => {
		const { must, run } = await shop();
		await must('quota', 'add', 'shop', 'vm', '5');
		await must('quota', 'remove', 'project:shop:vm:count');
		await must('quota', 'set', 'tenant', 'all', '9', '--measure', 'disk', '--per', 'week');
		await must('quota', 'remove', 'tenant', 'all', '--measure', 'disk', '--per', 'week');
		for (const args of [['shop', 'database'], ['project:shop:vn:count'], ['tenant:all:disk_gib:week']]) {
			const ran = await run(['quota', 'remove', ...args]);
			expect(ran).toMatchObject({ status: 1, err: expect.stringContaining('QUOTA_UNKNOWN') });
		}
		expect((await run(['quota', 'remove', 'shop', 'vms'])).err).toMatch(/Allowed choices are vm, database/);
	});

	it('refuses limits, kinds, owners, windows, zones and projects that there are not', async () => {
		const { run } = await shop();
		for (const limit of ['1.5', 'ten', '1e3', '-1', '99999999999999999999']) {
			expect(await run(['quota', 'add', 'shop', 'vm', limit])).toMatchObject({
				status: 2,
				err: expect.stringMatching(/limit: must be a whole number from 0 to 999999999.*given: /),
			});
		}
		expect((await run(['quota', 'add', 'shop', 'vms', '5'])).err).toMatch(/Allowed choices are vm, database/);
		expect((await run(['quota', 'add', 'shop', 'all', '5'])).err).toMatch(
			/kind: must be one of vm, database, .* where resources are counted \(given: all\)\nhint: .*--measure vcpu, memory/,
		);
		const until = ['--until', '2026-01-01', '--reason', 'x'];
		expect((await run(['quota', 'override', 'shop', 'vm', '5', ...until])).err).toMatch(
			/--until: must be in the future \(given: 2026-01-01\)/,
		);
		expect((await run(['quota', 'add', 'shop', 'vm', '5', '--per', 'year'])).err).toMatch(/Allowed choices are hour/);
		expect((await run(['quota', 'add', 'shop', 'vm', '5', '--measure', 'ram'])).err).toMatch(/choices are count, vcpu/);
		expect((await run(['quota', 'add', 'actor:', 'vm', '5'])).err).toMatch(/actor: must be 1 to 128 printable/);
		expect(await run(['quota', 'time-zone', 'Mars/Olympus'])).toMatchObject({
			status: 2,
			err: expect.stringMatching(/time_zone: must be a time zone that this machine knows.*given: Mars\/Olympus/),
		});
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
			`${id}\tcost.hourly_limit\tsoft\tproject=shop\t-\t{"max_hourly_micros":10000}\tCloudAdmin\t2\n`,
		);
		expect((await must('binding', 'remove', id)).out).toMatch(/^Unbound cost\.hourly_limit \(soft\), project=shop/);
	});

	it('takes patterns, resources and a time, and warns of one that is as specific', async () => {
		const { must, run } = await shop();
		const scope = ['--level', 'soft', '--resource', 'vm/prod-*'];
		const added = await must('binding', 'add', 'cost.p*', ...scope, '--from', '2026-12-20', '--until', '2027-01-04');
		expect(added.out).toMatch(
			/^Bound cost\.p\* \(soft\), resource=vm\/prod-\*, from 2026-12-20 00:00:00Z until 2027-01-04 00:00:00Z \(binding /,
		);
		expect((await must('binding', 'list')).out).toContain(
			'\tcost.p*\tsoft\tresource=vm/prod-*\tfrom 2026-12-20 00:00:00Z until 2027-01-04 00:00:00Z\t-\t-\t1\n',
		);
		await must('binding', 'add', 'cost.price_known', ...scope);
		const other = ['binding', 'add', 'cost.price_known', '--level', 'hard', '--resource', 'vm/*-prod'];
		expect((await run(other)).err).toMatch(
			/^note: bindings .* of cost\.price_known are equally specific .* stricter one\n$/,
		);
		const late = await run(['binding', 'add', 'cost.p*', ...scope, '--until', '2026-01-01']);
		expect(late).toMatchObject({
			status: 2,
			err: expect.stringMatching(/--until: must be a moment to come \(given: 2026-01-01\)/),
		});
	});

	it('refuses policies and parameters that there are not', async () => {
		const { run } = await shop();
		const add = ['binding', 'add', 'cost.hourly_limit', '--level', 'hard', '--project', 'shop'];
		expect(await run(['binding', 'add', 'cost.hourly_limt', '--level', 'hard'])).toMatchObject({
			status: 1,
			err: expect.stringContaining('did you mean cost.hourly_limit or cost.monthly_limit?'),
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
