import { describe, expect, it } from 'vitest';
import { shop, vm } from '../../test/workshop.js';

const ansi = '\u001b[';

describe('what would make a request pass', () => {
	it('stands beside what is denied, of preview and of request, with its price', async () => {
		const { run, write } = await shop();
		write('vm.json', vm({ count: 12 }));
		const passes = /^passes: with vm\/web count: 12 -> 10 \(152\.30 USD a month, 30\.46 less\)$/m;
		expect((await run(['preview', 'vm.json'])).out).toMatch(passes);
		expect((await run(['request', 'vm.json'])).out).toMatch(passes);
		expect((await run(['preview', 'vm.json', '--json'])).json()).toMatchObject({
			requests: [
				{ suggestions: { answer: 'deny', suggestions: [{ changes: [{ path: ['count'], from: 12, to: 10 }] }] } },
			],
		});
	});

	it('is whom to ask where no change helps', async () => {
		const { must, run, write } = await shop();
		await must('grant', 'add', 'vera', '--role', 'CloudViewer');
		await must('grant', 'add', '--group', 'devs', '--role', 'CloudUser');
		write('vm.json', vm());
		const ran = await run(['preview', 'vm.json'], { user: 'vera' });
		expect(ran.out).toMatch(
			/^ask: CloudAdmin or CloudUser: ada, members of devs: vera lacks can_create_vm here; CloudAdmin/m,
		);
		const table = await run(['preview', 'vm.json'], { user: 'vera', terminal: true });
		expect(table.out).toContain('CloudAdmin or CloudUser');
	});

	it('is not said of what is allowed, nor of several that count together', async () => {
		const { run, write } = await shop();
		write('vm.json', vm());
		write('many.json', vm({ name: 'many', count: 12 }));
		expect((await run(['preview', 'vm.json'])).out).not.toMatch(/^(?:passes|ask|fill in):/m);
		expect((await run(['preview', 'vm.json', 'many.json'])).out).not.toMatch(/^(?:passes|ask|fill in):/m);
	});
});

describe('portcullis explain', () => {
	it('says of every policy what came of it, by which binding, and what it read', async () => {
		const { run, write } = await shop();
		write('vm.json', vm());
		const id = /^next: portcullis approve ([0-9a-f]+)/m.exec((await run(['request', 'vm.json'])).out)?.[1] ?? '';
		const ran = await run(['explain', id.slice(0, 8)]);
		expect(ran).toMatchObject({ status: 0, err: '' });
		expect(ran.out).toMatch(/^answer: allow \(ALLOWED\): create vm\/web in project shop\n/);
		expect(ran.out).toMatch(/^outcome: regions\.allowed passed for vm\/web \(hard\)$/m);
		expect(ran.out).toMatch(/^read: regions\.allowed vm\/web: region is us-central1$/m);
		expect(ran.out).toMatch(
			/^binding: cost\.hourly_limit vm\/web: [0-9a-f]+: hard everywhere, with \{"max_hourly_micros":1000000\}$/m,
		);
		expect((await run(['explain', id, '--json'])).json()).toMatchObject({
			kind: 'explanation',
			session: id,
			explanation: { answer: 'allow', complete: true },
		});
		expect((await run(['explain', id], { terminal: true, env: { FORCE_COLOR: '1' } })).out).toContain(ansi);
		expect(await run(['explain', 'none'])).toMatchObject({
			status: 1,
			err: expect.stringContaining('SESSION_UNKNOWN'),
		});
	});

	it('is an option of preview as well', async () => {
		const { run, write } = await shop();
		write('vm.json', vm({ count: 12 }));
		const ran = await run(['preview', 'vm.json', '--explain']);
		expect(ran.status).toBe(1);
		expect(ran.out).toMatch(/^outcome: quotas\.count failed for project:shop:vm:count, which denies \(hard\)$/m);
		expect((await run(['preview', 'vm.json', '--explain', '--json'])).json()).toMatchObject({
			requests: [
				{ explanation: { outcomes: expect.arrayContaining([expect.objectContaining({ effect: 'denies' })]) } },
			],
		});
	});
});

describe('portcullis who-can', () => {
	it('says it of everybody who has a grant, and of each group that has one, a row each', async () => {
		const { must, run } = await shop();
		await must('grant', 'add', 'vera', '--role', 'CloudViewer');
		await must('grant', 'add', '--group', 'devs', '--role', 'CloudUser');
		const ran = await must('who-can', 'create', 'vm', '--project', 'shop');
		const rows = ran.out.trim().split('\n');
		expect(rows).toHaveLength(3);
		expect(rows[0]).toBe('ada\tvm\tallow\t-\t-');
		expect(rows[1]).toBe('members of devs\tvm\tallow\t-\t-');
		expect(rows[2]).toMatch(/^vera\tvm\tdeny\tpermissions\.capability\tvera may not create /);
		expect((await must('who-can', 'create', 'vm', '--project', 'shop', '--json')).json()).toMatchObject({
			kind: 'who_can',
			answers: [{ actor: 'ada', group: null }, { actor: null, group: 'devs' }, { actor: 'vera' }],
			next: null,
		});
		const first = await run(['who-can', 'create', 'vm', '--project', 'shop', '--limit', '1']);
		expect(first.err).toBe('note: there are more: --after ada\n');
	});

	it('refuses what it cannot ask about, and says what would be right', async () => {
		const { run } = await shop();
		expect(await run(['who-can', 'create', 'vm/web', '--project', 'shop'])).toMatchObject({
			status: 2,
			err: expect.stringContaining('is named by its kind'),
		});
		expect((await run(['who-can', 'delete', 'vm/web', '--project', 'shop'])).err).toContain('RESOURCE_UNKNOWN');
		expect((await run(['who-can', 'create', 'wm', '--project', 'shop'])).err).toMatch(/did you mean vm\?/);
		expect((await run(['who-can', 'rename', 'vm', '--project', 'shop'])).status).toBe(2);
	});
});
