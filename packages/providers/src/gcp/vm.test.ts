import { type PlannedResource, pathText, type Resource, type Vm } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryVm } from '../../test/arbitrary-vm.js';
import { blocksOf, desiredOf, differences } from '../../test/documents.js';
import { exampleNetwork } from '../../test/example-kinds.js';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { keyIn, optional } from '../../test/gcp/arbitrary.js';
import { noPlans, planOf } from '../../test/gcp/plans.js';
import { expectRoundTrip } from '../../test/gcp/round-trip.js';
import { plannedValues } from '../../test/planned-values.js';
import { rounds } from '../../test/rounds.js';
import { defaultGcpZone } from './default-zone.js';
import { gcpProvider } from './gcp-provider.js';
import { subnetOf } from './subnet-choice.js';

const project = exampleProject('gcp');
const network = exampleNetwork('gcp');
const synthesize = (...resources: Resource[]) => gcpProvider.synthesize(project, resources);
const address = 'google_compute_instance.vm_web';

// What a document says and the machine does not have to.
function withDefaults(resource: Resource): Resource {
	if (resource.kind !== 'vm') return resource;
	const zoned = { ...resource, zone: resource.zone ?? defaultGcpZone(resource.region) };
	const subnet = resource.network === undefined ? undefined : subnetOf(resource, network)?.name;
	return subnet === undefined ? zoned : { ...zoned, subnet };
}

// Machines in our network stand in its region; whoever has a public address in a public subnet.
const machines = fc
	.tuple(arbitraryVm.gcp, fc.constantFrom('none', 'first', 'named'), optional('encryption_key', keyIn('REGION')))
	.map(([{ subnet, zone, ...vm }, where, { encryption_key: key }]): Vm => {
		const inNetwork = where !== 'none';
		const region = inNetwork ? network.region : vm.region;
		return {
			...vm,
			region,
			...(zone === undefined ? {} : { zone: zone.replace(vm.region, region) }),
			...(inNetwork ? { network: network.name } : {}),
			...(where === 'named' ? { subnet: vm.public_ip ? 'edge' : 'data' } : {}),
			...(!inNetwork && subnet !== undefined ? { subnet } : {}),
			...(key === undefined ? {} : { encryption_key: key.replace('REGION', region) }),
		};
	});

it('machines in and outside of networks are read back from their documents as they were', async () => {
	const lists = fc.uniqueArray(machines, { minLength: 1, maxLength: 3, selector: ({ name }) => name });
	await fc.assert(
		fc.asyncProperty(lists, (list) => expectRoundTrip([network, ...list], withDefaults)),
		{ numRuns: rounds() },
	);
}, 600_000);

const inNetwork = { network: 'main' };

it.each<[Partial<Vm>, string, RegExp]>([
	[{ encryption: false }, 'encryption', /cannot be turned off/],
	[{ encryption_key: 'https://vault.azure.net/keys/a' }, 'encryption_key', /cryptoKeys/],
	[{ encryption_key: 'projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k' }, 'encryption_key', /us-central1/],
	[{ imds_v1: true }, 'imds_v1', /aws alone/],
	[{ network: 'nowhere' }, 'network', /network of the project/],
	[{ ...inNetwork, region: 'europe-west4' }, 'region', /us-central1/],
	[{ ...inNetwork, subnet: 'nowhere' }, 'subnet', /edge, apps, data/],
	[{ ...inNetwork, subnet: 'apps', public_ip: true }, 'public_ip', /subnet apps is private/],
])('%j is refused with its path and what would be right', (change, path, message) => {
	const vm = exampleVm('gcp', change);
	const problems = gcpProvider.check(vm, project, desiredOf(network, vm));
	expect(problems.map((problem) => pathText(problem.path))).toEqual([path]);
	expect(problems[0]?.message).toMatch(message);
});

it('a machine with a public address needs a public subnet', () => {
	const closed = exampleNetwork('gcp', { subnets: [{ name: 'apps', cidr: '10.0.16.0/20', public: false }] });
	const vm = exampleVm('gcp', { ...inNetwork, public_ip: true });
	expect(gcpProvider.check(vm, project, desiredOf(closed, vm))).toMatchObject([
		{ path: ['public_ip'], message: expect.stringMatching(/no public subnet/) },
	]);
});

