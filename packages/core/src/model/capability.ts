import { z } from 'zod';

/** Every capability there is; roles are sets of them. */
export const capabilities = [
	'can_view',
	'can_create_vm',
	'can_create_db',
	'can_create_network',
	'can_create_storage',
	'can_create_k8s',
	'can_modify',
	'can_delete',
	'can_approve',
	'can_grant',
	'can_set_quota',
	'can_manage_policies',
	'can_manage_projects',
] as const;

/** One thing that an actor may do. */
export type Capability = (typeof capabilities)[number];

/** Accepts one capability. */
export const capabilitySchema = z.enum(capabilities);
