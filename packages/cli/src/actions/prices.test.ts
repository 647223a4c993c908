import { describe, expect, it } from 'vitest';
import { shop, vm, workshop } from '../../test/workshop.js';

const contract = `source: contract 2026-113
date: 2026-11-01
discounts:
  - { provider: gcp, service: vm, percent: 12 }
  - { provider: aws, percent: 5 }
prices:
  - { provider: gcp, service: disk, type: pd-balanced, region: '*', usd: 0.05, unit: gib-month }
`;

describe('portcullis prices', () => {
	it('finds a price with its source and day, and asks no database', async () => {
		const { must, has } = workshop();
		const ran = await must('prices', 'gcp', 'vm', 'e2-small', 'us-central1');
		expect(ran.out).toMatch(
			/^price: gcp vm e2-small in us-central1: 0\.0167529 USD an hour \(12\.23 USD a month\)\nsource: gcp-vm\.csv, .+\ndate: 2026-07-30\n$/,
		);
		expect(has('.portcullis')).toBe(false);
		const database = (
			await must('prices', 'aws', 'database', 'db.t3.medium', 'us-east-1', '--engine', 'mysql', '--json')
		).json();
		expect(database).toMatchObject({ kind: 'price', answer: { kind: 'priced', usd: '0.068', unit: 'hour' } });
		const free = await must('prices', 'azure', 'control-plane', 'aks-control-plane-free', 'eastus');
		expect(free.out).toContain(': free: aks-control-plane-free costs nothing');
	});

	it('says where it looked for what is not known, what is like it, and ends with 1', async () => {
		const ran = await workshop().run(['prices', 'gcp', 'vm', 'e2-smal', 'us-centrall1']);
		expect(ran).toMatchObject({ status: 1, err: '' });
		expect(ran.out).toMatch(
			/^price: gcp vm e2-smal in us-centrall1: unknown: .+\nlooked in: .+\nlike it: e2-small.*\nregions: us-central1.*\n$/,
		);
		const disk = (await workshop().run(['prices', 'azure', 'disk', 'E4-LRS', 'westus2', '--json'])).json();
		expect(disk).toMatchObject({ answer: { kind: 'unknown' }, nearest: { types: [], regions: [] } });
	});

	it('lists the sources with their age, and warns of those that are older than a year', async () => {
		const made = workshop();
		const ran = await made.must('prices');
		expect(ran.out).toMatch(/^prices: 2026-11-24\+[0-9a-f]{16}\n/);
		expect(ran.out).toMatch(/^G1\tCyclenerd\/google-cloud-pricing-cost-calculator pricing\.yml\t2026-07-30\t117 d$/m);
		expect(ran.err).toMatch(/^note: older than a year: .*A1.*; /m);
		expect(ran.err).not.toMatch(/older than a year: .*G1/);
		const { sources } = (await made.must('prices', '--json')).json();
		expect(sources).toContainEqual(expect.objectContaining({ code: 'G1', age_days: 117 }));
	});

	it('wants all of a price or nothing', async () => {
		expect((await workshop().run(['prices', 'gcp', 'vm'])).err).toContain('PROVIDER KIND TYPE REGION');
	});
});

describe('a file of prices of one’s own', () => {
	it('is used wherever something is priced, by --prices or PORTCULLIS_PRICES, and says so', async () => {
		const made = await shop();
		made.write('contract.yaml', contract);
		made.write('vm.json', vm());
		const found = await made.must('prices', 'gcp', 'vm', 'e2-small', 'us-central1', '--prices', 'contract.yaml');
		expect(found.out).toContain(': 0.014742552 USD an hour');
		expect(found.out).toMatch(/^source: list price 0\.0167529 of .+, less 12 % \(contract 2026-113, 2026-11-01\)$/m);
		const env = { PORTCULLIS_PRICES: 'contract.yaml' };
		const previewed = await made.run(['preview', 'vm.json'], { env });
		expect(previewed.out).toContain(
			'vm/web disk: 30 GiB pd-balanced in us-central1: 0.0021 USD an hour, 1.50 USD a month (own price: contract 2026-113, 2026-11-01)',
		);
		expect(previewed.out).toContain('total: 0.0168 USD an hour, 12.26 USD a month');
		expect((await made.must('prices', '--prices', 'contract.yaml')).out).toContain('over them: contract.yaml\n');
	});

	it('has to be the same for who requests and who approves', async () => {
		const made = await shop();
		made.write('contract.yaml', contract);
		made.write('vm.json', vm());
		const env = { PORTCULLIS_PRICES: 'contract.yaml' };
		const requested = (await made.run(['request', 'vm.json', '--json'], { env })).json();
		const { id } = (requested as unknown as { view: { session: { id: string } } }).view.session;
		expect((await made.run(['approve', id])).err).toContain('SUBJECT_CHANGED');
		// What changed was shown by that, and is what it would be without the contract: with it, it has changed again.
		expect((await made.run(['approve', id], { env })).err).toContain('SUBJECT_CHANGED');
		expect((await made.run(['approve', id], { env })).status).toBe(0);
	});

	it('may be CSV, a price a line', async () => {
		const made = workshop();
		const lines = [
			'provider,service,type,region,usd,unit,free,date',
			'gcp,vm,e2-small,us-central1,0.0111,hour,,2026-11-01',
			'gcp,control-plane,gke-control-plane,*,,,"one cluster, zonal, is free",2026-11-01',
		];
		made.write('own.csv', `${lines.join('\n')}\n`);
		const found = await made.must('prices', 'gcp', 'vm', 'e2-small', 'us-central1', '--prices', 'own.csv');
		expect(found.out).toContain(': 0.0111 USD an hour (8.10 USD a month)\nsource: own price: own.csv\n');
		const plane = await made.must(
			'prices',
			'gcp',
			'kubernetes',
			'gke-control-plane',
			'us-east1',
			'--prices',
			'own.csv',
		);
		expect(plane.out).toContain('free: one cluster, zonal, is free (own.csv, 2026-11-01)');
	});

	it('is refused with the line and the field where it is wrong', async () => {
		const made = workshop();
		const look = async (file: string, text: string) => {
			made.write(file, text);
			const ran = await made.run(['prices', 'gcp', 'vm', 'e2-small', 'us-central1', '--prices', file]);
			expect(ran.status).toBe(2);
			return ran.err;
		};
		const typo = await look('a.yaml', contract.replace('pd-balanced', 'pd-ballanced'));
		expect(typo).toContain('(PRICES_INVALID)');
		expect(typo).toMatch(
			/a\.yaml:7:43 prices\[0\]\.type: is no disk of gcp .+ did you mean pd-balanced.*\(given: pd-ballanced\)/,
		);
		expect(await look('b.yaml', contract.replace('percent: 12', 'percent: 112'))).toMatch(
			/b\.yaml:4:\d+ discounts\[0\]\.percent: must be above 0 and below 100.*\(given: 112\)/,
		);
		const csv = 'provider,service,type,region,usd,unit,date\ngcp,vm,e2-small,us-central1,0,hour,2026-11-01\n';
		expect(await look('c.csv', csv)).toMatch(/c\.csv:2 prices\[0\]\.usd: must be above 0; what costs nothing/);
		expect(await look('d.csv', 'provider,service\n"gcp,vm\n')).toContain('is not CSV');
		expect(await look('e.yaml', '[]')).toContain('PRICES_INVALID');
		const ran = await made.run(['prices', 'gcp', 'vm', 'a', 'b', '--prices', 'nowhere.yaml']);
		expect(ran.err).toContain('there is no such file');
	});
});
