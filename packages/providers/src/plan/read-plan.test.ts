import type { ProviderId, ReadPlanOptions, Resource } from '@portcullis/core';
import { expect, it } from 'vitest';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { planJson } from '../../test/plan-json.js';
import { planOf } from '../../test/plan-of.js';
import { createProviders } from '../create-providers.js';
import { readPlan } from './read-plan.js';

type Fields = Readonly<Record<string, unknown>>;

/** An entry of `resource_changes`; what is created unless said otherwise. */
function entry(address: string, change: Fields, more: Fields = {}): Fields {
	const [name, type] = address
		.replace(/\[.*?\]/g, '')
		.split('.')
		.reverse();
	return {
		...{ address, mode: 'managed', type, name, provider_name: 'registry.terraform.io/hashicorp/aws' },
		change: { actions: ['create'], before: null, after: {}, after_unknown: {}, ...change },
		...more,
	};
}

function plan(changes: readonly Fields[], configuration: Fields = {}, more: Fields = {}): Fields {
	return { format_version: '1.2', planned_values: {}, resource_changes: changes, configuration, ...more };
}

async function planJsonOf(cloud: ProviderId, written: readonly Resource[]) {
	const project = exampleProject(cloud);
	const provider = createProviders().find(({ id }) => id === cloud);
	if (provider === undefined) throw new Error(`no ${cloud}`);
	return planJson(await provider.synthesize(project, written), project.region);
}

const planned = (address: string) => ({ resources: [{ address, mode: 'managed', type: 'aws_elb', values: {} }] });

const aws = (region: Fields | undefined, more: Fields = {}) => ({
	name: 'aws',
	...(region === undefined ? {} : { expressions: { region } }),
	...more,
});

const refusal = async (input: unknown, options?: ReadPlanOptions) => {
	const read = await readPlan(input, options);
	if (read.kind === 'ok') throw new Error('it is a plan');
	return `${read.code}: ${read.message} ${JSON.stringify(read.problems)}`;
};

const bytes = (text: string, encoding: BufferEncoding, ...mark: number[]) =>
	Buffer.concat([Buffer.from(mark), Buffer.from(text, encoding)]);

