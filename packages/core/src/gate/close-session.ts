import { reasonSchema } from '../model/reason.js';
import { ok, type Result, refused } from '../model/result.js';
import type { Session } from '../model/session.js';
import { type Asking, keepAnswer } from './asked-once.js';
import { closedFault } from './closed-fault.js';
import type { GateContext } from './gate-context.js';
import { note } from './note.js';
import { parseInput } from './parse-input.js';
import { missingCapability, permissionsIn } from './permissions-in.js';
import { approvingCapability, sessionScope } from './session-scope.js';
import { unknownSession } from './unknown.js';

/**
 * Takes a session back (`cancelled`: whoever asked, or anybody who could approve it) or says no to it (`rejected`: who
 * could approve it). Final.
 */
export async function closeSession(
	gate: GateContext,
	caller: Asking,
	id: string,
	as: 'cancelled' | 'rejected',
	given: string | null,
): Promise<Result<Session>> {
	const parsed = parseInput(as === 'rejected' ? reasonSchema : reasonSchema.nullable(), given, 'the reason');
	if (parsed.kind === 'refused') return parsed;
	const reason = parsed.value;
	return gate.store.write(async (tx) => {
		const now = gate.clock();
		const session = await tx.sessions.get(caller.tenant, id);
		if (session === null) return unknownSession(id);
		if (as === 'rejected' || session.actor !== caller.actor.id) {
			const held = await permissionsIn(tx, caller, sessionScope(session), now);
			const missing = missingCapability(held, caller, approvingCapability(session));
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
		await keepAnswer(tx, caller, { kind: 'session', session: id }, now);
		return ok(moved);
	});
}
