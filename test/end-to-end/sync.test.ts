import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProviderId } from '@portcullis/core';
import { expect, it } from 'vitest';
import { plannedValues } from '../../packages/providers/test/planned-values.js';
import { noSchemas } from '../../packages/providers/test/provider-schema.js';
import { deployed, okay, refusedWith, vm, type World, wants, world } from './world.js';

type StateResource = { address: string; type: string; values: Record<string, unknown>; tainted?: boolean };
type State = { format_version: string; values: { root_module: { resources: StateResource[] } } };

/** The state after `terraform apply` of what was written, in the form of `terraform show -json`. */
async function applied({ root }: World, provider: ProviderId, project = 'shop'): Promise<State> {
	const document = JSON.parse(await readFile(join(root, `terraform_${provider}_${project}`, 'main.tf.json'), 'utf8'));
	const resources = plannedValues(document).map((resource) => ({
		...resource,
		mode: 'managed',
		values: { ...resource.values },
	}));
	return { format_version: '1.0', values: { root_module: { resources } } };
}

const instance = (state: State, name: string): StateResource =>
	state.values.root_module.resources.find(({ address }) => address === `google_compute_instance.${name}`) ??
	expect.fail(name);

const statuses = async ({ gate, ada }: World) =>
	Object.fromEntries(okay(await gate.resources(ada)).map(({ address, status }) => [address, status]));

const sizes = { gcp: 'e2-small', aws: 't3.small', azure: 'Standard_B2s' } as const;
const regions = { gcp: 'us-central1', aws: 'us-east-1', azure: 'westeurope' } as const;

it.each(['gcp', 'aws', 'azure'] as const)(
	'on %s what was written is applied once the state shows it, and each field that stands otherwise is drift',
	async (provider) => {
		const here = await world({}, { provider, region: regions[provider] });
		const { gate, ada } = here;
		await deployed(
			here,
			ada,
			wants(vm('web', { size: sizes[provider], count: 2 }), vm('db', { size: sizes[provider] })),
		);
		expect(await statuses(here)).toEqual({ 'vm/db': 'written', 'vm/web': 'written' });
		const state = await applied(here, provider);
		const report = okay(await gate.syncResources(ada, { state }));
		expect(report).toEqual({
			project: 'shop',
			applied: ['vm/db', 'vm/web'],
			drifted: [],
			missing: [],
			unmanaged: report.unmanaged,
		});
		expect(await statuses(here)).toEqual({ 'vm/db': 'applied', 'vm/web': 'applied' });

		const main = { gcp: 'google_compute_instance', aws: 'aws_instance', azure: 'azurerm_linux_virtual_machine' }[
			provider
		];
		const db = state.values.root_module.resources.find(({ address }) => address === `${main}.vm_db`) ?? expect.fail();
		const size = { gcp: 'machine_type', aws: 'instance_type', azure: 'size' }[provider];
		db.values[size] = 'other-size.large';
		const changed = okay(await gate.syncResources(ada, { state, project: 'shop' }));
		expect(changed.drifted).toEqual([
			{ address: 'vm/db', differences: [{ path: ['size'], expected: sizes[provider], received: 'other-size.large' }] },
		]);
		state.values.root_module.resources = state.values.root_module.resources.filter(
			({ address }) => !address.includes('vm_web'),
		);
		expect(okay(await gate.syncResources(ada, { state, project: 'shop' }))).toMatchObject({
			applied: [],
			missing: ['vm/web'],
		});
		expect(await statuses(here)).toEqual({ 'vm/db': 'drifted', 'vm/web': 'missing' });
		const [row] = okay(await gate.history(ada, { limit: 1 }));
		expect(row).toMatchObject({ event: 'resources.synced', project: 'shop', body: { missing: ['vm/web'] } });
	},
);

it('what is written again waits to be applied again', async () => {
	const here = await world();
	await deployed(here, here.ada, wants(vm('web')));
	const state = await applied(here, 'gcp');
	okay(await here.gate.syncResources(here.ada, { state }));
	await deployed(here, here.ada, { ...wants(vm('web', { size: 'e2-medium' })), action: 'modify' });
	expect(await statuses(here)).toEqual({ 'vm/web': 'written' });
	expect(okay(await here.gate.syncResources(here.ada, { state })).drifted).toMatchObject([
		{ differences: [{ path: ['size'], expected: 'e2-medium', received: 'e2-small' }] },
	]);
});

