import { describe, expect, it } from 'vitest';
import { shop, vm, type Workshop } from '../../test/workshop.js';

async function requested({ must, write }: Workshop, ...args: readonly string[]): Promise<string> {
	write('vm.json', vm());
	const ran = await must('request', 'vm.json', '--json', ...args);
	return (ran.json() as unknown as { view: { session: { id: string } } }).view.session.id;
}

/** The shop with a limit that sends every machine to administrators. */
async function strictShop(quorum = '1'): Promise<Workshop> {
	const made = await shop();
	const args = ['--level', 'soft', '--param', 'max_hourly_usd=0.01', '--project', 'shop', '--owner', 'CloudAdmin'];
	await made.must('binding', 'add', 'cost.hourly_limit', ...args, '--quorum', quorum);
	await made.must('grant', 'add', 'uma', '--role', 'CloudUser');
	await made.must('grant', 'add', 'ben', '--role', 'CloudAdmin');
	return made;
}

const opened = async (made: Workshop, user: string): Promise<string> => {
	made.write('vm.json', vm());
	const ran = await made.run(['request', 'vm.json', '--json'], { user });
	expect(ran.status).toBe(3);
	return (ran.json() as unknown as { view: { session: { id: string } } }).view.session.id;
};

describe('portcullis show --watch', () => {
	const minute = 60_000;

	it('shows what others do meanwhile, and ends with the session', async () => {
		const made = await strictShop('2');
		const id = await opened(made, 'uma');
		const meanwhile = [
			() => {},
			() => made.run(['approve', id], { user: 'ada' }),
			() => made.run(['approve', id], { user: 'ben' }),
		];
		const ran = await made.run(['show', id, '--watch'], { user: 'uma', meanwhile });
		expect(ran).toMatchObject({ status: 0, err: '' });
		expect(ran.out.match(/^session: .*$/gm)).toEqual([
			`session: ${id} open`,
			`session: ${id} open`,
			`session: ${id} completed`,
		]);
		expect(ran.out.match(/^waits: for .*$/gm)).toEqual([
			'waits: for 2 approvals by CloudAdmin (cost.hourly_limit)',
			'waits: for 1 approval by CloudAdmin (cost.hourly_limit)',
		]);
	});

	it('counts the time down on a terminal, and ends when it is over', async () => {
		const made = await strictShop();
		const id = await opened(made, 'uma');
		const meanwhile = [() => (made.now += 20 * minute), () => (made.now += 20 * minute)];
		const ran = await made.run(['show', id, '--watch'], { user: 'uma', terminal: true, meanwhile });
		expect(ran.out.match(/time left.*(?=\()/g)?.map((line) => line.replaceAll('\u001b[22m', ''))).toEqual([
			'time left 30 min ',
			'time left 9 min 58 s ',
		]);
		expect(ran.out).toMatch(new RegExp(`${id} expired`));
	});

	it('writes one JSON object, at the end', async () => {
		const made = await strictShop();
		const id = await opened(made, 'uma');
		const meanwhile = [() => made.run(['reject', id, '--reason', 'no'], { user: 'ada' })];
		const ran = await made.run(['show', id, '--watch', '--json'], { user: 'uma', meanwhile });
		expect(ran.json()).toMatchObject({ kind: 'session', view: { session: { status: 'rejected' } } });
		expect((await made.run(['show', 'nonsense', '--watch'])).err).toMatch(/SESSION_UNKNOWN/);
	});
});

describe('portcullis approve', () => {
	it('writes the Terraform beside the database, and leaves what else is there', async () => {
		const made = await shop();
		made.write('terraform_gcp_shop/terraform.tfstate', 'state');
		made.write('terraform_gcp_shop/own.tf', '# own');
		const ran = await made.must('approve', await requested(made));
		expect(ran.out).toMatch(/^session: \S+ completed$/m);
		expect(ran.out).toMatch(/^approved: by ada, at 2026-11-24 10:00:00Z$/m);
		expect(ran.out).toMatch(/^written: .*terraform_gcp_shop\/main\.tf\.json$/m);
		expect(JSON.parse(made.read('terraform_gcp_shop/main.tf.json'))).toHaveProperty('resource.google_compute_instance');
		expect(made.read('terraform_gcp_shop/terraform.tfstate')).toBe('state');
		expect(made.read('terraform_gcp_shop/own.tf')).toBe('# own');
	});

	it('writes where --terraform-root or PORTCULLIS_TERRAFORM_ROOT says', async () => {
		const made = await shop();
		await made.must('approve', await requested(made), '--terraform-root', 'infra');
		expect(made.has('infra/terraform_gcp_shop/main.tf.json')).toBe(true);
		const other = await shop();
		const env = { PORTCULLIS_TERRAFORM_ROOT: 'elsewhere' };
		expect((await other.run(['approve', await requested(other)], { env })).status).toBe(0);
		expect(other.has('elsewhere/terraform_gcp_shop/main.tf.json')).toBe(true);
	});

	it('takes the approval of an owner, not that of whoever asked', async () => {
		const made = await strictShop();
		const id = await opened(made, 'uma');
		const own = await made.run(['approve', id], { user: 'uma' });
		expect(own).toMatchObject({ status: 1, err: expect.stringContaining('APPROVER_NOT_ENTITLED') });
		const shown = await made.run(['show', id], { user: 'uma' });
		expect(shown.out).toMatch(/^waits: for 1 approval by CloudAdmin \(cost\.hourly_limit\)$/m);
		expect(shown.out).toMatch(/^may approve: ada, ben$/m);
		const ran = await made.run(['approve', id, '--json'], { user: 'ben' });
		expect(ran.status).toBe(0);
		expect(ran.json()).toMatchObject({ version: 1, kind: 'session', view: { session: { id, status: 'completed' } } });
	});

	it('does not take the word of --as for who approves, unless init allowed it', async () => {
		const made = await strictShop();
		const id = await opened(made, 'uma');
		const ran = await made.run(['approve', id, '--as', 'ben']);
		expect(ran).toMatchObject({ status: 1, err: expect.stringContaining('--as') });
	});

	it('approves what was shown: with --digest, nothing that has changed since', async () => {
		const made = await strictShop();
		const id = await opened(made, 'uma');
		const next = async () => /^next: portcullis (.+)$/m.exec((await made.must('show', id)).out)?.[1]?.split(' ') ?? [];
		const before = await next();
		await made.must('binding', 'add', 'cost.price_known', '--level', 'soft');
		for (const args of [['approve', id], before]) {
			const ran = await made.run(args, { user: 'ben' });
			expect(ran).toMatchObject({
				status: 1,
				err: expect.stringMatching(/SUBJECT_CHANGED\)\nhint: portcullis show ID/),
			});
		}
		for (const digest of ['', '9', 'x'.repeat(64)]) {
			expect((await made.run(['approve', id, '--digest', digest], { user: 'ben' })).status).toBe(1);
		}
		expect((await made.run(await next(), { user: 'ben' })).out).toMatch(/^session: \S+ completed$/m);
	});

	it('says which approvals are void', async () => {
		const made = await strictShop('2');
		const id = await opened(made, 'uma');
		const first = await made.run(['approve', id], { user: 'ben' });
		expect(first).toMatchObject({ status: 0, err: '' });
		expect(first.out).toMatch(
			/^approved: by ben, at [\s\S]*^waits: for 1 approval by CloudAdmin \(cost\.hourly_limit\)$/m,
		);
		await made.must('binding', 'add', 'cost.price_known', '--level', 'soft');
		await made.run(['approve', id]);
		const shown = await made.must('show', id);
		expect(shown.out).toMatch(/^approved: by ben, void: what it approved has changed$/m);
		expect(shown.out).toMatch(/^waits: for 2 approvals by CloudAdmin/m);
	});

	it('says whose approval would not count any more', async () => {
		const made = await strictShop('2');
		const id = await opened(made, 'uma');
		await made.run(['approve', id], { user: 'ben' });
		const { grants } = (await made.must('grant', 'list', '--json')).json() as unknown as {
			grants: { id: string; actor: string }[];
		};
		await made.must('grant', 'remove', grants.find(({ actor }) => actor === 'ben')?.id ?? '');
		expect((await made.must('show', id)).out).toMatch(/^approved: by ben, void: ben may not approve any more$/m);
	});

	it('takes whole ids only, and says which is meant', async () => {
		const made = await shop();
		const id = await requested(made);
		const ran = await made.run(['approve', id.slice(0, 8)]);
		expect(ran.status).toBe(1);
		expect(ran.err).toMatch(new RegExp(`write the whole id, ${id} \\(SESSION_UNKNOWN\\)`));
		expect((await made.run(['approve', 'nothing-like-it'])).err).toMatch(
			/there is no session nothing-like-it.*\(SESSION_UNKNOWN\)/,
		);
	});

	it('refuses what has expired or is over', async () => {
		const made = await shop();
		const id = await requested(made);
		made.now += 30 * 60_000;
		expect(await made.run(['approve', id])).toMatchObject({
			status: 1,
			err: expect.stringContaining('SESSION_EXPIRED'),
		});
		made.now -= 60_000;
		await made.must('cancel', id);
		expect(await made.run(['approve', id])).toMatchObject({
			status: 1,
			err: expect.stringContaining('SESSION_CLOSED'),
		});
	});
});

