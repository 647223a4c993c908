import { type Project, type ProviderId, type Vm, vmSchema } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryVm } from '../test/arbitrary-vm.js';
import { exampleProject, exampleVm } from '../test/examples.js';
import { plannedValues } from '../test/planned-values.js';
import { createProviders } from './create-providers.js';
import { defaultGcpZone } from './gcp/default-zone.js';

const clouds = createProviders();

// What a document of gcp says and the machine does not have to.
function withDefaults(vm: Vm, project: Project): Vm {
	if (project.provider !== 'gcp' || vm.zone !== undefined) return vm;
	return { ...vm, zone: defaultGcpZone(vm.region) };
}

const sorted = (vms: readonly Vm[]) => [...vms].sort((a, b) => (a.name < b.name ? -1 : 1));

it.each(clouds.map((cloud) => [cloud.id, cloud] as const))(
	'on %s 400 machines, two a document, are read back from their documents as they were',
	async (id, cloud) => {
		const project = exampleProject(id);
		await fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(arbitraryVm[id], { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
				async (vms) => {
					for (const vm of vms) {
						expect(vmSchema.parse(vm)).toEqual(vm);
						expect(cloud.check(vm, project, new Map())).toEqual([]);
					}
					const planned = plannedValues(await cloud.synthesize(project, vms));
					const { resources, unmapped } = await cloud.read(planned, project);
					expect(unmapped).toEqual([]);
					const read = sorted(resources.map(({ resource }) => vmSchema.parse(resource)));
					expect(new Set(resources.map((resource) => resource.project))).toEqual(new Set(['shop']));
					expect(read).toEqual(sorted(vms.map((vm) => withDefaults(vm, project))));
					const addresses = resources.flatMap((resource) => resource.addresses);
					const all = planned
						.map(({ address }) => address)
						.filter((address) => address !== 'azurerm_resource_group.project');
					expect([...addresses].sort()).toEqual(all.sort());
				},
			),
			{ numRuns: 200 },
		);
	},
	120_000,
);

it.each(clouds.map((cloud) => [cloud.id, cloud] as const))(
	'on %s the machines of others are read where the model can say all that matters, and else kept apart with the reason',
	async (id, cloud) => {
		const project = exampleProject(id);
		const [main] = plannedValues(await cloud.synthesize(project, [exampleVm(id)])).filter(
			({ type }) => mainTypes[id] === type,
		);
		if (main === undefined) throw new Error('no machine');
		const { labels: _labels, tags: _tags, ...values } = main.values;
		// As a plan writes what was left out.
		const plain = { scratch_disk: [], attached_disk: [], network_interface: [{ network: 'default', ...noAddress }] };
		const said = id === 'gcp' ? { ...values, ...plain } : values;
		const foreign = { ...main, address: `module.others.${main.address}`, values: said };
		const { resources, unmapped } = await cloud.read([foreign], project);
		if (id === 'gcp') {
			expect(unmapped).toEqual([]);
			expect(resources).toMatchObject([{ resource: { name: 'web', tags: {} }, addresses: [foreign.address] }]);
		} else {
			expect(resources).toEqual([]);
			expect(unmapped).toMatchObject([
				{ address: foreign.address, reason: expect.stringMatching(/^(?:image|public_ip): /) },
			]);
		}
	},
);

const noAddress = { access_config: [], ipv6_access_config: [] };