it.each([
	[
		'a saved plan',
		Buffer.from([0x50, 0x4b, 3, 4, 20]),
		/^PLAN_INVALID: this is the plan as a binary.*terraform show -json/,
	],
	['a saved plan read as text', 'PK\u0003\u0004xx', /^PLAN_INVALID: this is the plan as a binary/],
	['nothing', ' \n', /^PLAN_INVALID: the plan is empty/],
	['a configuration', '# mine\nresource "aws_instance" "web" {\n}', /^PLAN_INVALID: this is a configuration/],
	['a configuration in JSON', { resource: {} }, /^PLAN_INVALID: this is a configuration/],
	['a state', { format_version: '1.0', values: {} }, /^PLAN_INVALID: this is a state, not a plan/],
	['a state file', { version: 4, serial: 1, lineage: 'x' }, /^PLAN_INVALID: this is a state file/],
	[
		'the log of a plan',
		'{"@level":"info"}\n{"@level":"info"}',
		/^PLAN_INVALID: this is the log of `terraform plan -json`/,
	],
	[
		'what people read',
		'Terraform will perform the following actions:',
		/^PLAN_INVALID: this is the plan as people read it/,
	],
	[
		'text before it',
		'Warning: old\n{"format_version":"1.2"}',
		/^PLAN_INVALID: this is no JSON: something stands before it/,
	],
	['half of it', '{"format_version":"1.2","resource_ch', /^PLAN_INVALID: this is no whole JSON/],
	['UTF-16 read as UTF-8', '\ufffd\ufffd{\u0000"\u0000', /^PLAN_INVALID: this is UTF-16 that was read as UTF-8/],
	['a list', [], /^PLAN_INVALID: this is no plan but a list/],
	['another object', {}, /^PLAN_INVALID: this is no plan: it has neither/],
	['a format of tomorrow', plan([], {}, { format_version: '2.0' }), /^PLAN_FORMAT_UNKNOWN: the plan is of format 2\.0/],
	['no format', plan([], {}, { format_version: 'x' }), /^PLAN_INVALID.*format_version/],
	['a plan that failed', plan([], {}, { errored: true }), /^PLAN_ERRORED: Terraform failed/],
	['a part', plan([], {}, { complete: false }), /^PLAN_INCOMPLETE: the plan puts some changes off/],
	['what is put off', plan([], {}, { deferred_changes: [{}] }), /^PLAN_INCOMPLETE/],
	[
		'an action of tomorrow',
		plan([entry('aws_elb.a', { actions: ['explode'] })]),
		/^PLAN_INVALID.*actions of Terraform/,
	],
	['a change without an address', plan([{ mode: 'managed' }]), /^PLAN_INVALID.*"address"/],
	[
		'a resource twice',
		plan([entry('aws_elb.a', {}), entry('aws_elb.a', {})]),
		/^PLAN_INVALID: the plan contradicts itself: it names aws_elb.a twice/,
	],
	['a mode of tomorrow', plan([entry('aws_elb.a', {}, { mode: 'Managed' })]), /^PLAN_INVALID.*managed or data/],
	['no action', plan([entry('aws_elb.a', { actions: [] })]), /^PLAN_INVALID.*actions of Terraform/],
	[
		'a resource that is only read',
		plan([entry('aws_elb.a', { actions: ['read'] })]),
		/^PLAN_INVALID: the plan contradicts itself: it only reads aws_elb\.a/,
	],
	[
		'data that is created',
		plan([entry('aws_elb.a', {}, { mode: 'data' })]),
		/^PLAN_INVALID: the plan contradicts itself: it has actions to create data, aws_elb\.a/,
	],
	[
		'a change that is none',
		plan([entry('aws_elb.a', { actions: ['no-op'], before: { internal: true }, after: { internal: false } })]),
		/^PLAN_INVALID: the plan contradicts itself: it does nothing to aws_elb\.a, and says that it changes/,
	],
	[
		'the creation of what stands',
		plan([entry('aws_elb.a', { before: {} })]),
		/^PLAN_INVALID: the plan contradicts itself: it creates aws_elb\.a, which stands/,
	],
	[
		'the deletion of what remains',
		plan([entry('aws_elb.a', { actions: ['delete'], before: {} })]),
		/^PLAN_INVALID: the plan contradicts itself: it has actions to delete aws_elb\.a/,
	],
	[
		'a plan without its changes',
		plan([], {}, { planned_values: { root_module: { child_modules: [planned('module.a.aws_elb.a')] } } }),
		/^PLAN_INVALID: the plan contradicts itself: it says how module\.a\.aws_elb\.a will stand, and not what is done/,
	],
])('refuses %s, and says what to do', async (_name, input, message) => {
	expect(await refusal(input)).toMatch(message);
});

it('refuses what is larger than may be read, and what is nested without end', async () => {
	expect(await refusal(' '.repeat(2_000_000), { maxBytes: 1_000_000 })).toMatch(
		/^PLAN_TOO_LARGE: the plan has 2 MB, more than 1 MB/,
	);
	const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
	expect(await refusal(`{"format_version":"1.2","resource_changes":[],"x":${deep}}`)).toMatch(/nested deeper than 200/);
});

it('reads UTF-8 and UTF-16, with a mark of byte order and without', async () => {
	const text = JSON.stringify(plan([entry('aws_elb.größe', {})]));
	const big = Buffer.from(text, 'utf16le').swap16();
	const files = [
		...[
			text,
			`\ufeff${text}`,
			bytes(text, 'utf8'),
			bytes(text, 'utf8', 0xef, 0xbb, 0xbf),
			bytes(text, 'utf16le', 0xff, 0xfe),
		],
		...[bytes(text, 'utf16le'), big, Buffer.concat([Buffer.from([0xfe, 0xff]), big])],
	];
	for (const file of files) expect((await planOf(file)).blocks[0]?.address).toBe('aws_elb.größe');
});

