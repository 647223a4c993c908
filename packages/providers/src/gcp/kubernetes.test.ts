import { type Kubernetes, type PlannedResource, pathText, type Resource } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blocksOf, desiredOf, differences } from '../../test/documents.js';
import { exampleKubernetes, exampleNetwork } from '../../test/example-kinds.js';
import { exampleProject } from '../../test/examples.js';
import { arbitraryKubernetes } from '../../test/gcp/arbitrary-kubernetes.js';
import { expectRoundTrip } from '../../test/gcp/round-trip.js';
import { plannedValues } from '../../test/planned-values.js';
import { rounds } from '../../test/rounds.js';
import { gcpProvider } from './gcp-provider.js';
import { masterRange } from './master-range.js';

const project = exampleProject('gcp');
const network = exampleNetwork('gcp');
const synthesize = (...resources: Resource[]) => gcpProvider.synthesize(project, resources);
const address = 'google_container_cluster.kubernetes_apps';

it('clusters are read back from their documents as they were', async () => {
	const clusters = fc.uniqueArray(arbitraryKubernetes(network.region, network.name), {
		minLength: 1,
		maxLength: 2,
		selector: ({ name }) => masterRange(name),
	});
	await fc.assert(
		fc.asyncProperty(clusters, async (list) => {
			// The subnet for public nodes of the example is a /24.
			const roomy = {
				...network,
				subnets: network.subnets.map((subnet, index) => ({ ...subnet, cidr: `10.0.${32 * index}.0/20` })),
			};
			await expectRoundTrip([roomy, ...list]);
		}),
		{ numRuns: rounds() },
	);
}, 600_000);

const pool = (change: Partial<Kubernetes['node_pools'][number]>) => ({
	node_pools: [
		{
			name: 'default',
			size: 'e2-standard-4',
			min: 1,
			max: 3,
			disk: { size_gib: 100, type: 'balanced' as const },
			...change,
		},
	],
});
const open = { public_endpoint: true, authorized_cidrs: ['203.0.113.0/24'] };

it.each<[Partial<Kubernetes>, string, RegExp]>([
	[{ region: 'westeurope', network: undefined as never }, 'region', /us-central1/],
	[{ version: '1.20' }, 'version', /1\.33, 1\.34/],
	[{ version: '1.99' }, 'version', /1\.33, 1\.34/],
	[pool({ size: 'Standard_D2s_v5' }), 'node_pools[0].size', /e2-small/],
	[pool({ size: 'c4-standard-2' }), 'node_pools[0].size', /Hyperdisk/],
	[pool({ size: 'f1-micro' }), 'node_pools[0].size', /too small/],
	[pool({ size: 'a2-highgpu-1g' }), 'node_pools[0].size', /graphics cards/],
	[
		pool({ size: 'c3-standard-4', disk: { size_gib: 100, type: 'standard' } }),
		'node_pools[0].disk.type',
		/balanced or ssd/,
	],
	[{ high_availability: true, ...pool({ min: 4, max: 5 }) }, 'node_pools[0].max', /at least 6/],
	[
		{ network: undefined as never, node_pools: ['a', 'b'].flatMap((name) => pool({ name, max: 600 }).node_pools) },
		'node_pools',
		/1024/,
	],
	[{ private_nodes: false, ...open, ...pool({ max: 253 }) }, 'node_pools', /edge \(10\.0\.0\.0\/24\) has room for 252/],
	[{ private_nodes: false }, 'public_endpoint', /private_nodes/],
	[{ public_endpoint: true }, 'authorized_cidrs', /203\.0\.113\.0\/24/],
	[{ encryption: false }, 'encryption', /cannot be turned off/],
	[{ encryption_key: 'projects/p/locations/us/keyRings/r/cryptoKeys/k' }, 'encryption_key', /us-central1/],
	[{ network: 'nowhere' }, 'network', /network of the project/],
	[{ region: 'europe-west4' }, 'region', /us-central1, where network main is/],
	[{ tags: { Team: 'x' } }, 'tags.Team', /lower-case/],
])('%j is refused with its path and what would be right', (change, path, message) => {
	const { network: name, ...cluster } = exampleKubernetes('gcp', change);
	const subject = name === undefined ? cluster : { ...cluster, network: name };
	const problems = gcpProvider.check(subject, project, desiredOf(network, subject));
	expect(problems.map((problem) => pathText(problem.path))).toEqual([path]);
	expect(problems[0]?.message).toMatch(message);
});