it('a machine stands in the first subnet that fits, and stays there when one is added before it', async () => {
	const key = 'projects/p/locations/us-central1/keyRings/r/cryptoKeys/k';
	const blocks = blocksOf(await synthesize(network, exampleVm('gcp', { ...inNetwork, encryption_key: key })));
	expect(blocks.get(address)).toMatchObject({
		network_interface: [{ subnetwork: `\${google_compute_subnetwork.network_main_apps.name}` }],
		boot_disk: { kms_key_self_link: key },
		lifecycle: { ignore_changes: ['network_interface[0].subnetwork'] },
	});
	const open = blocksOf(await synthesize(network, exampleVm('gcp', { ...inNetwork, public_ip: true })));
	expect(open.get(address)).toMatchObject({
		network_interface: [{ subnetwork: `\${google_compute_subnetwork.network_main_edge.name}`, access_config: [{}] }],
	});
	const turned = { ...network, subnets: network.subnets.toReversed() };
	expect(blocksOf(await synthesize(turned, exampleVm('gcp', inNetwork))).get(address)).toEqual(
		blocksOf(await synthesize(network, exampleVm('gcp', inNetwork))).get(address),
	);
	const named = blocksOf(await synthesize(network, exampleVm('gcp', { ...inNetwork, subnet: 'data' })));
	expect(named.get(address)).not.toHaveProperty('lifecycle');
});

it('another machine in a network changes no block that stands', async () => {
	const before = await synthesize(network, exampleVm('gcp', inNetwork));
	const after = await synthesize(exampleVm('gcp', { ...inNetwork, name: 'a' }), network, exampleVm('gcp', inNetwork));
	expect(differences(before, after)).toEqual(['google_compute_instance.vm_a', 'google_service_account.vm_a']);
});

async function readChanged(change: object, vm: Partial<Vm> = {}) {
	const planned = plannedValues(await synthesize(network, exampleVm('gcp', vm)));
	const changed = planned.map((resource): PlannedResource => {
		return resource.address === address ? { ...resource, values: { ...resource.values, ...change } } : resource;
	});
	const { resources, unmapped } = await gcpProvider.read(changed, project);
	return { vm: resources.map(({ resource }) => resource).find(({ kind }) => kind === 'vm'), unmapped };
}

const link = (path: string) => `https://www.googleapis.com/compute/v1/projects/${path}`;

it('a state says the same as a plan, though it writes whole addresses', async () => {
	const project_ = { project: 'p' };
	const inDefault = {
		network: link('p/global/networks/default'),
		subnetwork: link('p/regions/us-central1/subnetworks/default'),
	};
	expect((await readChanged({ ...project_, network_interface: [inDefault] })).vm).not.toHaveProperty('subnet');
	const ours = {
		network: link('p/global/networks/main'),
		subnetwork: link('p/regions/us-central1/subnetworks/main-data'),
	};
	expect((await readChanged({ ...project_, network_interface: [ours] })).vm).toMatchObject({
		network: 'main',
		subnet: 'data',
	});
	const named = { subnetwork: link('p/regions/us-central1/subnetworks/other') };
	expect((await readChanged({ ...project_, network_interface: [named] })).vm).toMatchObject({ subnet: 'other' });
	const shared = { subnetwork: link('host/regions/us-central1/subnetworks/main-data') };
	const read = await readChanged({ ...project_, network_interface: [shared] });
	expect(read.vm).toMatchObject({ subnet: 'projects/host/regions/us-central1/subnetworks/main-data' });
	expect(read.vm).not.toHaveProperty('network');
});

it('a disk of unknown size is not taken for one of the usual size', async () => {
	const image = { image: 'debian-cloud/debian-12', type: 'pd-balanced' };
	const { vm, unmapped } = await readChanged({ boot_disk: [{ initialize_params: [image] }] });
	expect(vm).toBeUndefined();
	expect(unmapped).toContainEqual(expect.objectContaining({ address, reason: 'disk.size_gib: is not known' }));
});

it.each([
	[{ guest_accelerator: [{ type: 'nvidia-tesla-t4', count: 4 }] }, /^size: .*guest_accelerator/],
	[{ attached_disk: [{ source: 'data' }] }, /^disk: .*attached_disk/],
	[{ scratch_disk: [{ interface: 'NVME' }] }, /^disk: .*scratch_disk/],
])('a machine with %j, of which the model knows nothing, is kept apart', async (change, reason) => {
	const { vm, unmapped } = await readChanged(change);
	expect(vm).toBeUndefined();
	expect(unmapped.find((other) => other.address === address)?.reason).toMatch(reason);
});

it('what a machine type comes with is no more than its name says', async () => {
	const cards = { machine_type: 'a2-highgpu-1g', guest_accelerator: [{ type: 'nvidia-tesla-a100', count: 1 }] };
	expect((await readChanged(cards)).vm).toMatchObject({ size: 'a2-highgpu-1g' });
	const disks = { machine_type: 'c3-standard-4-lssd', scratch_disk: [{ interface: 'NVME' }] };
	expect((await readChanged(disks)).vm).toMatchObject({ size: 'c3-standard-4-lssd' });
});

it.skipIf(noPlans !== '')(`an old machine of others is unmapped, and says why${noPlans}`, async () => {
	const { resources, unmapped } = await gcpProvider.read(planOf('gcp-vm-terracost.json'), project);
	expect(resources).toEqual([]);
	expect(unmapped).toContainEqual({
		address: 'module.vm.google_compute_instance.vm',
		reason: 'image: debian-cloud/debian-10 is none that Portcullis offers',
	});
});