it('says of a plan that changes nothing that it changes nothing; a takeover is a change', async () => {
	const still = { actions: ['no-op'], before: {}, after: {} };
	expect((await planOf({ format_version: '1.2', configuration: {} })).code).toBe('NO_CHANGES');
	expect((await planOf(plan([entry('aws_elb.a', still)]))).code).toBe('NO_CHANGES');
	expect((await planOf(plan([entry('aws_elb.a', { actions: ['read'] }, { mode: 'data' })]))).code).toBe('NO_CHANGES');
	expect((await planOf(plan([entry('aws_elb.a', { ...still, importing: { id: 'x' } })]))).code).toBe('CHANGES');
	expect((await planOf(plan([entry('aws_elb.a', {})]))).code).toBe('CHANGES');
});

const here = { constant_value: 'eu-west-1' };
const reference = (...references: string[]) => ({ references });

it.each([
	['a constant', { provider_config: { aws: aws(here) } }, {}, {}, { region: 'eu-west-1', source: 'provider' }],
	[
		'a variable of the plan',
		{ provider_config: { aws: aws(reference('var.r')) } },
		{ variables: { r: { value: 'eu-west-2' } } },
		{ variables: { r: 'us-east-1' } },
		{ region: 'eu-west-2', source: 'variable' },
	],
	[
		'a part of a variable',
		{ provider_config: { aws: aws(reference('var.r.eu', 'var.r')) } },
		{ variables: { r: { value: { eu: 'eu-west-2' } } } },
		{},
		{ region: 'eu-west-2', source: 'variable' },
	],
	[
		"a variable's default",
		{ provider_config: { aws: aws(reference('var.r')) }, root_module: { variables: { r: { default: 'eu-north-1' } } } },
		{},
		{},
		{ region: 'eu-north-1', source: 'variable' },
	],
	[
		'a variable that was given beside the plan',
		{ provider_config: { aws: aws(reference('var.r')) }, root_module: { variables: { r: { default: 'eu-north-1' } } } },
		{},
		{ variables: { r: 'us-east-1' } },
		{ region: 'us-east-1', source: 'given' },
	],
	[
		'the environment',
		{ provider_config: { aws: aws(undefined) } },
		{},
		{},
		/names no region, so the environment says it/,
	],
	[
		'a default for what the environment says',
		{ provider_config: { aws: aws(undefined) } },
		{},
		{ defaultRegions: { aws: 'eu-west-1' } },
		{ region: 'eu-west-1', source: 'default' },
	],
	[
		'two variables',
		{ provider_config: { aws: aws(reference('var.a', 'var.b')) } },
		{},
		{},
		/it is made of var.a, var.b/,
	],
	['a local', { provider_config: { aws: aws(reference('local.r')) } }, {}, {}, /it comes from local.r/],
	[
		'half a region',
		{ provider_config: { aws: aws(reference('var.r')) } },
		{ variables: { r: { value: 'eu' } } },
		{},
		/is none that aws has/,
	],
	[
		'a sensitive variable',
		{ provider_config: { aws: aws(reference('var.r')) }, root_module: { variables: { r: { sensitive: true } } } },
		{ variables: { r: { value: 'eu-west-2' } } },
		{ defaultRegions: { aws: 'eu-west-1' } },
		/var.r is sensitive/,
	],
	[
		'a variable without a value, whatever the default of the cloud',
		{ provider_config: { aws: aws(reference('var.r')) } },
		{},
		{ defaultRegions: { aws: 'eu-west-1' } },
		/var.r has no value/,
	],
])('takes the region from %s', async (_name, configuration, more, options, region) => {
	const { blocks } = await planOf(plan([entry('aws_elb.a', {})], configuration, more), options);
	const read = blocks[0]?.region;
	if (region instanceof RegExp) expect(read).toMatchObject({ region: null, reason: expect.stringMatching(region) });
	else expect(read).toEqual(region);
});