it('a cluster with public nodes needs a public subnet', () => {
	const closed = exampleNetwork('gcp', { subnets: [{ name: 'apps', cidr: '10.0.16.0/20', public: false }] });
	const problems = gcpProvider.check(
		exampleKubernetes('gcp', { private_nodes: false, ...open }),
		project,
		desiredOf(closed),
	);
	expect(problems).toMatchObject([{ path: ['private_nodes'], message: expect.stringMatching(/no public subnet/) }]);
});

it('control planes have ranges of their own, and what meets them is refused', () => {
	const names = Array.from({ length: 400 }, (_, index) => `c${index}`);
	const [first, second] = names.flatMap((name, index) => {
		const other = names.slice(0, index).find((earlier) => masterRange(earlier) === masterRange(name));
		return other === undefined ? [] : [other, name];
	});
	const one = exampleKubernetes('gcp', { name: first ?? '' });
	const other = exampleKubernetes('gcp', { name: second ?? '' });
	expect(gcpProvider.check(one, project, desiredOf(network, one, other))).toMatchObject([{ path: ['name'] }]);
	const { network: _apart, ...apart } = other;
	expect(gcpProvider.check(one, project, desiredOf(network, one, apart))).toEqual([]);
	const over = exampleNetwork('gcp', {
		cidr: '172.16.0.0/12',
		subnets: [{ name: 'a', cidr: '172.16.0.0/16', public: false }],
	});
	expect(gcpProvider.check(one, project, desiredOf(over, one))).toMatchObject([{ path: ['network'] }]);
});

it('a cluster is private, up to date, and its nodes know as little as they can', async () => {
	const document = await synthesize(network, exampleKubernetes('gcp', { deletion_protection: true }));
	const blocks = blocksOf(document);
	expect([...blocks.keys()].filter((at) => at.includes('kubernetes_')).sort()).toEqual([
		address,
		'google_container_node_pool.kubernetes_apps_default',
		'google_project_iam_member.kubernetes_apps',
		'google_service_account.kubernetes_apps',
	]);
	expect(blocks.get(address)).toMatchObject({
		location: 'us-central1-b',
		network: `\${google_compute_network.network_main.name}`,
		subnetwork: `\${google_compute_subnetwork.network_main_apps.name}`,
		deletion_protection: true,
		remove_default_node_pool: true,
		private_cluster_config: {
			enable_private_nodes: true,
			enable_private_endpoint: true,
			master_ipv4_cidr_block: expect.stringMatching(/^172\.16\.\d+\.\d+\/28$/),
		},
		master_authorized_networks_config: { gcp_public_cidrs_access_enabled: false },
		master_auth: { client_certificate_config: { issue_client_certificate: false } },
		datapath_provider: 'ADVANCED_DATAPATH',
		release_channel: { channel: 'REGULAR' },
		enable_shielded_nodes: true,
		enable_legacy_abac: false,
		workload_identity_config: { workload_pool: `\${google_service_account.kubernetes_apps.project}.svc.id.goog` },
		depends_on: ['google_project_iam_member.kubernetes_apps'],
		lifecycle: { ignore_changes: ['initial_node_count', 'node_config', 'subnetwork'] },
	});
	expect(blocks.get('google_project_iam_member.kubernetes_apps')).toMatchObject({
		role: 'roles/container.defaultNodeServiceAccount',
	});
	expect(blocks.get('google_container_node_pool.kubernetes_apps_default')).toMatchObject({
		autoscaling: { total_min_node_count: 1, total_max_node_count: 3 },
		lifecycle: { ignore_changes: ['initial_node_count'] },
		management: { auto_repair: true, auto_upgrade: true },
		node_config: {
			service_account: `\${google_service_account.kubernetes_apps.email}`,
			workload_metadata_config: { mode: 'GKE_METADATA' },
			shielded_instance_config: { enable_secure_boot: true, enable_integrity_monitoring: true },
			metadata: { 'disable-legacy-endpoints': 'true' },
			kubelet_config: { insecure_kubelet_readonly_port_enabled: 'FALSE' },
		},
	});
});