describe('portcullis reject and cancel', () => {
	it('close a session, with the reason', async () => {
		const made = await shop();
		const first = await requested(made);
		const ran = await made.must('reject', first, '--reason', 'too\u001b dear');
		expect(ran.out).toBe(`Session ${first} is rejected: too\\u{1b} dear\n`);
		expect((await made.must('show', first)).out).toMatch(/^session: \S+ rejected: too\\u\{1b\} dear$/m);
		const second = await requested(made);
		expect((await made.must('cancel', second, '--json')).json()).toEqual({
			version: 1,
			kind: 'closed',
			session: second,
			status: 'cancelled',
			reason: null,
		});
	});

	it('refuse those who may not, and a rejection without a reason', async () => {
		const made = await shop();
		await made.must('grant', 'add', 'uma', '--role', 'CloudUser');
		const id = await requested(made);
		for (const args of [
			['reject', id, '--reason', 'no'],
			['cancel', id],
		]) {
			const ran = await made.run(args, { user: 'uma' });
			expect(ran).toMatchObject({ status: 1, err: expect.stringContaining('CAPABILITY_MISSING') });
		}
		expect(await made.run(['reject', id])).toMatchObject({ status: 2, err: expect.stringContaining('--reason') });
	});
});

describe('portcullis show', () => {
	it('takes the beginning of an id where only one begins so', async () => {
		const made = await shop();
		const id = await requested(made);
		const ran = await made.must('show', id.slice(0, 4));
		expect(ran.out).toContain(`session: ${id} open\n`);
		expect((await made.run(['show', id.slice(0, 3)])).err).toMatch(/SESSION_UNKNOWN/);
		expect((await made.run(['show', 'ffff'])).err).toMatch(/SESSION_UNKNOWN.*\nhint: portcullis list/);
	});

	it('refuses a beginning that two share', async () => {
		const made = await shop();
		made.ids.push('abcd1', 'abcd2');
		await requested(made);
		await requested(made);
		const ran = await made.run(['show', 'abcd']);
		expect(ran).toMatchObject({
			status: 1,
			err: expect.stringContaining('2 sessions begin with abcd; write more of the id'),
		});
		expect((await made.must('show', 'abcd1')).out).toMatch(/^session: abcd1 superseded/m);
	});
});

