import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { planOf } from '../../test/plan-of.js';
import { noTerraform, withTerraform } from '../../test/terraform-binary.js';
import { locateInSources } from './locate-in-sources.js';
import { readPlan } from './read-plan.js';

const needs =
	'terraform {\n  required_providers {\n    terraform = { source = "terraform.io/builtin/terraform" }\n  }\n}\n';

// Everything here is of Terraform's own provider: nothing is fetched.
const module = `${needs}
variable "place" {}
resource "terraform_data" "inner" { input = var.place }
module "deep" {
  source = "../deep"
  place  = var.place
}
`;
const deep = `${needs}\nvariable "place" {}\nresource "terraform_data" "leaf" { input = var.place }\n`;
const calls = `${needs}
provider "terraform" { alias = "paris" }
module "web" {
  source    = "./web"
  for_each  = toset(["a.b", "c"])
  providers = { terraform = terraform.paris }
  place     = each.key
}
module "db" {
  source = "./web"
  place  = "x"
}
`;
const first = `${calls}
resource "terraform_data" "changed" { input = "old" }
resource "terraform_data" "still" { input = "same" }
resource "terraform_data" "gone" { input = "x" }
resource "terraform_data" "forgotten" { input = "x" }
resource "terraform_data" "old_name" { input = "x" }
resource "terraform_data" "before" { triggers_replace = 1 }
resource "terraform_data" "after" {
  triggers_replace = 1
  lifecycle { create_before_destroy = true }
}
`;
const second = `${calls}
resource "terraform_data" "changed" { input = sensitive("hunter2") }
resource "terraform_data" "still" { input = "same" }
removed {
  from = terraform_data.forgotten
  lifecycle { destroy = false }
}
moved {
  from = terraform_data.old_name
  to   = terraform_data.new_name
}
resource "terraform_data" "new_name" { input = "x" }
resource "terraform_data" "before" { triggers_replace = 2 }
resource "terraform_data" "after" {
  triggers_replace = 2
  lifecycle { create_before_destroy = true }
}
import {
  to = terraform_data.taken
  id = "some-id"
}
resource "terraform_data" "taken" {}
resource "terraform_data" "many" {
  count = 2
  input = "n\${count.index}"
}
`;

it.skipIf(noTerraform !== '')(
	`every shape that Terraform gives a change is read: modules, keys, moves, takeovers, replacements${noTerraform}`,
	async () => {
		const shown = withTerraform({}, (run, folder) => {
			const write = (text: string) => writeFileSync(join(folder, 'main.tf'), text);
			rmSync(join(folder, 'main.tf.json'));
			for (const [name, text] of [
				['web', module],
				['deep', deep],
			] as const) {
				mkdirSync(join(folder, name));
				writeFileSync(join(folder, name, 'main.tf'), text);
			}
			write(first);
			run('init', '-no-color');
			run('apply', '-no-color', '-auto-approve');
			write(second);
			run('plan', '-no-color', '-out=saved');
			const changes = run('show', '-json', 'saved');
			run('apply', '-no-color', 'saved');
			run('plan', '-no-color', '-out=again');
			return { changes, state: run('show', '-json'), none: run('show', '-json', 'again') };
		});
		const plan = await planOf(shown.changes);
		const read = plan.blocks.map((block) => [block.address, block.action, block.imported, block.previous_address]);
		const data = (name: string) => `terraform_data.${name}`;
		expect(read).toEqual([
			['module.db.module.deep.terraform_data.leaf', 'no-op', false, null],
			['module.db.terraform_data.inner', 'no-op', false, null],
			['module.web["a.b"].module.deep.terraform_data.leaf', 'no-op', false, null],
			['module.web["a.b"].terraform_data.inner', 'no-op', false, null],
			['module.web["c"].module.deep.terraform_data.leaf', 'no-op', false, null],
			['module.web["c"].terraform_data.inner', 'no-op', false, null],
			[data('after'), 'replace', false, null],
			[data('before'), 'replace', false, null],
			[data('changed'), 'update', false, null],
			[data('forgotten'), 'forget', false, null],
			[data('gone'), 'delete', false, null],
			[data('many[0]'), 'create', false, null],
			[data('many[1]'), 'create', false, null],
			[data('new_name'), 'no-op', false, data('old_name')],
			[data('still'), 'no-op', false, null],
			[data('taken'), 'no-op', true, null],
		]);
		expect(plan.code).toBe('CHANGES');
		expect(plan.blocks.find(({ address }) => address === data('many[1]'))).toMatchObject({
			...{ index: 1, after: { input: 'n1' }, unknown: ['id', 'output'], module: '' },
		});
		// What was sensitive is nowhere, and said to have been.
		expect(JSON.stringify(plan)).not.toContain('hunter2');
		expect(plan.blocks.find(({ address }) => address === data('changed'))?.sensitive).toContain('input');
		expect(plan.module_folders).toEqual({
			...{ '': '', 'module.db': 'web', 'module.db.module.deep': 'deep' },
			...{ 'module.web': 'web', 'module.web.module.deep': 'deep' },
		});
		const files = { 'main.tf': second, 'web/main.tf': module, 'deep/main.tf': deep };
		const at = (address: string) => locateInSources(address, files, plan.module_folders);
		expect(at('module.web["a.b"].module.deep.terraform_data.leaf')).toEqual({
			file: 'deep/main.tf',
			line: 8,
			block: 'resource',
		});
		expect(at('terraform_data.many[1]')?.line).toBe(
			second.split('\n').indexOf('resource "terraform_data" "many" {') + 1,
		);
		expect(at(data('gone'))).toBeNull();
		expect((await planOf(shown.none)).code).toBe('NO_CHANGES');
		expect(await readPlan(shown.state)).toMatchObject({
			code: 'PLAN_INVALID',
			message: expect.stringContaining('a state'),
		});

		// The same plan as if its resources were of a cloud: which provider each has, Terraform itself wrote.
		const cloudy = JSON.parse(shown.changes.replaceAll('terraform_data', 'aws_elb'));
		cloudy.configuration.provider_config.terraform.expressions = { region: { constant_value: 'eu-west-1' } };
		cloudy.configuration.provider_config['terraform.paris'].expressions = { region: { constant_value: 'eu-west-3' } };
		const regions = (await planOf(cloudy)).blocks.map(({ address, region }) => [address, region?.region]);
		for (const [address, region] of regions.filter(([, region]) => region !== null)) {
			expect([address, region]).toEqual([address, address?.startsWith('module.web') ? 'eu-west-3' : 'eu-west-1']);
		}
		// Of what is configured no more, nothing but the state knows which of the two it had.
		expect(regions.filter(([, region]) => region === null).map(([address]) => address)).toEqual([
			'aws_elb.forgotten',
			'aws_elb.gone',
		]);
	},
	60_000,
);
