import { expect, it } from 'vitest';
import { noTerraform, withTerraform } from '../../../providers/test/terraform-binary.js';
import { parseTerraformState } from './terraform-state.js';

const resource = { address: 'a.b', mode: 'managed', type: 'a', name: 'b', values: { x: 1 } };
const state = (root_module: unknown) => ({
	format_version: '1.0',
	terraform_version: '1.11.4',
	values: { root_module },
});

it('resources of every module are read, without data sources and what is still to be removed', () => {
	const deep = { resources: [{ ...resource, address: 'module.m.a.b', index: 'k', tainted: true }] };
	const parsed = parseTerraformState(
		state({
			resources: [
				resource,
				{ ...resource, address: 'data.a.b', mode: 'data' },
				{ ...resource, deposed_key: 'byebye' },
				{ ...resource, address: 'a.c[0]', name: 'c', index: 0, values: undefined },
			],
			child_modules: [{ address: 'module.m', ...deep }],
		}),
	);
	expect(parsed).toEqual({
		kind: 'ok',
		value: [
			{ address: 'a.b', type: 'a', name: 'b', values: { x: 1 }, tainted: false },
			{ address: 'a.c[0]', type: 'a', name: 'c', index: 0, values: {}, tainted: false },
			{ address: 'module.m.a.b', type: 'a', name: 'b', index: 'k', values: { x: 1 }, tainted: true },
		],
	});
});

it('the state of an empty folder holds nothing', () => {
	expect(parseTerraformState({ format_version: '1.0' })).toEqual({ kind: 'ok', value: [] });
	expect(parseTerraformState(state({}))).toEqual({ kind: 'ok', value: [] });
});

it.each([
	['nothing', null, [], /must be an object/],
	['a list', [], [], /must be an object/],
	['a text', 'state', [], /must be an object/],
	['a plan', { format_version: '1.2', planned_values: {}, resource_changes: [] }, [], /is a plan/],
	[
		'the state file itself',
		{ version: 4, terraform_version: '1.11.4', serial: 3, lineage: 'x' },
		[],
		/state file itself/,
	],
	['another format', { format_version: '2.0' }, ['format_version'], /must be 1\.x/],
	['the format of Terraform 0.15', { format_version: '0.1' }, ['format_version'], /must be 1\.x/],
	['no format', { values: {} }, ['format_version'], /must be 1\.x/],
	['values that are none', { format_version: '1.0', values: 7 }, ['values'], /root_module/],
	['a module that is none', state(7), ['values', 'root_module'], /./],
	['resources that are none', state({ resources: 7 }), ['values', 'root_module', 'resources'], /./],
	[
		'a resource without an address',
		state({ resources: [{ ...resource, address: undefined }] }),
		['values', 'root_module', 'resources', 0, 'address'],
		/./,
	],
	[
		'values of a resource that are none',
		state({ resources: [{ ...resource, values: [1] }] }),
		['values', 'root_module', 'resources', 0, 'values'],
		/./,
	],
])('%s is refused, and why is said', (_, input, path, message) => {
	const parsed = parseTerraformState(input);
	expect(parsed).toMatchObject({ kind: 'refused', code: 'INPUT_INVALID', problems: [{ path }] });
	expect(parsed.kind === 'refused' && parsed.problems[0]?.message).toMatch(message);
});

it('modules within modules without end are read, and end', () => {
	let module: object = { resources: [resource] };
	for (let depth = 0; depth < 20_000; depth++) module = { child_modules: [module] };
	expect(parseTerraformState(state(module))).toMatchObject({ kind: 'ok', value: [{ address: 'a.b' }] });
});

it.skipIf(noTerraform !== '')(
	`what terraform itself writes is read${noTerraform}`,
	() => {
		const document = {
			terraform: { required_version: '>= 1.0' },
			resource: {
				terraform_data: {
					one: { input: 'x' },
					many: { count: 2, input: 'y' },
					each: { for_each: { k: 1 }, input: 'z' },
				},
			},
		};
		withTerraform(document, (run) => {
			run('init', '-no-color');
			expect(parseTerraformState(JSON.parse(run('show', '-json')))).toEqual({ kind: 'ok', value: [] });
			run('apply', '-auto-approve', '-no-color');
			const shown: unknown = JSON.parse(run('show', '-json'));
			const parsed = parseTerraformState(shown);
			expect(parsed.kind === 'ok' && parsed.value.map(({ address, index }) => [address, index])).toEqual([
				['terraform_data.each["k"]', 'k'],
				['terraform_data.many[0]', 0],
				['terraform_data.many[1]', 1],
				['terraform_data.one', undefined],
			]);
			run('taint', '-no-color', 'terraform_data.one');
			const tainted = parseTerraformState(JSON.parse(run('show', '-json')));
			expect(tainted.kind === 'ok' && tainted.value.filter((one) => one.tainted).map(({ name }) => name)).toEqual([
				'one',
			]);
			run('plan', '-no-color', '-out=plan');
			expect(parseTerraformState(JSON.parse(run('show', '-json', 'plan')))).toMatchObject({
				problems: [{ message: expect.stringContaining('is a plan') }],
			});
			const own = JSON.parse(run('state', 'pull')) as unknown;
			expect(parseTerraformState(own)).toMatchObject({
				problems: [{ message: expect.stringContaining('state file itself') }],
			});
		});
	},
	120_000,
);
