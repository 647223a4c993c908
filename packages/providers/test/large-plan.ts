/** What a generated plan holds. */
export interface LargePlan {
	readonly text: string;
	readonly resources: number;
}

// Many small values, as plans have: they take far more memory than long text.
const rules = Array.from({ length: 16 }, (_, n) => ({
	...{ from_port: n, to_port: n + 1, protocol: 'tcp', self: false },
	...{ cidr_blocks: ['10.0.0.0/16'], description: null },
}));

// Of each kind in turn, so that every cloud's readers have work.
const kinds = [
	(n: number) => ({
		type: 'aws_instance',
		provider: 'aws',
		after: {
			ami: `ami-${n}`,
			instance_type: 't3.small',
			root_block_device: [{ volume_size: 30, volume_type: 'gp3', encrypted: true, kms_key_id: null }],
			tags: { Name: `web-${n}`, owner: 'shop' },
			security_rules: rules,
		},
		after_unknown: { arn: true, id: true, ebs_block_device: true, ipv6_addresses: true, metadata_options: true },
	}),
	(n: number) => ({
		type: 'aws_s3_bucket',
		provider: 'aws',
		after: { bucket: `logs-${n}`, force_destroy: false, tags: null, timeouts: null, cors_rules: rules },
		after_unknown: { acl: true, arn: true, grant: true, id: true, policy: true, versioning: true },
	}),
	(n: number) => ({
		type: 'google_storage_bucket',
		provider: 'google',
		after: {
			name: `data-${n}`,
			location: 'EUROPE-WEST1',
			force_destroy: false,
			labels: null,
			rules,
		},
		after_unknown: { id: true, self_link: true, url: true },
	}),
	(n: number) => ({
		type: 'azurerm_storage_container',
		provider: 'azurerm',
		after: { name: `box-${n}`, storage_account_name: 'shop', container_access_type: 'private', rules },
		after_unknown: { id: true },
	}),
];

/** A plan of about so many bytes, with all that `terraform show -json` repeats: planned values, state and configuration. */
export function largePlan(bytes: number): LargePlan {
	const changes: string[] = [];
	const planned: string[] = [];
	const configured: string[] = [];
	let size = 0;
	for (let n = 0; size < bytes; n++) {
		const { type, provider, after, after_unknown } = kinds[n % kinds.length]?.(n) ?? {};
		const head = {
			address: `${type}.r${n}`,
			mode: 'managed',
			type,
			name: `r${n}`,
			provider_name: `registry.terraform.io/hashicorp/${provider}`,
		};
		changes.push(
			JSON.stringify({
				...head,
				change: {
					actions: ['create'],
					before: null,
					after,
					after_unknown,
					before_sensitive: false,
					after_sensitive: {},
				},
			}),
		);
		planned.push(JSON.stringify({ ...head, schema_version: 1, values: after }));
		configured.push(
			JSON.stringify({
				address: head.address,
				mode: 'managed',
				type,
				name: head.name,
				provider_config_key: provider,
				expressions: {},
			}),
		);
		size += (changes[n]?.length ?? 0) + (planned[n]?.length ?? 0) + (configured[n]?.length ?? 0);
	}
	const providers = '{"aws":{"name":"aws","expressions":{"region":{"constant_value":"eu-west-1"}}}}';
	const text = `{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{"resources":[${planned}]}},"resource_changes":[${changes}],"configuration":{"provider_config":${providers},"root_module":{"resources":[${configured}]}}}`;
	return { text, resources: changes.length };
}