it.each<[string, object, RegExp]>([
	['access_config', { network_interface: [{ ...noAddress, access_config: undefined }] }, /^public_ip: /],
	['ipv6_access_config', { network_interface: [{ ...noAddress, ipv6_access_config: undefined }] }, /^public_ip: /],
	['attached_disk', { attached_disk: undefined }, /^disk: .*not known \(attached_disk/],
	['scratch_disk', { scratch_disk: undefined }, /^disk: .*not known \(scratch_disk/],
	['zone', { zone: undefined }, /^zone: is not known/],
])('on gcp a machine of others of which a plan does not know %s is kept apart', async (_key, change, reason) => {
	const [gcp] = clouds;
	const planned = plannedValues((await gcp?.synthesize(exampleProject('gcp'), [exampleVm('gcp')])) ?? {});
	const main = planned.find(({ type }) => type === mainTypes.gcp);
	const said = { labels: null, scratch_disk: [], attached_disk: [], network_interface: [noAddress] };
	// JSON has no `undefined`: what it stands for here is a key that is not there.
	const values = JSON.parse(JSON.stringify({ ...main?.values, ...said, ...change }));
	const foreign = { address: `${mainTypes.gcp}.a`, type: mainTypes.gcp, name: 'a', values };
	const read = await gcp?.read([foreign], exampleProject('gcp'));
	expect(read?.resources).toEqual([]);
	expect(read?.unmapped[0]?.reason).toMatch(reason);
});

const mainTypes: Record<ProviderId, string> = {
	gcp: 'google_compute_instance',
	aws: 'aws_instance',
	azure: 'azurerm_linux_virtual_machine',
};

it('what a state holds of a machine on gcp is read as what was written', async () => {
	const [gcp] = clouds;
	const project = exampleProject('gcp');
	const links = 'https://www.googleapis.com/compute/v1/projects';
	for (const [image, name] of [
		['debian-12', 'debian-cloud/global/images/debian-12-bookworm-v20241112'],
		['debian-12', 'debian-cloud/global/images/debian-12-bookworm-arm64-v20241112'],
		['ubuntu-22.04', 'ubuntu-os-cloud/global/images/ubuntu-2204-jammy-v20241119'],
		['ubuntu-24.04', 'ubuntu-os-cloud/global/images/ubuntu-2404-noble-amd64-v20241115'],
	] as const) {
		const planned = plannedValues((await gcp?.synthesize(project, [exampleVm('gcp', { image })])) ?? {});
		const state = planned.map((resource) =>
			resource.type === 'google_compute_instance'
				? { ...resource, values: applied(resource.values, `${links}/${name}`) }
				: resource,
		);
		const read = await gcp?.read(state, project);
		expect(read?.unmapped).toEqual([]);
		expect(read?.resources).toMatchObject([
			{
				project: 'shop',
				resource: { image, subnet: 'projects/p/regions/us-central1/subnetworks/default', public_ip: false },
			},
		]);
	}
});

// What Google's provider puts in a state beside what was written: whole URLs, and lists where there is nothing.
function applied(values: Readonly<Record<string, unknown>>, image: string): Record<string, unknown> {
	const subnetwork = 'https://www.googleapis.com/compute/v1/projects/p/regions/us-central1/subnetworks/default';
	return {
		...values,
		boot_disk: [{ initialize_params: [{ image, size: 30, type: 'pd-balanced' }] }],
		network_interface: [{ network: 'default', subnetwork, access_config: [], ipv6_access_config: [] }],
	};
}

it('an empty address in the state of a network interface on azure is none', async () => {
	const azure = clouds.find(({ id }) => id === 'azure');
	const project = exampleProject('azure');
	const planned = plannedValues((await azure?.synthesize(project, [exampleVm('azure')])) ?? {});
	const state = planned.map((resource) =>
		resource.type === 'azurerm_network_interface'
			? { ...resource, values: { ...resource.values, ip_configuration: [{ public_ip_address_id: '' }] } }
			: resource,
	);
	expect((await azure?.read(state, project))?.resources).toMatchObject([{ resource: { public_ip: false } }]);
});

it('what no kind covers is unmapped with its type', async () => {
	const [gcp] = clouds;
	const topic = {
		address: 'google_pubsub_topic.a',
		type: 'google_pubsub_topic',
		name: 'a',
		values: { name: 'a' },
	};
	expect(await gcp?.read([topic], exampleProject('gcp'))).toEqual({
		resources: [],
		unmapped: [{ address: topic.address, reason: 'no kind of resource of Portcullis covers google_pubsub_topic' }],
	});
});

it('a machine of ours that was changed by hand is kept apart from its like', async () => {
	const [gcp] = clouds;
	const project = exampleProject('gcp');
	const planned = plannedValues((await gcp?.synthesize(project, [exampleVm('gcp', { count: 3 })])) ?? {});
	const changed = planned.map((resource) =>
		resource.address === 'google_compute_instance.vm_web_002'
			? { ...resource, values: { ...resource.values, machine_type: 'e2-standard-32' } }
			: resource,
	);
	const read = await gcp?.read(changed, project);
	expect(read?.resources).toMatchObject([{ resource: { name: 'web', count: 2 } }]);
	expect(read?.unmapped).toEqual([
		{
			address: 'google_compute_instance.vm_web_002',
			reason: 'is not like the other machines of vm/web',
			writtenFor: { project: 'shop', resource: 'vm/web' },
		},
	]);
});

it('a machine with a second network interface is not taken for one with the first alone', async () => {
	const [gcp] = clouds;
	const project = exampleProject('gcp');
	const planned = plannedValues((await gcp?.synthesize(project, [exampleVm('gcp')])) ?? {});
	const second = planned.map((resource) => ({
		...resource,
		values: {
			...resource.values,
			network_interface: [{ network: 'default' }, { network: 'other', access_config: [{}] }],
		},
	}));
	const read = await gcp?.read(second, project);
	expect(read?.resources).toEqual([]);
	expect(read?.unmapped[0]?.reason).toMatch(/more than one network interface/);
});

it.each([
	['aws', 'aws_instance.vm_web', 'associate_public_ip_address'],
	['azure', 'azurerm_network_interface.vm_web', 'ip_configuration'],
	['gcp', 'google_compute_instance.vm_web', 'network_interface'],
] as const)(
	'on %s a machine of which nobody knows whether it is public is not taken for private',
	async (id, address, key) => {
		const cloud = clouds.find((other) => other.id === id);
		const planned = plannedValues((await cloud?.synthesize(exampleProject(id), [exampleVm(id)])) ?? {});
		const vague = planned.map((resource) => {
			if (resource.address !== address) return resource;
			const { [key]: _unknown, ...values } = resource.values;
			return { ...resource, values };
		});
		const read = await cloud?.read(vague, exampleProject(id));
		expect(read?.resources).toEqual([]);
		expect(read?.unmapped[0]?.reason).toMatch(/^public_ip: /);
	},
);

it('a public address of the sixth version is public', async () => {
	const [gcp] = clouds;
	const project = exampleProject('gcp');
	const planned = plannedValues((await gcp?.synthesize(project, [exampleVm('gcp')])) ?? {});
	const open = planned.map((resource) => ({
		...resource,
		values: {
			...resource.values,
			network_interface: [{ network: 'default', ipv6_access_config: [{ network_tier: 'PREMIUM' }] }],
		},
	}));
	expect((await gcp?.read(open, project))?.resources).toMatchObject([{ resource: { public_ip: true } }]);
});
