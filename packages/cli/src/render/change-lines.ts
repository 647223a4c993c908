import type { ChangeSession } from '@portcullis/core';
import { sessionTitle } from './session-title.js';
import { momentText } from './time-text.js';

/** Writes what a session about a waiver or a change of policy would change, as labels and texts. */
export function changeLines(session: ChangeSession): readonly (readonly [string, string])[] {
	const title = ['what', sessionTitle(session)] as const;
	if (session.subject === 'waiver') {
		const { category, owner, reason, expires_at } = session.waiver;
		return [title, ['until', momentText(expires_at)], ['category', category], ['owner', owner], ['reason', reason]];
	}
	const { change } = session;
	if (!('binding' in change)) return [title];
	const { parameters, owner_roles, quorum, requester_counts } = change.binding;
	const owners = owner_roles.length === 0 ? 'whoever has can_approve' : owner_roles.join(', then ');
	return [
		title,
		['with', JSON.stringify(parameters)],
		['asks', `${quorum} of ${owners}${requester_counts ? "; the requester's own counts" : ''}`],
	];
}
