import { ok, type Result, refused } from '../model/result.js';
import type { Session } from '../model/session.js';
import { type Asking, keepAnswer } from './asked-once.js';
import type { GateContext } from './gate-context.js';
import { missingCapability, permissionsIn } from './permissions-in.js';
import { recoverDeployment } from './recover-deployment.js';
import { sessionScope } from './session-scope.js';
import { unknownSession } from './unknown.js';

/**
 * Ends a deployment as failed before its lease has run out: for whoever knows that the process that carries it out is
 * gone. If it is not, it finds its lease taken, and puts nothing in place. Needs `can_approve` in the project.
 */
export async function giveUp(gate: GateContext, caller: Asking, id: string): Promise<Result<Session>> {
	const found = await gate.store.read(async (tx) => {
		const session = await tx.sessions.get(caller.tenant, id);
		if (session === null) return unknownSession(id);
		const held = await permissionsIn(tx, caller, sessionScope(session), gate.clock());
		const missing = missingCapability(held, caller, 'can_approve');
		if (missing !== null) return missing;
		if (session.subject !== 'deployment') return refused('NOT_DEPLOYING', `session ${id} deploys nothing`);
		const lease = await tx.leases.get(caller.tenant, session.project);
		if (session.status !== 'deploying' || lease?.session !== id) {
			return refused('NOT_DEPLOYING', `session ${id} is ${session.status}: there is nothing to give up`);
		}
		return ok(lease);
	});
	if (found.kind === 'refused') return found;
	const reason = `given up by ${caller.actor.id} while ${found.value.holder} had it in hand; make the request again`;
	const failed = await recoverDeployment(gate, found.value, { caller, reason });
	if (failed === null) return refused('NOT_DEPLOYING', `session ${id} was settled in this moment`);
	await gate.store.write((tx) => keepAnswer(tx, caller, { kind: 'session', session: id }, gate.clock()));
	return ok(failed.session);
}
