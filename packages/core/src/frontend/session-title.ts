import type { PolicyChange } from '../model/policy-change.js';
import type { Session } from '../model/session.js';
import { longestWaiver } from '../model/waiver.js';
import { en, type Messages } from './messages.js';
import { deploymentTitle } from './present-change.js';
import { scopeText } from './scope-text.js';

/** Writes what a session is about in a few words: `waive cost.hourly_limit, project=shop`. */
export function sessionTitle(session: Session, messages: Messages = en): string {
	switch (session.subject) {
		case 'deployment':
			return deploymentTitle(session.deployment, messages);
		case 'waiver':
			return messages.waive(session.waiver.policy, scopeText(session.waiver.scope, messages));
		case 'policy_change':
			return policyChangeTitle(session.change, messages);
	}
}

const day = 24 * 60 * 60 * 1000;

/** How much of a policy's digest people see: 48 bits of it. */
const digestShown = 12;

function policyChangeTitle(change: PolicyChange, messages: Messages): string {
	switch (change.kind) {
		case 'binding.add':
		case 'binding.remove': {
			const { policy, level, scope, id } = change.binding;
			const write = change.kind === 'binding.add' ? messages.bind : messages.unbind;
			return write(policy, level, scopeText(scope, messages), id);
		}
		case 'policy.add': {
			const { id, metadata, digest } = change.policy;
			const write = change.replaced ? messages.replacePolicy : messages.addPolicy;
			return write(id, metadata.title, digest.slice(0, digestShown));
		}
		case 'policy.remove':
			return messages.removePolicy(change.policy.id);
		case 'tenant.policy_change_approvals':
			return messages.askApprovals(change.approvals);
		case 'tenant.longest_waiver':
			return messages.longestWaiver((change.longest_waiver_ms ?? longestWaiver) / day);
	}
}
