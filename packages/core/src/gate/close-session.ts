import { ok, type Result, refused } from '../model/result.js';
import type { Session } from '../model/session.js';
import { closedFault } from './approve.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { note } from './note.js';
import { missingCapability, permissionsIn } from './permissions-in.js';

/**
 * Takes a session back (`cancelled`: whoever asked, or anybody with `can_approve`) or says no to it (`rejected`:
 * `can_approve`). Final.
 */
export function closeSession(
	gate: GateContext,
	caller: Caller,
	id: string,
	as: 'cancelled' | 'rejected',
	reason: string | null,
): Promise<Result<Session>> {
	return gate.store.write(async (tx) => {
		const now = gate.clock();
		const session = await tx.sessions.get(caller.tenant, id);
		if (session === null) return refused('SESSION_UNKNOWN', `there is no session ${id}`);
		if (as === 'rejected' || session.actor !== caller.actor.id) {
			const held = await permissionsIn(tx, caller, { project: session.project }, now);
			const missing = missingCapability(held, caller, 'can_approve');
			if (missing !== null) return missing;
		}
		const closed = closedFault(session, now);
		if (closed !== null) return closed;
		const moved = await tx.sessions.move(caller.tenant, id, 'open', as, {
			closed_at: now,
			unexpired_at: now,
			...(reason === null ? {} : { status_reason: reason }),
		});
		if (moved === null) return refused('SESSION_CLOSED', `session ${id} was closed by somebody else in this moment`);
		await note(tx, caller, now, `session.${as}`, { project: session.project, session: id, body: { reason } });
		return ok(moved);
	});
}
