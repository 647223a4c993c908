import { describe, expect, it } from 'vitest';
import { shop, vm, type Workshop } from '../../test/workshop.js';

const web = (name: string) => ({ kind: 'vm', name, size: 'e2-small' });

/** Lets machines stand in the project, so that its quota is taken. */
async function stand({ must, write }: Workshop, count: number): Promise<void> {
	write('standing.json', JSON.stringify({ project: 'shop', resources: [{ ...web('old'), count }] }));
	const requested = (await must('request', 'standing.json', '--json')).json();
	await must('approve', (requested as unknown as { view: { session: { id: string } } }).view.session.id);
}

const violations = (out: string) => out.split('\n').filter((line) => line.startsWith('violation:'));

describe('portcullis preview', () => {
	it('allows a CloudAdmin an e2-small, priced to four places, with source and date', async () => {
		const { run, write, read } = await shop();
		write('vm.json', vm());
		const before = read('.portcullis/portcullis.db');
		const ran = await run(['preview', 'vm.json']);
		expect(ran).toMatchObject({ status: 0, err: '' });
		expect(ran.out).toMatch(/^answer: allow \(ALLOWED\): create vm\/web in project shop\n/);
		expect(violations(ran.out)).toEqual([]);
		expect(ran.out).toMatch(
			/^price: vm\/web compute: e2-small in us-central1: 0\.0168 USD an hour, 12\.23 USD a month \(.+, \d{4}-\d\d-\d\d\)$/m,
		);
		expect(ran.out).toMatch(/^total: 0\.0209 USD an hour, 15\.23 USD a month$/m);
		expect(ran.out).toMatch(/^quota: shop vm count: 0 of 10 before, 1 of 10 after$/m);
		expect(read('.portcullis/portcullis.db')).toBe(before);
	});

	it('lays what stood beside what is asked for, in money and percent, and says so in show too', async () => {
		const made = await shop();
		await stand(made, 2);
		const bigger = { project: 'shop', action: 'modify', resources: [{ ...web('old'), count: 3 }] };
		made.write('bigger.json', JSON.stringify(bigger));
		const line = /^cost: vm\/old: 30\.46 -> 45\.69 USD a month \(\+15\.23, \+50 %\)$/m;
		expect((await made.must('preview', 'bigger.json')).out).toMatch(line);
		const requested = (await made.must('request', 'bigger.json', '--json')).json();
		const { id } = (requested as unknown as { view: { session: { id: string } } }).view.session;
		expect((await made.must('show', id)).out).toMatch(line);

		const gone = { project: 'shop', action: 'delete', resources: [{ kind: 'vm', name: 'old' }] };
		made.write('gone.json', JSON.stringify(gone));
		const ran = await made.must('preview', 'gone.json');
		expect(ran.out).toMatch(/^cost: vm\/old: 30\.46 -> 0\.00 USD a month \(-30\.46, -100 %\)$/m);
	});

	it('denies the eleventh of ten', async () => {
		const made = await shop();
		await stand(made, 10);
		made.write('vm.json', vm());
		const ran = await made.run(['preview', 'vm.json']);
		expect(ran.status).toBe(1);
		expect(violations(ran.out)).toEqual([
			expect.stringMatching(/^violation: quotas\.count \(hard\) \S+: expected at most 10, received 11: /),
		]);
		expect(ran.out).toMatch(/^hint: quotas\.count /m);
		expect(ran.out).toMatch(/^quota: shop vm count: 10 of 10 before, 11 of 10 after$/m);
	});

	it('counts two of one batch together', async () => {
		const made = await shop();
		await stand(made, 9);
		made.write('two.json', JSON.stringify({ project: 'shop', resources: [web('a'), web('b')] }));
		const ran = await made.run(['preview', 'two.json']);
		expect(ran.status).toBe(1);
		expect(violations(ran.out)).toEqual([expect.stringContaining('received 11')]);
	});

	it('counts several files together, and ends as the worst of them', async () => {
		const made = await shop();
		await stand(made, 9);
		made.write('a.yaml', 'project: shop\nresources: [{kind: vm, name: a, size: e2-small}]\n');
		made.write('b.yaml', 'project: shop\nresources: [{kind: vm, name: b, size: e2-small}]\n');
		expect((await made.run(['preview', 'a.yaml'])).status).toBe(0);
		expect((await made.run(['preview', 'b.yaml'])).status).toBe(0);
		const ran = await made.run(['preview', 'a.yaml', 'b.yaml']);
		expect(ran.status).toBe(1);
		expect(ran.out).toMatch(/^file: a\.yaml\nanswer: allow [\s\S]*\nfile: b\.yaml\nanswer: deny /);
		const json = (await made.run(['preview', 'a.yaml', 'b.yaml', '--json'])).json();
		expect(json).toMatchObject({
			version: 1,
			kind: 'preview',
			answer: 'deny',
			requests: [
				{ file: 'a.yaml', decision: { answer: 'allow' } },
				{ file: 'b.yaml', decision: { answer: 'deny', violations: [{ received: 11 }] } },
			],
		});
	});

	it('denies a CloudViewer, and names what is missing', async () => {
		const { must, run, write } = await shop();
		await must('grant', 'add', 'vera', '--role', 'CloudViewer');
		write('vm.json', vm());
		const ran = await run(['preview', 'vm.json'], { user: 'vera' });
		expect(ran.status).toBe(1);
		expect(violations(ran.out)).toEqual([
			expect.stringMatching(/^violation: permissions\.capability .*expected can_create_vm, received can_view: /),
		]);
	});

	it('denies a CloudUser a machine larger than medium', async () => {
		const { must, run, write } = await shop();
		await must('grant', 'add', 'uma', '--role', 'CloudUser');
		write('vm.json', vm({ size: 'e2-standard-8' }));
		const ran = await run(['preview', 'vm.json'], { user: 'uma' });
		expect(ran.status).toBe(1);
		expect(violations(ran.out)).toEqual([
			expect.stringMatching(/^violation: permissions\.vm_size .*expected at most medium, received 2xlarge: /),
		]);
	});

	it('ends with 3 where people must decide, and says who', async () => {
		const { must, run, write } = await shop();
		const param = ['--param', 'max_hourly_usd=0.01'];
		await must(
			'binding',
			'add',
			'cost.hourly_limit',
			'--level',
			'soft',
			...param,
			'--project',
			'shop',
			'--owner',
			'CloudAdmin',
		);
		write('vm.json', vm());
		const ran = await run(['preview', 'vm.json']);
		expect(ran.status).toBe(3);
		expect(ran.out).toMatch(/^needs: 1 approval by CloudAdmin \(cost\.hourly_limit\)$/m);
	});

	it('says "at least" where a price is unknown, names the part, and denies where the price must be known', async () => {
		const { must, run, write } = await shop();
		await must('binding', 'add', 'cost.price_known', '--level', 'hard');
		write('vm.json', vm({ size: 'a3-megagpu-8g' }));
		const ran = await run(['preview', 'vm.json']);
		expect(ran.status).toBe(1);
		expect(ran.out).toMatch(/^price: vm\/web compute: .*: unknown: no price of a3-megagpu-8g in us-central1 is known/m);
		expect(ran.out).toMatch(
			/^total: at least \S+ USD an hour, at least \S+ USD a month \(the price is unknown of: vm\/web compute\)$/m,
		);
		expect(violations(ran.out).join('\n')).toMatch(/cost\.price_known \(hard\)/);
	});

	it('reads standard input', async () => {
		const { run } = await shop();
		const ran = await run(['preview', '-', '--json'], { stdin: vm() });
		expect(ran.json()).toMatchObject({ kind: 'preview', requests: [{ file: '-' }] });
		const twice = await run(['preview', '-', '-'], { stdin: vm() });
		expect(twice).toMatchObject({ status: 2, err: expect.stringContaining('can be read once only') });
	});
});

