import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Vm } from '@portcullis/core';
import { createProviders } from '@portcullis/providers';
import { describe, expect, it } from 'vitest';
import { exampleProject, exampleVm } from '../../../providers/test/examples.js';
import { planJson } from '../../../providers/test/plan-json.js';
import { type Workshop, workshop } from '../../test/workshop.js';
import type { CheckReport } from '../check-output/check-report.js';

const shared = fileURLToPath(new URL('../../../../../shared/plans/', import.meta.url));
const noPlans = existsSync(shared) ? '' : ' (skipped: ../shared/plans is not there)';

const gcp = createProviders().find(({ id }) => id === 'gcp');

/** A plan that makes one machine of gcp, as Terraform would make it of what Portcullis writes. */
async function planOf(fields: Partial<Vm> = {}) {
	const project = exampleProject('gcp');
	const document = await gcp?.synthesize(project, [exampleVm('gcp', { tags: {}, ...fields })]);
	return planJson(document ?? {}, project.region);
}

const plan = await planOf();
const address = 'google_compute_instance.vm_web';

const facts = (more = '') => `project: {name: shop, provider: gcp, region: us-central1}
actor: {roles: [CloudAdmin]}
${more}`;

function with_(files: Readonly<Record<string, unknown>>): Workshop {
	const here = workshop();
	for (const [name, content] of Object.entries(files)) {
		here.write(name, typeof content === 'string' ? content : JSON.stringify(content));
	}
	return here;
}

async function reportOf(here: Workshop, ...args: readonly string[]) {
	const ran = await here.run(['check', ...args, '--json']);
	return { status: ran.status, report: ran.json() as unknown as CheckReport };
}

describe('check with a file of facts', () => {
	it('asks no database, and ends with 0 for allow, 1 for deny, 3 for review and 2 for a fault', async () => {
		const here = with_({
			'plan.json': plan,
			'admin.yaml': facts(),
			'viewer.yaml': facts().replace('CloudAdmin', 'CloudViewer'),
			'soft.yaml': facts('bindings: [{policy: security.deletion_protection, level: soft}]'),
			'broken.yaml': facts('bindings: [{policy: security.deletion_protecton, level: soft}]'),
		});
		const statuses = [];
		for (const name of ['admin', 'viewer', 'soft', 'broken']) {
			const { status, report } = await reportOf(here, 'plan.json', '--facts', `${name}.yaml`);
			statuses.push([name, status, report.answer, report.code]);
		}
		expect(statuses).toEqual([
			['admin', 0, 'allow', 'ALLOWED'],
			['viewer', 1, 'deny', 'POLICY_VIOLATION'],
			['soft', 3, 'review', 'NEEDS_APPROVAL'],
			['broken', 2, 'deny', 'POLICY_ERROR'],
		]);
		expect(here.has('portcullis.db')).toBe(false);
	});

	it('names Terraform’s address, and with the sources file and line', async () => {
		const here = with_({
			'plan.json': plan,
			'facts.yaml': facts('bindings: [{policy: security.deletion_protection, level: hard}]'),
			'infra/main.tf': '# the web\nresource "google_compute_instance" "vm_web" {\n}\n',
		});
		const { report } = await reportOf(here, 'plan.json', '--facts', 'facts.yaml', '--sources', 'infra');
		expect(report.findings).toMatchObject([
			{ resource: 'vm/web', address, file: 'infra/main.tf', line: 2, kind: 'fail' },
		]);
		expect(report.cost?.after.monthly_micros).toBeGreaterThan(0);
		expect(report.policies).toMatchObject([{ id: 'security.deletion_protection', title: 'Deletion protection' }]);
	});

	it('counts the quotas that the file says, and reads the plan from standard input', async () => {
		const here = with_({
			'facts.yaml': facts('quotas: [{project: shop, kind: vm, limit: 3, used: 3}]'),
		});
		const ran = await here.run(['check', '-', '--facts', 'facts.yaml', '--json'], { stdin: JSON.stringify(plan) });
		expect(ran.status).toBe(1);
		expect((ran.json() as unknown as CheckReport).findings).toMatchObject([{ policy: 'quotas.count', received: 4 }]);
	});

	it('says what is wrong with facts, options and plans, with 2', async () => {
		const here = with_({
			'plan.json': plan,
			'facts.yaml': facts(),
			'state.json': { format_version: '1.0', values: {} },
			'typo.yaml': facts('quota: []'),
			'role.yaml': facts().replace('CloudAdmin', 'CloudAdmn'),
		});
		const wrong: readonly (readonly [args: string[], words: RegExp])[] = [
			[['plan.json'], /--project NAME/],
			[['plan.json', '--facts', 'typo.yaml'], /quota/],
			[['plan.json', '--facts', 'role.yaml'], /CloudViewer, CloudUser, CloudAdmin/],
			[['plan.json', '--facts', 'facts.yaml', '--project', 'other'], /must be the project of facts\.yaml, shop/],
			[['plan.json', '--facts', 'facts.yaml', '--session', 'x'], /leave one out/],
			[['plan.json', '--facts', 'facts.yaml', '--var', 'x'], /NAME=VALUE/],
			[['plan.json', '--facts', 'facts.yaml', '--namespace', 'x'], /--namespace is for --conftest/],
			[['plan.json', '--facts', 'facts.yaml', '--sources', 'none'], /cannot be read/],
			[['state.json', '--facts', 'facts.yaml'], /state/],
			[['plan.json', '--project', 'shop'], /there is no database/],
		];
		for (const [args, words] of wrong) {
			const { status, err } = await here.run(['check', ...args]);
			expect([args, status, words.test(err) ? words.source : err]).toEqual([args, 2, words.source]);
		}
	});

	it('writes the JSON Schema of the facts for editors', async () => {
		const { out } = await workshop().must('config', '--schema', 'facts');
		expect(Object.keys(JSON.parse(out).properties)).toContain('bindings');
	});
});

