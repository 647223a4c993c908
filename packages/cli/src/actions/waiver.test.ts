import { expect, it } from 'vitest';
import { shop, vm } from '../../test/workshop.js';

it('a waiver is asked for, approved by another, seen in a decision, listed and revoked', async () => {
	const made = await shop();
	await made.must('grant', 'add', 'ben', '--role', 'CloudAdmin');
	const args = ['--level', 'hard', '--param', 'max_hourly_usd=0.01', '--project', 'shop'];
	await made.must('binding', 'add', 'cost.hourly_limit', ...args);
	const ask = ['waiver', 'request', 'cost.hourly_limit', '--project', 'shop', '--reason', 'load test'];
	const rest = ['--category', 'accepted', '--owner', 'ben', '--until'];
	const late = await made.run([...ask, ...rest, '91d']);
	expect(late).toMatchObject({ status: 2, err: expect.stringContaining('--until: must be at most 90 days from now') });
	const asked = await made.must(...ask, ...rest, '7d');
	expect(asked.out).toMatch(/^what: waive cost\.hourly_limit, project=shop$/m);
	const id = /^session: (\S+) open$/m.exec(asked.out)?.[1] ?? '';
	expect((await made.must('list')).out).toContain('waive cost.hourly_limit, project=shop');
	expect((await made.run(['approve', id])).err).toContain('APPROVER_NOT_ENTITLED');
	expect((await made.run(['approve', id], { user: 'ben' })).out).toContain(`session: ${id} completed`);
	made.write('vm.json', vm());
	expect((await made.must('preview', 'vm.json')).out).toMatch(
		/^waived: cost\.hourly_limit vm\/web: by ben until 2026-12-01/m,
	);
	expect((await made.must('waiver', 'list')).out).toMatch(new RegExp(`^${id}\tactive\tcost`));
	expect((await made.must('waiver', 'show', id)).out).toMatch(/^approved: by ben, at /m);
	expect((await made.must('waiver', 'remove', id, '--json')).json()).toMatchObject({
		kind: 'waiver',
		standing: 'removed',
	});
	expect((await made.run(['preview', 'vm.json'])).status).toBe(1);
});

it('a binding waits for others where the tenant asks for them', async () => {
	const made = await shop();
	expect((await made.run(['tenant', '--policy-approvals', '1'])).err).toContain('APPROVERS_TOO_FEW');
	await made.must('grant', 'add', 'ben', '--role', 'CloudAdmin');
	expect((await made.must('tenant', '--policy-approvals', '1')).out).toContain('approved by: 1 other');
	const waiting = await made.must('binding', 'add', 'cost.price_known', '--level', 'hard');
	expect(waiting.out).toMatch(/^what: bind cost\.price_known \(hard\), everywhere/m);
	expect(waiting.err).toContain('nothing is changed yet');
	const id = /^session: (\S+) open$/m.exec(waiting.out)?.[1] ?? '';
	expect((await made.run(['approve', id], { user: 'ben' })).status).toBe(0);
	expect((await made.must('binding', 'list')).out).toContain('cost.price_known');
});