describe('portcullis request', () => {
	it('opens a session for what is not denied, and says how to go on', async () => {
		const { run, write } = await shop();
		write(
			'vm.yaml',
			'project: shop\nreason: "for\\u202e the\\ndemo"\nresources:\n  - {kind: vm, name: web, size: e2-small}\n',
		);
		const ran = await run(['request', 'vm.yaml']);
		expect(ran.status).toBe(0);
		expect(ran.out).toMatch(/^change: create vm\/web: .*size=e2-small.*region=us-central1/m);
		expect(ran.out).toMatch(/^reason: for\\u\{202e\} the\\u\{a\}demo$/m);
		expect(ran.out).toMatch(/^may start: ada$/m);
		expect(ran.out).toMatch(/^time left: 30 min \(until 2026-11-24 10:30:00Z\)$/m);
		expect(ran.out).toMatch(/^next: portcullis approve [0-9a-f]{32} --digest [0-9a-f]{12}$/m);
	});

	it('keeps what is denied in the history only', async () => {
		const { run, must, write } = await shop();
		write('vm.json', vm({ count: 11 }));
		const ran = await run(['request', 'vm.json', '--json']);
		expect(ran.status).toBe(1);
		expect(ran.json()).toMatchObject({ version: 1, kind: 'request', outcome: 'denied', decision: { answer: 'deny' } });
		expect((await must('list')).out).toBe('');
		expect((await must('history', '--limit', '1')).out).toMatch(/\tada\trequest\.denied\tshop\t-\t\{/);
	});

	it('refuses whoever has no role there, as preview does, and does not call that a denial', async () => {
		const { run, write } = await shop();
		write('vm.json', vm());
		for (const command of ['preview', 'request']) {
			expect(await run([command, 'vm.json'], { user: 'nobody' })).toMatchObject({
				status: 2,
				out: '',
				err: 'error: nobody has no role in project shop; ask CloudAdmin for one (CAPABILITY_MISSING)\n',
			});
		}
	});

	it('records --as as asserted', async () => {
		const { run, must, write } = await shop();
		await must('grant', 'add', 'uma', '--role', 'CloudUser');
		write('vm.json', vm());
		const ran = await run(['request', 'vm.json', '--as', 'uma']);
		expect(ran.out).toMatch(/^asked by: uma \(asserted\)$/m);
		expect((await must('history', '--limit', '1')).out).toMatch(/\tuma \(asserted\)\tsession\.opened\t/);
	});
});