it('what opens up is what was asked for, and high availability is a whole region', async () => {
	const asked = { ...open, private_nodes: false, high_availability: true, ...pool({ min: 4, max: 9 }) };
	const blocks = blocksOf(await synthesize(network, exampleKubernetes('gcp', asked)));
	expect(blocks.get(address)).toMatchObject({
		location: 'us-central1',
		subnetwork: `\${google_compute_subnetwork.network_main_edge.name}`,
		master_authorized_networks_config: { cidr_blocks: [{ cidr_block: '203.0.113.0/24' }] },
	});
	expect(blocks.get(address)).not.toHaveProperty('private_cluster_config');
	expect(blocks.get('google_container_node_pool.kubernetes_apps_default')).toMatchObject({ initial_node_count: 2 });
	const half = blocksOf(await synthesize(network, exampleKubernetes('gcp', open)));
	expect(half.get(address)).toMatchObject({
		private_cluster_config: { enable_private_nodes: true, enable_private_endpoint: false },
	});
});

it('another cluster changes no block that stands, another pool only its own', async () => {
	const cluster = exampleKubernetes('gcp', {
		node_pools: [...pool({}).node_pools, ...pool({ name: 'zeta' }).node_pools],
	});
	const before = await synthesize(network, cluster);
	const [first, last] = cluster.node_pools;
	const pools = [first, ...pool({ name: 'batch' }).node_pools, last].flatMap((nodes) => nodes ?? []);
	expect(differences(before, await synthesize(network, { ...cluster, node_pools: pools }))).toEqual([
		'google_container_node_pool.kubernetes_apps_batch',
	]);
	const second = exampleKubernetes('gcp', { name: 'more' });
	const changed = differences(before, await synthesize(second, network, cluster));
	expect(changed).toHaveLength(4);
	for (const at of changed) expect(at).toMatch(/\.kubernetes_more/);
});

async function readChanged(type: string, change: object) {
	const planned = plannedValues(await synthesize(network, exampleKubernetes('gcp', open)));
	const changed = planned.map((resource): PlannedResource => {
		if (resource.type !== type) return resource;
		const values = Object.entries({ ...resource.values, ...change }).filter(([, value]) => value !== undefined);
		return { ...resource, values: Object.fromEntries(values) };
	});
	return gcpProvider.read(changed, project);
}

const nodes = (change: object) => [{ machine_type: 'e2-small', disk_size_gb: 30, disk_type: 'pd-ssd', ...change }];
const master = (change: object) => [{ gcp_public_cidrs_access_enabled: false, cidr_blocks: [], ...change }];
const cluster = 'google_container_cluster';
const pools = 'google_container_node_pool';
const member = 'google_project_iam_member';
const theirs = { resource_labels: null, enable_autopilot: null };

