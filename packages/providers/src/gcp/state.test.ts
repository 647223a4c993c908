import type { PlannedResource } from '@portcullis/core';
import { expect, it } from 'vitest';
import { exampleDatabase, exampleKubernetes, exampleNetwork, exampleStorage } from '../../test/example-kinds.js';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { inOrder } from '../../test/in-order.js';
import { plannedValues } from '../../test/planned-values.js';
import { gcpProvider } from './gcp-provider.js';

const project = exampleProject('gcp');
const resources = [
	exampleVm('gcp', { zone: 'us-central1-b', network: 'main', subnet: 'apps' }),
	exampleNetwork('gcp'),
	exampleDatabase('gcp'),
	exampleStorage('gcp', { expire_after_days: 30 }),
	exampleKubernetes('gcp'),
];

const compute = 'https://www.googleapis.com/compute/v1/projects/p';
const networkLink = { network: `${compute}/global/networks/main` };
const unused = { created_before: '', days_since_noncurrent_time: 0, num_newer_versions: 0, matches_prefix: [] };

// What is in a state once everything stands, beside or in place of what was planned. From the provider's documentation
// of these attributes; no state of a real project was at hand.
const applied: Readonly<Record<string, (values: Record<string, unknown>) => object>> = {
	google_compute_subnetwork: () => ({
		...networkLink,
		purpose: 'PRIVATE',
		role: '',
		secondary_ip_range: [{ range_name: 'gke-apps-pods-1a2b', ip_cidr_range: '10.4.0.0/14' }],
	}),
	google_compute_firewall: () => ({ ...networkLink, destination_ranges: [], source_tags: null, enable_logging: null }),
	google_compute_router: () => networkLink,
	google_compute_instance: ({ boot_disk }) => ({
		project: 'p',
		boot_disk: [
			{
				...(boot_disk as object[])[0],
				initialize_params: [
					{
						image:
							'https://www.googleapis.com/compute/v1/projects/debian-cloud/global/images/debian-12-bookworm-v20250311',
						size: 30,
						type: 'pd-balanced',
					},
				],
			},
		],
		network_interface: [
			{ ...networkLink, subnetwork: `${compute}/regions/us-central1/subnetworks/main-apps`, access_config: [] },
		],
	}),
	google_sql_database_instance: ({ settings }) => ({
		master_instance_name: '',
		settings: (settings as { ip_configuration: object[] }[]).map((block) => ({
			...block,
			ip_configuration: block.ip_configuration.map((access) => ({
				...access,
				private_network: 'projects/p/global/networks/main',
				psc_config: [{ psc_enabled: false, allowed_consumer_projects: [] }],
			})),
		})),
	}),
	google_storage_bucket: ({ lifecycle_rule }) => ({
		location: 'US-CENTRAL1',
		hierarchical_namespace: [{ enabled: false }],
		lifecycle_rule: (lifecycle_rule as { condition: object[] }[]).map((rule) => ({
			...rule,
			condition: rule.condition.map((condition) => ({ ...condition, ...unused, with_state: 'ANY' })),
		})),
	}),
	google_container_cluster: () => ({
		network: 'projects/p/global/networks/main',
		subnetwork: 'projects/p/regions/us-central1/subnetworks/main-apps',
		node_pool: [{ name: 'default', node_config: [{ machine_type: 'e2-standard-4' }] }],
		control_plane_endpoints_config: [{ dns_endpoint_config: [{ allow_external_traffic: false, endpoint: 'x' }] }],
	}),
	google_container_node_pool: () => ({
		network_config: [{ enable_private_nodes: true }],
		node_count: 1,
	}),
};

it('a state is read as the same resources as the plan that it came from', async () => {
	const planned = plannedValues(await gcpProvider.synthesize(project, resources));
	const state = planned.map((resource): PlannedResource => {
		const more = applied[resource.type]?.({ ...resource.values }) ?? {};
		return { ...resource, values: { ...resource.values, ...more } };
	});
	const read = await gcpProvider.read(state, project);
	expect(read.unmapped).toEqual([]);
	expect(inOrder(read.resources.map(({ resource }) => resource))).toEqual(inOrder(resources));
});
