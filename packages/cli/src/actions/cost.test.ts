import { describe, expect, it } from 'vitest';
import { shop, vm, workshop } from '../../test/workshop.js';

const hour = 3_600_000;

describe('portcullis cost FILE', () => {
	it('prices a request with no database, at the place that is given', async () => {
		const { must, write, has } = workshop();
		write('vm.json', vm());
		const ran = await must('cost', 'vm.json', '--provider', 'gcp', '--region', 'us-central1');
		expect(ran.out).toMatch(
			/^price: vm\/web compute: e2-small in us-central1: 0\.0168 USD an hour, 12\.23 USD a month/m,
		);
		expect(ran.out).toMatch(/^total: 0\.0209 USD an hour, 15\.23 USD a month$/m);
		expect(ran.err).toBe('note: nothing was decided: no policy was asked\n');
		expect(has('.portcullis')).toBe(false);
	});

	it('takes the place from a project that is written out, unless another is given', async () => {
		const { must, write } = workshop();
		const project = { name: 'shop', provider: 'gcp', region: 'us-central1' };
		const file = { project, resources: [{ kind: 'vm', name: 'web', size: 'small' }] };
		write('shop.json', JSON.stringify(file));
		const here = (await must('cost', 'shop.json', '--json')).json();
		expect(here).toMatchObject({
			kind: 'cost',
			project: 'shop',
			provider: 'gcp',
			hours: 730,
			estimate: { complete: true },
		});
		const there = (await must('cost', 'shop.json', '--provider', 'aws', '--region', 'us-east-1', '--json')).json();
		expect(there).toMatchObject({ provider: 'aws', estimate: { monthly_micros: 17_584_000 } });
	});

	it('counts fewer hours of what is paid by the hour, and all of a month of the disk', async () => {
		const { must, write } = workshop();
		write('vm.json', vm({ size: 'n1-standard-1' }));
		const ran = await must('cost', 'vm.json', '--provider', 'gcp', '--region', 'us-central1', '--hours', '100');
		// 0.0474998 * 100, without the discount for a whole month; 30 GiB * 0.10
		expect(ran.out).toContain('vm/web compute: n1-standard-1 in us-central1: 0.0475 USD an hour, 4.75 USD a month');
		expect(ran.out).toContain('USD an hour, 7.75 USD a month\n');
	});

	it('says what is missing or wrong', async () => {
		const { run, write } = workshop();
		write('vm.json', vm());
		const bare = await run(['cost', 'vm.json']);
		expect(bare.status).toBe(2);
		expect(bare.err).toContain('--provider and --region');
		expect((await run(['cost', 'vm.json', '--provider', 'gcp'])).err).toContain('given together');
		expect((await run(['cost', 'vm.json', '--project', 'shop'])).err).toContain('USAGE_INVALID');
		expect((await run(['cost', '--hours', '5'])).err).toContain('--hours is for pricing a file');
		const place = ['--provider', 'gcp', '--region', 'us-central1'];
		expect((await run(['cost', 'vm.json', ...place, '--hours', '731'])).err).toContain('at most 730');
		write('vm.json', vm({ size: 'e2-smal' }));
		expect((await run(['cost', 'vm.json', ...place])).err).toContain('did you mean e2-small');
	});
});

describe('portcullis cost', () => {
	it('says what a project has cost in this month, and what the month will come to', async () => {
		const made = await shop();
		made.write('vm.json', vm());
		const requested = (await made.must('request', 'vm.json', '--json')).json();
		await made.must('approve', (requested as unknown as { view: { session: { id: string } } }).view.session.id);
		made.now += 10 * hour;
		const ran = await made.must('cost', '--project', 'shop');
		// 0.020863 an hour; 24 November, 20:00: 148 hours are to come.
		expect(ran.out).toBe('shop\tvm\t0.21\t0.0209\t3.30\t-\nshop\tall\t0.21\t0.0209\t3.30\t-\n');
		expect(ran.err).toBe(
			'note: from 2026-11-01 00:00:00Z until 2026-11-24 20:00:00Z; the month ends 2026-12-01 00:00:00Z\n',
		);
		const { costs } = (await made.must('cost', '--json')).json();
		expect(costs).toMatchObject([{ project: 'shop', complete: true, kinds: [{ kind: 'vm' }], budget_micros: null }]);
		expect((await made.run(['cost', '--project', 'shpo'])).err).toContain('PROJECT_UNKNOWN');
	});
});