it.each<[string, string, object, RegExp]>([
	['nodes that Google makes', cluster, { enable_autopilot: true }, /^node_pools: .*autopilot/],
	['a pool within', cluster, { remove_default_node_pool: null }, /^node_pools: /],
	['another pool within', cluster, { node_pool: [{ name: 'hidden' }] }, /^node_pools: /],
	['rights by attributes', cluster, { enable_legacy_abac: true }, /^enable_legacy_abac/],
	['a location that nobody knows of', cluster, { location: null }, /^region: is not known|^node_pools/],
	[
		'all of Google Cloud let in',
		cluster,
		{ master_authorized_networks_config: master({ gcp_public_cidrs_access_enabled: true }) },
		/^authorized_cidrs: /,
	],
	[
		'a name that everybody reaches',
		cluster,
		{ control_plane_endpoints_config: [{ dns_endpoint_config: [{ allow_external_traffic: true }] }] },
		/^public_endpoint: /,
	],
	[
		'nodes that Google adds',
		cluster,
		{ cluster_autoscaling: [{ enabled: true }] },
		/^node_pools: .*cluster_autoscaling/,
	],
	['nodes that Google may add', cluster, { ...theirs, cluster_autoscaling: [{}] }, /^node_pools: .*not known/],
	[
		'rights that nobody knows of',
		cluster,
		{ resource_labels: null, enable_autopilot: undefined },
		/^enable_autopilot is not known/,
	],
	[
		'protection that nobody knows of',
		cluster,
		{ ...theirs, deletion_protection: undefined },
		/^deletion_protection: is not known/,
	],
	[
		'people let in who are not known',
		cluster,
		{ ...theirs, master_authorized_networks_config: [{ gcp_public_cidrs_access_enabled: false }] },
		/^authorized_cidrs: is not known/,
	],
	[
		'encryption that nobody knows of',
		cluster,
		{ database_encryption: [{ key_name: 'projects/p/locations/us-central1/keyRings/r/cryptoKeys/k' }] },
		/^encryption_key: /,
	],
	['more rights for its nodes', member, { role: 'roles/owner' }, /^node_pools: google_project_iam_member/],
	['its rights for somebody else', member, { member: 'allUsers' }, /^node_pools: google_project_iam_member/],
	[
		'disks of the host',
		pools,
		{ node_config: nodes({ local_nvme_ssd_block_config: [{ local_ssd_count: 2 }] }) },
		/^node_pools: local_nvme_ssd_block_config/,
	],
	[
		'passing disks of the host',
		pools,
		{ node_config: nodes({ ephemeral_storage_local_ssd_config: [{ local_ssd_count: 2 }] }) },
		/^node_pools: ephemeral_storage_local_ssd_config/,
	],
	['a fixed number of nodes', pools, { autoscaling: [] }, /^node_pools: .*numbers of the whole cluster/],
	['public nodes in one pool', pools, { network_config: [{ enable_private_nodes: false }] }, /^private_nodes: /],
	['nodes that may go any time', pools, { node_config: nodes({ spot: true }) }, /^node_pools: spot/],
	[
		'nodes of an unknown type',
		pools,
		{ node_config: nodes({ machine_type: null }) },
		/^node_pools\[0\]\.size: is not known/,
	],
	['a pool of which nobody knows the cluster', pools, { cluster: null }, /^node_pools: .*its cluster is not known/],
])('a cluster with %s is left unmapped with the reason', async (_what, type, change, reason) => {
	const { resources, unmapped } = await readChanged(type, change);
	expect(resources.map(({ resource }) => resource.kind)).toEqual(['network']);
	expect(unmapped.find((other) => other.address === address)?.reason).toMatch(reason);
});

it('a key that encrypts nothing any more is none, and the account of the nodes is known by its name', async () => {
	const key = 'projects/p/locations/us-central1/keyRings/r/cryptoKeys/k';
	const read = async (type: string, change: object) => {
		const { resources } = await readChanged(type, change);
		return resources.find(({ resource }) => resource.kind === 'kubernetes')?.resource;
	};
	const encrypted = await read(cluster, { database_encryption: [{ state: 'ENCRYPTED', key_name: key }] });
	expect(encrypted).toMatchObject({ encryption_key: key });
	const decrypted = await read(cluster, { database_encryption: [{ state: 'DECRYPTED', key_name: key }] });
	expect(decrypted).toMatchObject({ kind: 'kubernetes' });
	expect(decrypted).not.toHaveProperty('encryption_key');
	const account = 'serviceAccount:gke-apps@p.iam.gserviceaccount.com';
	expect(await read(member, { member: account })).toMatchObject({ kind: 'kubernetes' });
});

it('a cluster that somebody opened by hand is seen', async () => {
	const { resources } = await readChanged(cluster, {
		master_authorized_networks_config: [],
		private_cluster_config: [],
	});
	expect(resources).toContainEqual(
		expect.objectContaining({
			resource: expect.objectContaining({
				authorized_cidrs: ['0.0.0.0/0'],
				public_endpoint: true,
				private_nodes: false,
			}),
		}),
	);
});