it('judges for a project in the database, by the grants of whoever runs it, and ties a plan to its request', async () => {
	const here = with_({ 'plan.json': plan, 'larger.json': await planOf({ size: 'e2-medium' }) });
	await here.must('init', '--project', 'shop', '--provider', 'gcp', '--region', 'us-central1');
	here.write('vm.yaml', 'project: shop\nresources:\n  - { kind: vm, name: web, size: e2-small }\n');
	const asked = (await here.must('request', 'vm.yaml', '--json')).json() as unknown as {
		view: { session: { id: string } };
	};
	const { id } = asked.view.session;
	expect((await here.run(['check', 'plan.json', '--project', 'shop', '--session', id])).status).toBe(2);
	await here.must('approve', id);
	const { status, report } = await reportOf(here, 'plan.json', '--project', 'shop', '--session', id);
	expect([status, report.findings]).toEqual([0, []]);
	const beyond = await reportOf(here, 'larger.json', '--project', 'shop', '--session', id);
	expect(beyond.status).toBe(3);
	expect(beyond.report.findings).toMatchObject([
		{
			policy: 'plan.drifted_from_request',
			resource: 'vm/web',
			address,
			path: ['vm/web', 'size'],
		},
	]);
	const stranger = await here.run(['check', 'plan.json', '--project', 'shop', '--as', 'eve']);
	expect([stranger.status, /CAPABILITY_MISSING|no role/.test(stranger.err)]).toEqual([2, true]);
});

// What each of the plans of others comes to for a project of its cloud that may use the regions of the first column.
const table = {
	'aws-ec2-rds-elb-terracost.json': ['eu-west-1', 3, ['eu-west-3 fail', 'eu-west-1 pass', 'unknown']],
	'aws-eks-terracost.json': ['eu-west-1', 0, []],
	'aws-s3-all-actions-snyk.json': ['us-east-1', 3, ['us-east-1 pass', 'us-east-1 pass']],
	'azure-vm-nsg-tfcompliance.json': ['northeurope', 1, ['unknown']],
	'gcp-cloudsql-tfvalidator.json': ['us-central1', 0, []],
	'gcp-vm-terracost.json': ['europe-west1', 1, ['europe-west1 pass']],
} as const;

describe.skipIf(noPlans !== '')(`the plans of others${noPlans}`, () => {
	it.each(Object.entries(table))(
		'%s: what stands nowhere that the plan knows is unknown, and no pass',
		async (file, row) => {
			const [region, judged, regions] = row;
			const [provider = ''] = file.split('-');
			const here = with_({
				'plan.json': readFileSync(`${shared}${file}`, 'utf8'),
				'facts.yaml': `project: {name: shop, provider: ${provider}, region: ${region}}
actor: {roles: [CloudAdmin]}
bindings:
  - {policy: regions.allowed, level: soft}
  - {policy: permissions.capability, level: hard}
  - {policy: plan.unmapped, level: advisory}
`,
			});
			const { report } = await reportOf(here, 'plan.json', '--facts', 'facts.yaml');
			const found = report.findings.filter(({ policy }) => policy === 'regions.allowed');
			expect(report.findings.filter(({ kind }) => kind === 'error')).toEqual([]);
			const said = found.map(({ kind, received }) => (kind === 'unknown' ? 'unknown' : `${received} ${kind}`));
			const others = regions.filter((one) => one.endsWith('pass'));
			expect(said.sort()).toEqual(regions.filter((one) => !one.endsWith('pass')).sort());
			// Each that is judged has its capability looked at, and the region of each that comes or stays.
			expect(report.passed).toBe(judged + others.length + (report.unmapped.length === 0 ? 1 : 0));
			expect(report.unknown_regions).toHaveLength(said.filter((one) => one === 'unknown').length);
		},
	);
});
