import type { Session } from '../model/session.js';
import type { Lease } from '../store/store.js';
import { abandon } from './abandon.js';
import { putRight } from './check-document.js';
import { deploymentOf } from './deployment-of.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { takeOver } from './lease.js';
import type { Failed } from './settle.js';

const left = 'the process that wrote it ended before it was done; make the request again';

/**
 * Ends what somebody began and did not live to finish. A deployment is not run again: it has failed, and the project's
 * document is written from what stands, so that it holds nothing of it.
 *
 * @param by who gives it up, and why, where its time has not run out; Portcullis itself if left out
 * @returns the failed deployment; `null` where somebody else has settled it, or taken it over, or there was none
 */
export async function recoverDeployment(
	gate: GateContext,
	lease: Lease,
	by?: { readonly caller: Caller; readonly reason: string },
): Promise<Failed | null> {
	const { tenant } = lease;
	const taken = await gate.store.write(async (tx) => {
		const held = await takeOver(gate, tx, lease);
		const session = held === null || lease.session === null ? null : await tx.sessions.get(tenant, lease.session);
		return held === null ? null : { held, session: deploymentOf(session) };
	});
	if (taken === null) return null;
	const { held, session } = taken;
	if (session?.status === 'deploying') {
		return abandon(gate, { ...held, session }, by?.caller ?? null, {
			reason: by?.reason ?? left,
			documentInDoubt: true,
		});
	}
	await putRight(gate, held);
	return null;
}

/** Ends every such deployment, in every tenant; with `only`, that of one session. */
export async function recoverDeployments(gate: GateContext, only?: Pick<Session, 'tenant' | 'id'>): Promise<Failed[]> {
	const recovered: Failed[] = [];
	for (const lease of await gate.store.read((tx) => tx.leases.due(gate.clock()))) {
		if (only !== undefined && (lease.tenant !== only.tenant || lease.session !== only.id)) continue;
		const failed = await recoverDeployment(gate, lease);
		if (failed !== null) recovered.push(failed);
	}
	return recovered;
}
