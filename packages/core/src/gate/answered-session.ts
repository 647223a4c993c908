import { ok, type Result, refused } from '../model/result.js';
import type { Session } from '../model/session.js';
import { deploymentOf } from './deployment-of.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { leaseRanOut } from './lease.js';
import { viewOrRefuse } from './list-sessions.js';
import { recoverDeployment } from './recover-deployment.js';
import type { SessionView } from './session-view.js';
import { unknownSession } from './unknown.js';

/** The session that a call was answered with before, as it is now. */
export function answeredView(gate: GateContext, caller: Caller, id: string): Promise<Result<SessionView>> {
	return gate.store.read(async (tx) => {
		const session = await tx.sessions.get(caller.tenant, id);
		return session === null ? unknownSession(id) : viewOrRefuse(tx, gate, session);
	});
}

/** The session that an approval was answered with before. What it began may have failed since, or be left behind. */
export async function answeredApproval(gate: GateContext, caller: Caller, id: string): Promise<Result<SessionView>> {
	const before = await answeredView(gate, caller, id);
	if (before.kind === 'refused') return before;
	const session = deploymentOf(before.value.session);
	if (session === null) return before;
	if (session.status === 'deploying') {
		const lease = await gate.store.read((tx) => tx.leases.get(caller.tenant, session.project));
		const left = lease?.session === id && leaseRanOut(lease, gate.clock());
		if (!left || (await recoverDeployment(gate, lease)) === null) return before;
		return answeredApproval(gate, caller, id);
	}
	if (session.status !== 'failed') return before;
	return refused('DEPLOYMENT_FAILED', `nothing was deployed: ${session.status_reason}; make the request again`);
}

/** The session that a call has closed before. */
export async function answeredSession(gate: GateContext, caller: Caller, id: string): Promise<Result<Session>> {
	const session = await gate.store.read((tx) => tx.sessions.get(caller.tenant, id));
	return session === null ? unknownSession(id) : ok(session);
}
