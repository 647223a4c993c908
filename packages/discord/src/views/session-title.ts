import type { Scope, Session } from '@portcullis/core';
import type { Words } from '../i18n/words.js';
import { label } from '../text/safe-text.js';
import { deploymentTitle } from './deployment-title.js';

/** What a session is about, as the title of an embed. */
export function sessionTitle(session: Session, words: Words): string {
	switch (session.subject) {
		case 'deployment':
			return deploymentTitle(session.deployment, words);
		case 'waiver':
			return label(words.waive(session.waiver.policy, scopeWords(session.waiver.scope, words)), 200);
		case 'policy_change':
			return label(changeTitle(session.change, words), 200);
	}
}

function changeTitle(change: Extract<Session, { readonly subject: 'policy_change' }>['change'], words: Words): string {
	switch (change.kind) {
		case 'binding.add':
			return words.bindTitle(change.binding.policy, change.binding.level, scopeWords(change.binding.scope, words));
		case 'binding.remove':
			return words.unbindTitle(change.binding.policy, change.binding.level, scopeWords(change.binding.scope, words));
		case 'policy.add':
			return words.policyAddTitle(change.policy.id, change.policy.digest.slice(0, 12));
		case 'policy.remove':
			return words.policyRemoveTitle(change.policy.id);
		case 'tenant.policy_change_approvals':
			return words.approvalsTitle(change.approvals);
		case 'tenant.longest_waiver':
			return words.longestWaiverTitle(change.longest_waiver_ms === null ? 90 : change.longest_waiver_ms / 86_400_000);
	}
}

/** Where something holds, as plain words: `project=shop kind=vm`. */
export function scopeWords(scope: Scope, words: Words): string {
	const parts = Object.entries(scope).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
	return parts.length === 0 ? words.everywhere : parts.join(' ');
}
