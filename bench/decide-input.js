// A deployment as teams make them: sizes, tags and addresses mixed, one machine in twenty larger than its role allows.
export const now = Date.UTC(2026, 10, 24, 12);

const sizes = ['e2-small', 'e2-medium', 'e2-micro', 'n1-standard-1'];

export function deploymentOf(count) {
	const changes = Array.from({ length: count }, (_, index) => {
		const name = `web-${String(index).padStart(4, '0')}`;
		return { address: `vm/${name}`, before: null, after: machine(name, index) };
	});
	return { action: 'create', project: 'shop', reason: null, changes };
}

function machine(name, index) {
	return {
		kind: 'vm',
		name,
		size: index % 20 === 19 ? 'e2-standard-8' : sizes[index % sizes.length],
		count: 1,
		encryption: true,
		imds_v1: false,
		disk: { size_gib: 30 + (index % 7), type: 'balanced' },
		image: 'debian-12',
		public_ip: index % 3 === 0,
		region: 'us-central1',
		deletion_protection: false,
		tags: { owner: `team-${index % 9}`, service: 'web' },
	};
}

export function factsOf(roles, bindings) {
	const actor = { id: 'ada', source: 'verified' };
	return {
		tenant: 'acme',
		project: {
			name: 'shop',
			provider: 'gcp',
			environment: 'development',
			region: 'us-central1',
			regions: ['us-central1', 'europe-west1'],
		},
		actor,
		roles,
		grants: [{ id: 'grant-1', actor: actor.id, role: 'CloudUser', plus: [], minus: [] }],
		quotas: [
			{
				id: 'project:shop:vm:count',
				owner: 'project',
				project: 'shop',
				actor: null,
				kind: 'vm',
				measure: 'count',
				per: null,
				limit: 5000,
				override: null,
				window: null,
				used: 12,
				reserved: 0,
			},
		],
		bindings: bindings.map((binding, index) => ({
			parameters: {},
			scope: {},
			owner_roles: [],
			quorum: 1,
			requester_counts: false,
			...binding,
			id: `binding-${index}`,
		})),
	};
}