const inModule = (key: string, region?: Fields) => ({
	root_module: {
		module_calls: {
			web: {
				...{ source: './web', expressions: { place: region ?? here } },
				module: {
					resources: [{ address: 'aws_elb.a', mode: 'managed', type: 'aws_elb', name: 'a', provider_config_key: key }],
					variables: { place: {} },
				},
			},
		},
	},
});

it.each([
	[
		'a provider of its own',
		'module.web:aws',
		{ 'module.web:aws': aws(reference('var.place'), { module_address: 'module.web' }) },
		'eu-west-1',
	],
	[
		'the alias that it was given',
		'aws.paris',
		{ aws: aws(here), 'aws.paris': aws({ constant_value: 'eu-west-3' }) },
		'eu-west-3',
	],
	['the only one that it can have been given', 'web:aws', { aws: aws(here) }, 'eu-west-1'],
	['two that are in one region', 'web:aws', { aws: aws(here), 'aws.b': aws(here) }, 'eu-west-1'],
	['one of two that are not', 'web:aws', { aws: aws(here), 'aws.b': aws({ constant_value: 'eu-west-3' }) }, null],
	['the empty default or an alias', 'web:aws', { 'aws.b': aws(here) }, null],
])('a resource in a module stands where %s puts it', async (_name, key, provider_config, region) => {
	const entries = [entry('module.web["a.b"].aws_elb.a', {})];
	const { blocks } = await planOf(plan(entries, { provider_config, ...inModule(key) }));
	expect(blocks[0]?.module).toBe('module.web');
	expect(blocks[0]?.region?.region).toBe(region);
});

it('follows a variable through the calls of modules, and stops where one is made of something else', async () => {
	const provider_config = { 'module.web:aws': aws(reference('var.place'), { module_address: 'module.web' }) };
	const entries = [entry('module.web.aws_elb.a', {})];
	const variables = { r: { value: 'eu-west-2' } };
	const at = async (place: Fields) => {
		const configuration = { provider_config, ...inModule('module.web:aws', place) };
		return (await planOf(plan(entries, configuration, { variables }))).blocks[0]?.region;
	};
	expect(await at(reference('var.r'))).toEqual({ region: 'eu-west-2', source: 'variable' });
	expect(await at(reference('local.r'))).toMatchObject({ region: null, reason: expect.stringContaining('local.r') });
});

it('takes a region that a resource sets and the plan does not know neither from its provider nor from a default', async () => {
	const resources = [
		{ address: 'aws_elb.a', provider_config_key: 'aws', expressions: { region: reference('data.x.y') } },
		{ address: 'google_compute_instance.a', provider_config_key: 'google', expressions: { zone: reference('x.y') } },
	];
	const google = { name: 'google', expressions: { zone: { constant_value: 'europe-west1-b' } } };
	const configuration = { provider_config: { aws: aws(here), google }, root_module: { resources } };
	const entries = [
		entry('aws_elb.a', { after_unknown: { region: true } }),
		entry('google_compute_instance.a', { after_unknown: { zone: true } }),
		entry('azurerm_vnet.a', { after_unknown: { location: true } }),
	];
	const defaultRegions = { aws: 'eu-west-1', gcp: 'europe-west1', azure: 'westeurope' };
	const { blocks, warnings } = await planOf(plan(entries, configuration), { defaultRegions });
	expect(blocks.map(({ region }) => region?.region)).toEqual([null, null, null]);
	expect(warnings.map(({ code }) => code)).toEqual(Array(3).fill('DEFAULT_REGION_UNUSED'));
});

it('reads regions as the model writes them, from zones and from addresses too', async () => {
	const after = [
		['azurerm_vnet.a', { location: 'West Europe' }, 'westeurope'],
		['google_compute_disk.a', { zone: 'europe-west1-b' }, 'europe-west1'],
		['google_storage_bucket.a', { location: 'EU' }, 'eu'],
		['google_compute_subnetwork.a', { region: 'https://x/projects/p/regions/europe-west4' }, 'europe-west4'],
		['aws_ebs_volume.a', { availability_zone: 'us-west-2-lax-1a' }, 'us-west-2'],
		['aws_elb.a', { arn: 'arn:aws:elb:eu-west-2:1:x' }, 'eu-west-2'],
	] as const;
	for (const [address, values, region] of after) {
		const { blocks } = await planOf(plan([entry(address, { after: values })]));
		expect(blocks[0]?.region).toEqual({ region, source: 'resource' });
	}
});

