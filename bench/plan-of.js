/** A plan of Terraform's that makes so many machines of gcp. */
export function planOf(count) {
	const resource_changes = Array.from({ length: count }, (_, index) => ({
		address: `google_compute_instance.web[${index}]`,
		...{ mode: 'managed', type: 'google_compute_instance', name: 'web', index },
		provider_name: 'registry.terraform.io/hashicorp/google',
		change: {
			...{ actions: ['create'], before: null },
			after: {
				...{ name: `web-${index}`, machine_type: 'e2-small', zone: 'us-central1-a', deletion_protection: false },
				boot_disk: [{ initialize_params: [{ image: 'debian-cloud/debian-12', size: 30, type: 'pd-balanced' }] }],
				network_interface: [{ network: 'default', access_config: [] }],
				labels: { team: 'core', tier: 'web' },
			},
			after_unknown: { id: true, instance_id: true, self_link: true },
		},
	}));
	const configuration = { provider_config: { google: { name: 'google' } }, root_module: {} };
	return { format_version: '1.2', terraform_version: '1.9.0', planned_values: {}, resource_changes, configuration };
}
