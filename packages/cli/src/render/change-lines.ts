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
	if (change.kind === 'policy.add')
		return [title, ['tests', testsText(change.tests)], ['digest', change.policy.digest]];
	if (!('binding' in change)) return [title];
	const { parameters, owner_roles, quorum, requester_counts, subject, valid_from, valid_until } = change.binding;
	const owners = owner_roles.length === 0 ? 'whoever has can_approve' : owner_roles.join(', then ');
	return [
		title,
		['with', JSON.stringify(parameters)],
		...(subject === undefined ? [] : [['judges', subject] as const]),
		...(valid_from === undefined ? [] : [['from', momentText(valid_from)] as const]),
		...(valid_until === undefined ? [] : [['until', momentText(valid_until)] as const]),
		['asks', `${quorum} of ${owners}${requester_counts ? "; the requester's own counts" : ''}`],
	];
}

function testsText(tests: number): string {
	return tests === 0 ? 'none: it was taken without' : `${tests} passed`;
}
