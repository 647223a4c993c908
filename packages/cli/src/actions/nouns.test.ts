import { expect, it } from 'vitest';
import { shop } from '../../test/workshop.js';

it('every noun that can be listed can be shown, and refuses what is not there', async () => {
	const made = await shop();
	const limit = ['--level', 'soft', '--param', 'max_hourly_usd=0.5', '--owner', 'CloudAdmin'];
	await made.must('binding', 'add', 'cost.hourly_limit', ...limit, '--project', 'shop');
	const idIn = async (noun: string, having: string) =>
		(await made.must(noun, 'list')).out
			.split('\n')
			.find((line) => line.includes(having))
			?.split('\t')[0] ?? '';
	const shown = async (noun: string, name: string) => (await made.must(noun, 'show', name)).out;
	expect(await shown('project', 'shop')).toBe(
		'project: shop\ncloud: gcp\nwhere: us-central1 (allowed: us-central1)\nstage: development\n',
	);
	expect(await shown('grant', await idIn('grant', 'ada'))).toMatch(
		/^grant: \S+\nactor: ada\nrole: CloudAdmin\nwhere: everywhere\n$/,
	);
	expect(await shown('binding', await idIn('binding', 'project=shop'))).toMatch(
		/^policy: cost\.hourly_limit\nlevel: soft\nwhere: project=shop\nwith: \{"max_hourly_micros":500000\}\nasks: 1 of CloudAdmin$/m,
	);
	expect((await made.must('project', 'show', 'shop', '--json')).json()).toMatchObject({
		kind: 'project',
		project: { name: 'shop' },
	});
	for (const noun of ['project', 'grant', 'binding', 'role', 'quota', 'waiver', 'template', 'policy']) {
		const ran = await made.run([noun, 'show', 'project:nonsense:vm:count']);
		expect(ran.err, noun).toMatch(/^error: .*\([A-Z]+_UNKNOWN\)$/m);
	}
});

it('list is ls and remove is rm everywhere', async () => {
	const made = await shop();
	expect((await made.must('project', 'ls')).out).toBe((await made.must('project', 'list')).out);
	expect((await made.must('ls')).out).toBe((await made.must('list')).out);
	expect((await made.must('policy', 'ls')).out).toContain('cost.hourly_limit');
	expect((await made.must('project', 'rm', 'shop')).out).toContain('Removed project shop');
});
