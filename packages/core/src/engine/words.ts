import type { Capability } from '../model/capability.js';
import type { Role } from '../model/role.js';
import type { Facts } from './facts.js';
import type { Words } from './merge.js';

/** The words that texts of policies can name beside what they found: who asks, and which roles to turn to. */
export function wordsOf(facts: Facts): Words {
	return {
		actor: facts.actor.id,
		project: facts.project.name,
		approvers: rolesWith(facts.roles, 'can_approve'),
		grantors: rolesWith(facts.roles, 'can_grant'),
		quota_setters: rolesWith(facts.roles, 'can_set_quota'),
		project_managers: rolesWith(facts.roles, 'can_manage_projects'),
	};
}

/** Names the roles that hold a capability: `CloudAdmin or Owner`. */
export function rolesWith(roles: readonly Role[], capability: Capability): string {
	const names = roles.filter((role) => role.capabilities.includes(capability)).map((role) => role.name);
	return names.length === 0 ? `whoever holds ${capability}` : names.sort().join(' or ');
}
