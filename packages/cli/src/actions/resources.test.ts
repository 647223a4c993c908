import { beforeAll, describe, expect, it } from 'vitest';
import { plannedValues } from '../../../providers/test/planned-values.js';
import { noTerraform, withTerraform } from '../../../providers/test/terraform-binary.js';
import { shop, vm, type Workshop } from '../../test/workshop.js';

async function deploy(made: Workshop): Promise<void> {
	const asked = await made.must('request', made.write('vm.json', vm()));
	await made.must('approve', /session: (\w+)/.exec(asked.out)?.[1] ?? '');
}

const stateOf = (made: Workshop) => ({
	format_version: '1.0',
	terraform_version: '1.11.4',
	values: {
		root_module: {
			resources: plannedValues(JSON.parse(made.read('terraform_gcp_shop/main.tf.json'))).map((resource) => ({
				...resource,
				mode: 'managed',
				provider_name: 'registry.terraform.io/hashicorp/google',
				schema_version: 6,
				sensitive_values: {},
			})),
		},
	},
});

describe('portcullis resources', () => {
	it('lists what stands, by project and by state, and learns from a state what became of it', async () => {
		const made = await shop();
		await deploy(made);
		expect((await made.must('resources', 'list')).out).toMatch(
			/^vm\/web\tshop\twritten\te2-small\t1\t[\d.]+\tada\t2026-11-24 10:00:00Z\n$/,
		);
		expect((await made.must('resources', 'list', '--project', 'shop', '--state', 'applied')).out).toBe('');
		const state = stateOf(made);
		made.write('state.json', JSON.stringify(state));
		expect((await made.must('resources', 'sync', 'state.json')).out).toBe(
			'applied vm/web\nproject shop: 1 applied, 0 drifted, 0 missing, 0 unmanaged\n',
		);
		expect((await made.must('resources', 'list', '--state', 'applied', '--json')).json()).toMatchObject({
			kind: 'resources',
			resources: [{ address: 'vm/web', status: 'applied' }],
		});
		const changed = JSON.stringify(state).replaceAll('"e2-small"', '"e2-standard-32"');
		const drifted = await made.run(['resources', 'sync', '-', '--project', 'shop'], { stdin: changed });
		expect(drifted).toMatchObject({
			status: 0,
			out: expect.stringMatching(/^drifted vm\/web: size is e2-standard-32, not e2-small\n/),
		});
		const empty = await made.run(['resources', 'sync', '-', '--project', 'shop', '--json'], {
			stdin: '{"format_version":"1.0"}',
		});
		expect(empty.json()).toMatchObject({ kind: 'synced', project: 'shop', missing: ['vm/web'], applied: [] });
		expect(await made.run(['resources', 'list', '--state', 'gone'])).toMatchObject({
			status: 2,
			err: expect.stringContaining('drifted'),
		});
	});

	describe('given what is no state', () => {
		let made: Workshop;
		beforeAll(async () => {
			made = await shop();
			await deploy(made);
		});
		it.each([
			['no JSON', 'password = "s3cret"', /state\.json: is not JSON/],
			['a cut file', '{"format_version": "1.0", "values": {"x": "s3cret', /is not JSON/],
			['nothing', '', /is not JSON/],
			[
				'a plan',
				'{"format_version":"1.2","planned_values":{},"resource_changes":[]}',
				/is a plan, which says what is to be/,
			],
			['the state file itself', '{"version":4,"serial":1,"lineage":"x","resources":[]}', /is the state file itself/],
			['another format', '{"format_version":"3.0"}', /format_version: must be 1\.x[\s\S]*3\.0/],
			['an empty object', '{}', /format_version: must be 1\.x.*\nhint: terraform show -json > state\.json/],
			[
				'the document that Portcullis wrote',
				'{"terraform":{},"resource":{}}',
				/\nhint: terraform show -json > state\.json in the folder of the project/,
			],
			['a state that names no project', '{"format_version":"1.0"}', /--project: must be given/],
		])('%s is refused with what would be right', async (_, text, words) => {
			made.write('state.json', text);
			const ran = await made.run(['resources', 'sync', 'state.json']);
			expect(ran.status).toBe(2);
			expect(ran.err).toMatch(words);
			expect(ran.err).not.toContain('s3cret');
			expect((await made.must('resources', 'list')).out).toContain('written');
		});
		it('50 MB are not read to their end', async () => {
			let taken = 0;
			const megabytes = (function* () {
				for (; taken < 50; taken++) yield Buffer.alloc(1_000_000, ' ');
			})();
			const ran = await made.run(['resources', 'sync', '-'], { stdin: megabytes });
			expect(ran).toMatchObject({ status: 2, err: expect.stringContaining('-: is larger than 32 MB') });
			expect(taken).toBeLessThan(40);
		});
		it('another project’s state changes nothing', async () => {
			await made.must('project', 'add', 'blog', '--provider', 'gcp', '--region', 'us-central1');
			made.write('state.json', JSON.stringify(stateOf(made)));
			const ran = await made.run(['resources', 'sync', 'state.json', '--project', 'blog']);
			expect(ran).toMatchObject({ status: 1, err: expect.stringContaining('STATE_OF_ANOTHER_PROJECT') });
		});
	});

	it.skipIf(noTerraform !== '')(`takes what terraform itself writes${noTerraform}`, async () => {
		const made = await shop();
		await deploy(made);
		withTerraform({ resource: { terraform_data: { mine: { input: 'x' } } } }, (run) => {
			run('init', '-no-color');
			run('apply', '-auto-approve', '-no-color');
			made.write('state.json', run('show', '-json'));
		});
		expect((await made.must('resources', 'sync', 'state.json', '--project', 'shop')).out).toBe(
			'missing vm/web\nunmanaged terraform_data.mine: no kind of resource of Portcullis covers terraform_data\nproject shop: 0 applied, 0 drifted, 1 missing, 1 unmanaged\n',
		);
	});
});