it('says which options it did not need, and refuses those that are wrong', async () => {
	const { warnings } = await planOf(plan([]), { variables: { r: 'x' }, defaultRegions: { aws: 'eu-west-1' } });
	expect(warnings.map(({ code }) => code)).toEqual(['VARIABLE_UNUSED', 'DEFAULT_REGION_UNUSED']);
	expect(await refusal(plan([]), { defaultRegions: { aws: 'Europe' } })).toMatch(
		/^INPUT_INVALID.*defaultRegions.*aws=eu-west-1.*Europe/,
	);
});

it('takes sensitive values out of what stands and of what shall stand, wherever they are', async () => {
	const after = { a: 'hunter2', list: [{ b: 'hunter2', c: 1 }], names: ['hunter2', 'x'], api_key: 'hunter2', map: {} };
	const after_sensitive = { a: true, list: [{ b: true }], names: [true, false], map: true };
	const change = { actions: ['update'], before: after, before_sensitive: true, after, after_sensitive };
	const read = await planOf(plan([entry('aws_elb.a', change)]));
	expect(JSON.stringify(read)).not.toContain('hunter2');
	const [block] = read.blocks;
	expect(block?.after).toEqual({ list: [{ c: 1 }], names: [null, 'x'] });
	expect(block?.before).toEqual({});
	expect(block?.sensitive).toEqual(['*', 'a', 'api_key', 'list[0].b', 'map', 'names[0]']);
});

it('takes a sensitive value for one that is not known, not for one that is not there', async () => {
	const after = {
		bucket: 'logs',
		force_destroy: false,
		acl: 'private',
		policy: null,
		grant: [],
		versioning: [],
		lifecycle_rule: [],
		server_side_encryption_configuration: [],
		tags: { team: 'x' },
	};
	const all = await planOf(plan([entry('aws_s3_bucket.a', { after })]));
	expect(all.changes[0]?.after?.unknown).toEqual(['region']);
	const { changes } = await planOf(
		plan([entry('aws_s3_bucket.a', { after, after_sensitive: { tags: true, acl: true } })]),
	);
	expect(changes[0]?.after?.unknown).toEqual(['public_access', 'region', 'tags']);
	expect(changes[0]?.after?.fields).not.toHaveProperty('tags');
});

it('says of a refusal nothing that stood in the plan', async () => {
	expect(await refusal('{"password":"hunter2", x}')).not.toContain('hunter2');
	expect(await refusal(plan([entry('aws_elb.a', { after: 'hunter2' })]))).not.toContain('hunter2');
});

it('joins both sides of a resource, and says where the model has no words for what stands', async () => {
	const values = {
		bucket: 'logs',
		force_destroy: false,
		acl: 'private',
		policy: null,
		grant: [],
		versioning: [],
		region: 'eu-west-1',
	};
	const change = { actions: ['update'], before: { ...values, website: [{}] }, after: values };
	const { changes } = await planOf(plan([entry('aws_s3_bucket.a', change)]));
	expect(changes).toMatchObject([{ address: 'storage/logs', action: 'update', before: null }]);
	expect(changes[0]?.before_unread).toMatch(/website/);
	const gone = { actions: ['delete'], before: { ...values, website: [{}] }, after: null };
	const { unmapped } = await planOf(plan([entry('aws_s3_bucket.a', gone)]));
	expect(unmapped).toMatchObject([
		{ address: 'aws_s3_bucket.a', action: 'delete', reason: expect.stringMatching(/website/) },
	]);
});

it('gives two that are called alike addresses of their own', async () => {
	const values = { bucket: 'logs', force_destroy: false, acl: 'private', policy: null, grant: [], versioning: [] };
	const { changes } = await planOf(
		plan([entry('aws_s3_bucket.a', { after: values }), entry('aws_s3_bucket.b', { after: values })]),
	);
	expect(changes.map(({ address }) => address)).toEqual(['storage/aws_s3_bucket.a', 'storage/aws_s3_bucket.b']);
});