describe('portcullis list, history and sweep', () => {
	it('list sessions, newest first, each on a line of its own', async () => {
		const made = await shop();
		const first = await requested(made);
		made.now += 1000;
		const second = await requested(made);
		const ran = await made.must('list');
		expect(ran.out).toBe(
			`${second}\topen\tcreate vm/web in project shop\tada\tallow\t0.0209\t30 min\tada\n` +
				`${first}\tsuperseded\tcreate vm/web in project shop\tada\tallow\t0.0209\t-\t-\n`,
		);
		expect((await made.must('list', '--status', 'open')).out.split('\n')).toHaveLength(2);
		expect((await made.must('list', '--limit', '1')).out).toContain(second);
		expect((await made.must('list', '--json')).json()).toMatchObject({
			version: 1,
			kind: 'sessions',
			views: [{ session: { id: second } }, { session: { id: first } }],
			snapshot_at: expect.any(Number),
		});
		expect((await made.run(['list', '--status', 'opne'])).err).toMatch(/Allowed choices are open/);
	});

	it('call a session expired once it is, and sweep marks it', async () => {
		const made = await shop();
		const id = await requested(made);
		made.now += 30 * 60_000;
		expect((await made.must('list')).out).toContain(`${id}\texpired\t`);
		expect((await made.must('sweep')).out).toBe(
			`expired: session ${id} of local shop\nswept: 1 expired, 0 ended as failed\nreservations given back: 0; cache files removed: 0; expiring within 10 minutes: 0\n`,
		);
		expect((await made.must('sweep', '--json')).json()).toMatchObject({
			version: 1,
			kind: 'sweep',
			expired: [],
			recovered: [],
		});
	});

	it('tell what happened, newest first, by page', async () => {
		const made = await shop();
		const id = await requested(made);
		await made.must('cancel', id, '--reason', 'changed\nmy\u202e mind');
		expect((await made.must('history')).out).toContain('{"reason":"changed\\nmy\\u{202e} mind"}\n');
		const rows = (await made.must('history')).out.trimEnd().split('\n');
		expect(rows.map((row) => row.split('\t')[3])).toEqual([
			'session.cancelled',
			'session.opened',
			'project.added',
			'tenant.created',
		]);
		expect((await made.must('history', '--session', id)).out.split('\n')).toHaveLength(3);
		expect((await made.must('history', '--before', '3', '--limit', '1')).out).toMatch(
			/^2\t2026-11-24 10:00:00Z\tada\tproject\.added\t/,
		);
		expect((await made.must('history', '--json')).json()).toMatchObject({
			version: 1,
			kind: 'history',
			rows: [{ seq: 4 }, {}, {}, {}],
		});
	});

	it('say what is not known, and do not take it for something in which nothing happened', async () => {
		const made = await shop();
		for (const args of [['list'], ['history'], ['audit', 'export']]) {
			const ran = await made.run([...args, '--project', 'shpo']);
			expect(ran, args.join(' ')).toMatchObject({ status: 1, out: '' });
			expect(ran.err).toContain(
				'there is no project shpo that you may see; list those that there are (PROJECT_UNKNOWN)',
			);
		}
		expect(await made.run(['history', '--session', 'nope'])).toMatchObject({
			status: 1,
			err: expect.stringContaining('there is no session nope (SESSION_UNKNOWN)'),
		});
		expect(await made.run(['history', '--actor', 'nobody'])).toMatchObject({
			status: 0,
			out: '',
			err: 'note: there are no such rows\n',
		});
	});

	it('tell what happened in a project that was removed', async () => {
		const made = await shop();
		const id = await requested(made);
		await made.must('cancel', id);
		await made.must('project', 'remove', 'shop');
		for (const args of [
			['history', '--project', 'shop'],
			['audit', 'export', '--project', 'shop'],
			['history', '--session', id],
		]) {
			expect((await made.must(...args)).out, args.join(' ')).toContain('session.cancelled');
		}
		expect((await made.must('list', '--project', 'shop')).err).toContain('there are no such sessions');
	});

	it('refuse those who may not look', async () => {
		const { run } = await shop();
		for (const args of [['list'], ['history']]) {
			expect(await run(args, { user: 'eve' })).toMatchObject({
				status: 1,
				err: expect.stringContaining('CAPABILITY_MISSING'),
			});
		}
	});
});