it('of machines alike, one that is missing, one that was changed by hand and one that is tainted are drift', async () => {
	const here = await world();
	await deployed(here, here.ada, wants(vm('web', { count: 3 }), vm('db')));
	const state = await applied(here, 'gcp');
	instance(state, 'vm_web_002').values.machine_type = 'e2-standard-32';
	const { resources } = state.values.root_module;
	resources.splice(resources.indexOf(instance(state, 'vm_web_003')), 1);
	instance(state, 'vm_db').tainted = true;
	expect(okay(await here.gate.syncResources(here.ada, { state })).drifted).toEqual([
		{
			address: 'vm/db',
			differences: [{ path: ['google_compute_instance.vm_db', 'tainted'], expected: false, received: true }],
		},
		{
			address: 'vm/web',
			differences: [
				{ path: ['count'], expected: 3, received: 1 },
				{
					path: ['google_compute_instance.vm_web_002'],
					expected: 'as in vm/web',
					received: 'is not like the other machines of vm/web',
				},
			],
		},
	]);
});

it.skipIf(noSchemas !== '')(
	`what others made is listed and not taken over, a stranger of the same name least of all${noSchemas}`,
	async () => {
		const here = await world();
		await deployed(here, here.ada, wants(vm('web')));
		const state = await applied(here, 'gcp');
		const web = instance(state, 'vm_web');
		const { labels: _, ...values } = web.values;
		const foreign = { ...web, address: 'module.mine.google_compute_instance.vm_web', values };
		const bucket = {
			address: 'google_pubsub_topic.b',
			type: 'google_pubsub_topic',
			name: 'b',
			mode: 'managed',
			values: { secret: 's3cret' },
		};
		const other = {
			...web,
			address: 'google_compute_instance.o',
			name: 'o',
			values: { ...web.values, labels: { ...(web.values.labels as object), 'portcullis-project': 'blog' } },
		};
		const gone = {
			...web,
			address: 'google_compute_instance.g',
			name: 'g',
			values: { ...web.values, labels: { ...(web.values.labels as object), 'portcullis-resource': 'gone' } },
		};
		state.values.root_module.resources.push(foreign, bucket, other, gone);
		const report = okay(await here.gate.syncResources(here.ada, { state, project: 'shop' }));
		expect(report.applied).toEqual(['vm/web']);
		expect(report.unmanaged).toEqual([
			{ address: 'google_compute_instance.g', reason: 'says that it is vm/gone, which does not stand in this project' },
			{ address: 'google_compute_instance.o', reason: 'says that it is vm/web of project blog' },
			{ address: 'google_pubsub_topic.b', reason: 'no kind of resource of Portcullis covers google_pubsub_topic' },
			{ address: 'module.mine.google_compute_instance.vm_web', reason: 'not written by Portcullis' },
		]);
		expect(Object.keys(await statuses(here))).toEqual(['vm/web']);
		expect(JSON.stringify([report, okay(await here.gate.history(here.ada))])).not.toContain('s3cret');
	},
);

it('the state of another project changes nothing, on the same cloud or another', async () => {
	const here = await world();
	const { gate, ada } = here;
	okay(await gate.projects.add(ada, { name: 'blog', provider: 'gcp', region: 'us-central1' }));
	okay(await gate.projects.add(ada, { name: 'far', provider: 'aws', region: 'us-east-1' }));
	await deployed(here, ada, wants(vm('web')));
	await deployed(here, ada, { ...wants(vm('web')), project: 'blog' });
	await deployed(here, ada, { ...wants(vm('web', { size: 't3.small' })), project: 'far' });
	const rows = await here.rows();
	for (const [provider, project] of [
		['gcp', 'blog'],
		['aws', 'far'],
	] as const) {
		const state = await applied(here, provider, project);
		const refused = refusedWith(await gate.syncResources(ada, { state, project: 'shop' }), 'STATE_OF_ANOTHER_PROJECT');
		expect(refused.message).toContain(project);
	}
	expect(await here.rows()).toEqual(rows);
	expect(new Set(Object.values(await statuses(here)))).toEqual(new Set(['written']));
});

it('which project it is has to be said where the state does not, and an empty state means that nothing stands', async () => {
	const here = await world();
	await deployed(here, here.ada, wants(vm('web')));
	const state = { format_version: '1.0' };
	const unnamed = refusedWith(await here.gate.syncResources(here.ada, { state }), 'INPUT_INVALID');
	expect(unnamed.problems).toMatchObject([{ path: ['project'] }]);
	expect(okay(await here.gate.syncResources(here.ada, { state, project: 'shop' })).missing).toEqual(['vm/web']);
	refusedWith(await here.gate.syncResources(here.ada, { state, project: 'nowhere' }), 'PROJECT_UNKNOWN');
	refusedWith(await here.gate.syncResources(here.ada, { state: [], project: 'shop' }), 'INPUT_INVALID');
});

it('who may not modify a project does not change what is known of it', async () => {
	const here = await world();
	await deployed(here, here.ada, wants(vm('web')));
	const state = await applied(here, 'gcp');
	const viewer = await here.actor('ben', { role: 'CloudViewer' });
	refusedWith(await here.gate.syncResources(viewer, { state }), 'CAPABILITY_MISSING');
	expect(await statuses(here)).toEqual({ 'vm/web': 'written' });
});
