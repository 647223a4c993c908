import type { PolicyChange, Session } from '@portcullis/core';
import { deploymentTitle } from './describe-change.js';
import { harmless } from './harmless.js';
import { scopeText } from './scope-text.js';

/** Writes what a session is about in a few words: `waive cost.hourly_limit, project=shop`. */
export function sessionTitle(session: Session): string {
	switch (session.subject) {
		case 'deployment':
			return deploymentTitle(session.deployment);
		case 'waiver':
			return harmless(`waive ${session.waiver.policy}, ${scopeText(session.waiver.scope)}`);
		case 'policy_change':
			return harmless(policyChangeTitle(session.change));
	}
}

const day = 24 * 60 * 60 * 1000;

function policyChangeTitle(change: PolicyChange): string {
	switch (change.kind) {
		case 'binding.add':
		case 'binding.remove': {
			const { policy, level, scope, id } = change.binding;
			const verb = change.kind === 'binding.add' ? 'bind' : 'unbind';
			return `${verb} ${policy} (${level}), ${scopeText(scope)} (binding ${id})`;
		}
		case 'policy.add':
			return `${change.replaced ? 'replace' : 'add'} policy ${change.policy.id} (${change.policy.metadata.title}; digest ${change.policy.digest.slice(0, 12)})`;
		case 'policy.remove':
			return `remove policy ${change.policy.id}`;
		case 'tenant.policy_change_approvals':
			return `ask ${change.approvals} others to approve every change of policy`;
		case 'tenant.longest_waiver':
			return change.longest_waiver_ms === null
				? 'let waivers last for 90 days at most'
				: `let waivers last for ${change.longest_waiver_ms / day} days at most`;
	}
}