describe('portcullis withdraw', () => {
	it('takes an approval back, which is shown as that and counts no more', async () => {
		const made = await strictShop('2');
		const id = await opened(made, 'uma');
		await made.must('approve', id);
		const other = await made.run(['withdraw', id], { user: 'ben' });
		expect(other).toMatchObject({ status: 1, err: expect.stringContaining('NOT_APPROVED') });
		const ran = await made.must('withdraw', id);
		expect(ran.out).toMatch(/^approved: by ada, withdrawn: taken back by who gave it$/m);
		expect(ran.out).toMatch(/^waits: for 2 approvals by CloudAdmin/m);
		const json = await made.run(['show', id, '--json']);
		expect(json.json()).toMatchObject({ view: { approvals: [{ actor: 'ada', standing: 'withdrawn' }] } });
	});
});

describe('portcullis --request-id', () => {
	it('does a thing once, and answers the same when it comes again', async () => {
		const made = await shop();
		const first = await requested(made, '--request-id', 'm1');
		expect(await requested(made, '--request-id', 'm1')).toBe(first);
		expect(await requested(made, '--request-id', 'm2')).not.toBe(first);
		await made.must('approve', await requested(made, '--request-id', 'm2'), '--request-id', 'm3');
		const reused = await made.run(['cancel', first, '--request-id', 'm3']);
		expect(reused).toMatchObject({ status: 1, err: expect.stringContaining('REQUEST_ID_REUSED') });
	});
});

