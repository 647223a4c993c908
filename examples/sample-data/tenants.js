// Three small companies. Everything here is made up.

/** A week from now, for grants that end. */
const nextWeek = Date.now() + 7 * 24 * 60 * 60 * 1000;

/**
 * @param {string} project
 * @param {string} name
 * @param {string} size
 * @param {number} [count]
 */
function machines(project, name, size, count = 1) {
	return { project, resources: [{ kind: 'vm', name, size, count }] };
}

export const tenants = [
	{
		id: 'shop',
		admin: 'ada',
		users: [
			{ actor: 'uma', role: 'CloudUser' },
			{ actor: 'vic', role: 'CloudViewer' },
			{ actor: 'olu', role: 'CloudAdmin', project: 'shop-live' },
		],
		projects: [
			{
				name: 'shop-live',
				provider: 'gcp',
				account: 'acme-shop-live',
				environment: 'production',
				region: 'europe-west1',
			},
			{ name: 'shop-test', provider: 'gcp', account: 'acme-shop-test', environment: 'test', region: 'europe-west1' },
		],
		// shop-test stands at its limit, shop-live one below it.
		quotas: [
			{ project: 'shop-live', kind: 'vm', limit: 5 },
			{ project: 'shop-test', kind: 'vm', limit: 3 },
		],
		bindings: [
			{
				policy: 'cost.hourly_limit',
				level: 'soft',
				parameters: { max_hourly_micros: 30_000 },
				scope: { project: 'shop-live' },
				owner_roles: ['CloudAdmin'],
			},
			{ policy: 'cost.price_known', level: 'advisory' },
		],
		standing: [machines('shop-live', 'web', 'e2-small', 4), machines('shop-test', 'web', 'e2-micro', 3)],
		waiting: [
			{ actor: 'uma', ...machines('shop-live', 'batch', 'e2-medium') },
			{ actor: 'uma', ...machines('shop-live', 'cache', 'e2-micro') },
		],
	},
	{
		id: 'research',
		admin: 'ines',
		users: [
			{ actor: 'tom', role: 'CloudUser', plus: ['can_delete'], max_vm_size: 'xlarge' },
			{ actor: 'guest', role: 'CloudViewer', expires_at: nextWeek },
		],
		projects: [
			{ name: 'genome', provider: 'aws', account: '123456789012', environment: 'development', region: 'eu-west-1' },
		],
		quotas: [{ project: 'genome', kind: 'vm', limit: 20 }],
		bindings: [
			{ policy: 'regions.allowed', level: 'hard', parameters: { regions: ['eu-west-1'] }, scope: { provider: 'aws' } },
		],
		standing: [machines('genome', 'align', 't3.large', 4)],
		waiting: [{ actor: 'tom', ...machines('genome', 'index', 't3.xlarge') }],
	},
	{
		id: 'bank',
		admin: 'bo',
		users: [
			{ actor: 'kim', role: 'CloudUser', provider: 'azure' },
			{ actor: 'audit', role: 'CloudViewer' },
		],
		projects: [
			{
				name: 'ledger',
				provider: 'azure',
				account: '00000000-0000-0000-0000-000000000000',
				environment: 'production',
				region: 'westeurope',
				regions: ['westeurope', 'northeurope'],
			},
		],
		quotas: [{ project: 'ledger', kind: 'vm', limit: 2 }],
		bindings: [{ policy: 'cost.price_known', level: 'hard' }],
		standing: [machines('ledger', 'core', 'Standard_B2s', 1)],
		waiting: [{ actor: 'kim', ...machines('ledger', 'report', 'Standard_B2s') }],
	},
];
