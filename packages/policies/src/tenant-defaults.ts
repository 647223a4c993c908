import type { BindingRequest, Role, TenantDefaults } from '@portcullis/core';
import { capabilities } from '@portcullis/core';

/** The roles that every tenant starts with. They are data: a tenant may change them. */
export const defaultRoles: readonly Role[] = [
	{ name: 'CloudViewer', capabilities: ['can_view'], max_vm_size: 'none' },
	{
		name: 'CloudUser',
		capabilities: [
			'can_view',
			'can_create_vm',
			'can_create_db',
			'can_create_network',
			'can_create_storage',
			'can_modify',
		],
		max_vm_size: 'medium',
	},
	{ name: 'CloudAdmin', capabilities: [...capabilities], max_vm_size: 'any' },
];

/**
 * The bindings that every tenant starts with: who may do what, sizes by role, every quota that is set and 10 machines a
 * project where none is, the regions of the project, 1.00 USD an hour a resource; of plans,
 * what nothing judges is named, and people look at what goes beyond an approved request.
 */
export const defaultBindings: readonly BindingRequest[] = [
	{ policy: 'permissions.capability', level: 'hard' },
	{ policy: 'permissions.vm_size', level: 'hard' },
	{ policy: 'quotas.count', level: 'hard', parameters: { default_limits: { vm: 10 } } },
	{ policy: 'quotas.capacity', level: 'hard' },
	{ policy: 'quotas.spend', level: 'hard' },
	{ policy: 'quotas.per_actor', level: 'hard' },
	{ policy: 'quotas.per_window', level: 'hard' },
	{ policy: 'regions.allowed', level: 'hard' },
	{ policy: 'cost.hourly_limit', level: 'hard', parameters: { max_hourly_micros: 1_000_000 } },
	{ policy: 'plan.unmapped', level: 'advisory' },
	{ policy: 'plan.drifted_from_request', level: 'soft' },
];

/** What a new tenant starts with. */
export const tenantDefaults: TenantDefaults = {
	roles: defaultRoles,
	firstRole: 'CloudAdmin',
	bindings: defaultBindings,
};
