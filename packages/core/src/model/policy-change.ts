import { z } from 'zod';
import type { Binding } from './binding.js';
import type { PolicySource, TenantPolicy } from './tenant-policy.js';

/** A binding that is to be added. */
export interface BindingAdded {
	readonly kind: 'binding.add';
	readonly binding: Binding;
}

/** A binding that is to be removed, as it was when that was asked for. */
export interface BindingRemoved {
	readonly kind: 'binding.remove';
	readonly binding: Binding;
}

/** A policy of the tenant's own that is to be added, or put in the place of the one of its id. */
export interface PolicyAdded {
	readonly kind: 'policy.add';
	readonly policy: TenantPolicy;
	readonly sources: readonly PolicySource[];
	/** How many tests of its own it has passed. */
	readonly tests: number;
	/** Whether another of this id was there when that was asked for. */
	readonly replaced: boolean;
}

/** A policy of the tenant's own that is to be removed, as it was when that was asked for. */
export interface PolicyRemoved {
	readonly kind: 'policy.remove';
	readonly policy: TenantPolicy;
}

/** How many others must approve a change of policy from then on. */
export interface PolicyApprovalsSet {
	readonly kind: 'tenant.policy_change_approvals';
	readonly approvals: number;
}

/** How long a waiver may last at most from then on, in milliseconds; `null`: 90 days. */
export interface LongestWaiverSet {
	readonly kind: 'tenant.longest_waiver';
	readonly longest_waiver_ms: number | null;
}

/** A change of what policies say in a tenant: plain data, so that it can wait for people in a session. */
export type PolicyChange =
	| BindingAdded
	| BindingRemoved
	| PolicyAdded
	| PolicyRemoved
	| PolicyApprovalsSet
	| LongestWaiverSet;

/** How many others must approve a change of policy; 0: whoever may make it does so at once. */
export const policyChangeApprovalsSchema = z
	.int()
	.min(0, 'must be a number of people, from 0 to 16')
	.max(16, 'must be a number of people, from 0 to 16');
