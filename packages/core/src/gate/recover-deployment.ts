import type { Session } from '../model/session.js';
import { abandon } from './abandon.js';
import type { GateContext } from './gate-context.js';
import { leaseRanOut } from './lease.js';

/**
 * Ends a deployment that began longer ago than the lease and was never settled: the process that wrote it is gone. It
 * is not run again; the project's document is written from what stands, so that it holds nothing of it.
 */
export function recoverDeployment(gate: GateContext, session: Session): Promise<Session | null> {
	const reason = 'the process that wrote it ended before it was done; make the request again';
	return abandon(gate, session, null, { reason, documentInDoubt: true });
}

/** Ends every such deployment, in every tenant. */
export async function recoverDeployments(gate: GateContext): Promise<Session[]> {
	const left = await gate.store.read(async (tx) => {
		const deploying: Session[] = [];
		for (const { id } of await tx.tenants.list()) {
			deploying.push(...(await tx.sessions.list({ tenant: id, statuses: ['deploying'] })));
		}
		return deploying.filter((session) => leaseRanOut(session, gate.clock()));
	});
	const recovered: Session[] = [];
	for (const session of left) {
		const failed = await recoverDeployment(gate, session);
		if (failed !== null) recovered.push(failed);
	}
	return recovered;
}
