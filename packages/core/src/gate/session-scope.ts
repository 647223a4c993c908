import type { PermissionScope } from '../engine/effective-permissions.js';
import type { Capability } from '../model/capability.js';
import type { PolicyChange } from '../model/policy-change.js';
import type { Session } from '../model/session.js';
import { scopeOf } from './permissions-in.js';

/**
 * Where whoever has a part in a session must hold their capabilities: in the project of a deployment; for a change, all
 * that it bears on. Who may approve in one project has no say in what holds in others as well.
 */
export function sessionScope(session: Session): PermissionScope {
	switch (session.subject) {
		case 'deployment':
			return { project: session.project };
		case 'waiver':
			return scopeOf(session.waiver.scope);
		case 'policy_change':
			return policyChangeScope(session.change);
	}
}

/** What a change of policy bears on: what is about one binding, where that holds; anything else, the whole tenant. */
export function policyChangeScope(change: PolicyChange): PermissionScope {
	return 'binding' in change ? scopeOf(change.binding.scope) : {};
}

/** What an approver must hold: to judge changes of policy takes what it takes to make them. */
export function approvingCapability({ subject }: Pick<Session, 'subject'>): Capability {
	return subject === 'policy_change' ? 'can_manage_policies' : 'can_approve';
}