it('lists what a replacement left behind, and does not take it for what stands', async () => {
	const values = { bucket: 'logs', force_destroy: false, acl: 'private', policy: null, grant: [], versioning: [] };
	const change = { actions: ['delete'], before: values, after: null };
	const left = entry('aws_s3_bucket.a', change, { deposed: '00000001' });
	const { blocks, changes, unmapped } = await planOf(plan([left, entry('aws_s3_bucket.a', { after: values })]));
	expect(blocks.map(({ action, deposed }) => [action, deposed])).toEqual([
		['delete', '00000001'],
		['create', null],
	]);
	expect(changes).toMatchObject([{ action: 'create', before: null, before_unread: null }]);
	expect(unmapped.map(({ reason }) => reason)).toEqual(['an object that a replacement left behind (00000001)']);
});

it('does not take for written by Portcullis what only has its tags', async () => {
	const tags = { 'managed-by': 'portcullis', 'portcullis-project': 'shop', 'portcullis-resource': 'logs' };
	const after = { bucket: 'logs', force_destroy: false, acl: 'private', tags };
	const bucket = entry('aws_s3_bucket.a', { after, after_unknown: { policy: true, grant: true, versioning: true } });
	const inConfiguration = (expressions: Fields) => ({
		root_module: { resources: [{ address: 'aws_s3_bucket.a', provider_config_key: 'aws', expressions }] },
	});
	// Left to aws, as in documents of ours, there is no policy.
	const ours = await planOf(plan([{ ...bucket }], inConfiguration({ versioning: [{}] })));
	expect(ours.changes[0]?.after?.unknown).not.toContain('public_access');
	// Set to something that is not known, it may let in anybody.
	const forged = await planOf(plan([{ ...bucket }], inConfiguration({ policy: reference('data.x.y') })));
	expect(forged.changes[0]?.after?.unknown).toContain('public_access');
});

it('lists what a project of azure shares, unless it comes with what stands on it or goes with the last of it', async () => {
	const made = (await planJsonOf('azure', [exampleVm('azure')])).resource_changes;
	const isGroup = ({ type }: { readonly type: string }) => type === 'azurerm_resource_group';
	const machine = made.filter((one) => !isGroup(one));
	const values = made.find(isGroup)?.change.after ?? {};
	const coming = { after: values };
	const going = { actions: ['delete'], before: values, after: null };
	const renewed = { actions: ['delete', 'create'], before: values, after: values };
	const group = (change: Fields) => entry('azurerm_resource_group.project', change);
	const listed = async (...changes: Fields[]) => {
		const { unmapped } = await planOf(plan(changes), { project: exampleProject('azure') });
		return unmapped.map(({ address, action }) => `${action} ${address}`);
	};
	const gone = machine.map((one) => ({
		...one,
		change: { actions: ['delete'], before: one.change.after, after: null },
	}));
	expect(await listed(group(coming))).toEqual(['create azurerm_resource_group.project']);
	expect(await listed(group(coming), ...machine)).toEqual([]);
	expect(await listed(group(going))).toEqual(['delete azurerm_resource_group.project']);
	expect(await listed(group(going), ...machine)).toEqual(['delete azurerm_resource_group.project']);
	expect(await listed(group(going), ...gone)).toEqual([]);
	expect(await listed(group(renewed), ...machine)).toEqual(['replace azurerm_resource_group.project']);
});

it('lists an action that Terraform invokes, and does not say that nothing changes', async () => {
	const action_invocations = [{ address: 'action.aws_lambda_invoke.a', type: 'aws_lambda_invoke', name: 'a' }];
	const read = await planOf(plan([], {}, { action_invocations }));
	expect(read.code).toBe('CHANGES');
	expect(read.unmapped).toMatchObject([{ address: 'action.aws_lambda_invoke.a' }]);
});