describe('portcullis tenant', () => {
	it('shows how long sessions wait, sets it within bounds, and takes it back', async () => {
		const made = await shop();
		expect((await made.must('tenant')).out).toBe(
			'tenant: local\nsessions wait: 30 minutes (nothing is set)\napprovals by --as: do not count\nchanges of policy are approved by: nobody else\nwaivers last at most: 90 days (nothing is set)\n',
		);
		expect((await made.must('tenant', '--session-minutes', '120')).out).toContain('sessions wait: 120 minutes');
		const shown = await made.must('show', await requested(made));
		expect(shown.out).toMatch(/^time left: 2 h/m);
		for (const wrong of ['4', '10081']) {
			const ran = await made.run(['tenant', '--session-minutes', wrong]);
			expect(ran.err).toContain('INPUT_INVALID');
			expect(ran.err).toContain(`--session-minutes: must be from 5 to 10080 minutes (7 days) (given: ${wrong})`);
		}
		expect((await made.run(['tenant', '--session-minutes', '9', '--session-default'])).status).toBe(2);
		expect((await made.must('tenant', '--session-default', '--json')).json()).toMatchObject({
			kind: 'tenant',
			session_lifetime_ms: null,
		});
	});
});

describe('portcullis sweep', () => {
	it('says what it did, of one session or of all', async () => {
		const made = await shop();
		const id = await requested(made);
		expect((await made.must('sweep', '--session', id)).out).toContain('swept: 0 expired, 0 ended as failed');
		expect((await made.run(['sweep', '--session', 'none'])).err).toContain('SESSION_UNKNOWN');
		const ran = await made.must('sweep', '--force', '--json');
		expect(ran.json()).toMatchObject({
			kind: 'sweep',
			given_up: [],
			released: 0,
			ending: 0,
			stray: [],
			caches: { removed: 0, faults: [] },
		});
		expect((await made.must('help', 'sweep')).out).toContain('puts nothing in place any more');
	});
});
