import { describe, expect, it } from 'vitest';
import { shop } from '../../test/workshop.js';

describe('portcullis role', () => {
	it('adds, lists, shows, changes and removes', async () => {
		const { must, run } = await shop();
		const added = await must('role', 'add', 'Operator', '--can', 'can_view,can_modify', '--max-vm-size', 'large');
		expect(added.out).toBe('Added role Operator: can_modify can_view; largest vm large.\n');
		expect((await must('role', 'list')).out).toContain('Operator\tcan_modify can_view\tlarge\n');
		await must('grant', 'add', 'ben', '--role', 'Operator');
		expect((await must('role', 'show', 'Operator')).out).toBe(
			'role: Operator\nmay: can_modify can_view\nlargest vm: large\ngranted to: ben\n',
		);
		const again = ['role', 'add', 'Operator', '--can', 'can_view'];
		expect(await run(again)).toMatchObject({
			status: 1,
			err: expect.stringMatching(/ROLE_EXISTS\)\nhint: .*--replace/),
		});
		expect((await must(...again, '--replace')).out).toBe('Changed role Operator: can_view; largest vm none.\n');
		expect(await run(['role', 'remove', 'Operator'])).toMatchObject({
			status: 1,
			err: expect.stringContaining('of ben'),
		});
		const id =
			(await must('grant', 'list')).out
				.split('\n')
				.find((line) => line.includes('\tben\t'))
				?.split('\t')[0] ?? '';
		await must('grant', 'remove', id);
		expect((await must('role', 'remove', 'Operator', '--json')).json()).toMatchObject({
			kind: 'role',
			change: 'removed',
			role: { name: 'Operator', capabilities: ['can_view'], max_vm_size: 'none' },
		});
		expect((await must('history', '--limit', '2')).out).toContain('role.removed');
	});
	it('refuses what there is not, and whoever may not', async () => {
		const { run } = await shop();
		expect(await run(['role', 'show', 'Boss'])).toMatchObject({
			status: 1,
			err: expect.stringMatching(/CloudAdmin.*ROLE_UNKNOWN/),
		});
		expect(await run(['role', 'remove', 'Boss'])).toMatchObject({
			status: 1,
			err: expect.stringContaining('ROLE_UNKNOWN'),
		});
		const bad = await run(['role', 'add', 'Boss', '--can', 'can_fly', '--max-vm-size', 'huge']);
		expect(bad.status).toBe(2);
		expect(bad.err).toMatch(/capabilities\[0\]: [\s\S]*max_vm_size: /);
		expect(await run(['role', 'add', 'Boss'])).toMatchObject({ status: 2, err: expect.stringContaining('--can') });
		const add = ['role', 'add', 'Boss', '--can', 'can_view'];
		expect(await run(add, { user: 'ben' })).toMatchObject({
			status: 1,
			err: expect.stringContaining('CAPABILITY_MISSING'),
		});
	});
});
