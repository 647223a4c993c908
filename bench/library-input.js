// Every policy of the library bound, and 100 resources of every kind to judge.
import { deploymentOf } from './decide-input.js';

/** What each policy is bound with: as a careful tenant would, so that most resources pass and some fail. */
const parameters = {
	'approvals.destructive': {},
	'approvals.expensive': { max_monthly_micros: 20_000_000_000 },
	'approvals.production': {},
	'change.freeze': {
		windows: [
			{ name: 'weekend', from: 'friday 16:00', until: 'monday 06:00' },
			{ name: 'year end', from: '2026-12-18T18:00', until: '2027-01-04T08:00' },
		],
		time_zone: 'Europe/Berlin',
	},
	'cost.budget': {},
	'cost.hourly_limit': { max_hourly_micros: 1_000_000 },
	'cost.increase': { max_percent: 20 },
	'cost.monthly_limit': { max_monthly_micros: 700_000_000 },
	'cost.price_known': {},
	'machine.allowed_families': { families: ['e2-', 'n1-', 'n2-', 'db-'] },
	'machine.deprecated': { families: ['f1-', 'g1-', 'n1-'] },
	'machine.no_gpu': {},
	'naming.pattern': { pattern: '[a-z]+-[0-9]{4}' },
	'permissions.capability': {},
	'permissions.protected_action': {
		tags: { protected: 'yes' },
		names: ['.*-prod', 'main-.*'],
		environments: ['production'],
	},
	'permissions.provider_scope': { providers: ['gcp', 'aws'] },
	'permissions.vm_size': {},
	'plan.drifted_from_request': {},
	'plan.unmapped': { except_types: ['random_*'] },
	'quotas.capacity': {},
	'quotas.count': { default_limits: { vm: 10 } },
	'quotas.per_actor': {},
	'quotas.per_window': {},
	'quotas.spend': {},
	'regions.allowed': {},
	'regions.known': {},
	'regions.residency': { regions: ['us-central1', 'us-east1'] },
	'security.backups': { retention_days: 7, point_in_time: true },
	'security.deletion_protection': {},
	'security.encryption': { own_key: false },
	'security.imds': {},
	'security.open_ingress': { ports: [22, 3389, 5432] },
	'security.private_nodes': {},
	'security.public_access': {},
	'security.tls': {},
	'tags.required': { tags: { owner: '.+', service: '[a-z-]+' } },
};

/** Those that a tenant of the design's first example binds. */
const firstSix = [
	'permissions.capability',
	'permissions.vm_size',
	'quotas.count',
	'regions.allowed',
	'cost.hourly_limit',
	'tags.required',
];

/**
 * Every policy of a bundle bound, and the first six.
 *
 * @param {readonly { id: string }[]} policies
 * @returns {{ all: object[], six: object[] }}
 */
export function libraryBindings(policies) {
	const lacking = policies.filter(({ id }) => !Object.hasOwn(parameters, id)).map(({ id }) => id);
	if (lacking.length > 0) throw new Error(`bench/library-input.js has no parameters for ${lacking.join(', ')}`);
	const all = policies.map(({ id }) => ({ policy: id, level: 'soft', parameters: parameters[id] }));
	return { all, six: all.filter(({ policy }) => firstSix.includes(policy)) };
}

/** A deployment of `count` resources: six in ten are machines, one in ten is of each other kind. */
export function mixedDeployment(count) {
	const deployment = deploymentOf(count);
	const changes = deployment.changes.map((change, index) => {
		const make = others[index % 10];
		if (make === undefined) return change;
		const { kind, ...rest } = make(index);
		const name = `${kind}-${String(index).padStart(4, '0')}`;
		return { address: `${kind}/${name}`, before: null, after: { kind, name, ...rest, ...common(index) } };
	});
	changes.sort((a, b) => (a.address < b.address ? -1 : 1));
	return { ...deployment, changes };
}

function common(index) {
	return { region: 'us-central1', tags: { owner: `team-${index % 9}`, service: 'web' } };
}

const others = {
	1: (index) => ({
		kind: 'database',
		engine: 'postgres',
		version: '16',
		size: 'db-custom-2-7680',
		disk: { size_gib: 50 + index, type: 'balanced' },
		backups: { enabled: true, retention_days: 5 + (index % 7), point_in_time: true },
		public_access: false,
		authorized_cidrs: [],
		tls: true,
		encryption: true,
		high_availability: false,
		deletion_protection: index % 3 === 0,
	}),
	3: (index) => ({
		kind: 'network',
		cidr: '10.0.0.0/16',
		subnets: [{ name: 'main', cidr: '10.0.1.0/24', public: false }],
		nat: true,
		flow_logs: true,
		ingress: [
			{ name: 'web', protocol: 'tcp', ports: [{ from: 443, to: 443 }], sources: ['0.0.0.0/0'] },
			{
				name: 'ssh',
				protocol: 'tcp',
				ports: [{ from: 22, to: 22 }],
				sources: [index % 4 === 0 ? '0.0.0.0/0' : '10.0.0.0/8'],
			},
		],
	}),
	5: (index) => ({
		kind: 'storage',
		class: 'standard',
		versioning: true,
		public_access: false,
		tls: true,
		encryption: true,
		soft_delete_days: 7,
		deletion_protection: index % 2 === 0,
	}),
	7: (index) => ({
		kind: 'kubernetes',
		version: '1.33',
		node_pools: [
			{ name: 'web', size: 'e2-standard-2', min: 1, max: 3, disk: { size_gib: 100, type: 'balanced' } },
			{ name: 'jobs', size: 'n2-standard-2', min: 1, max: 3 + (index % 3), disk: { size_gib: 100, type: 'balanced' } },
		],
		private_nodes: true,
		public_endpoint: index % 4 === 0,
		authorized_cidrs: [],
		encryption: true,
		high_availability: false,
		deletion_protection: true,
	}),
};
