import type { Session } from '../model/session.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { takeOver } from './lease.js';
import { restoreDocument } from './restore-document.js';
import { settleFailed } from './settle.js';

/** Why a deployment is given up. */
export interface Abandonment {
	/** For people, without what they need not see. */
	readonly reason: string;
	/** Whether the project's document may hold what was not deployed. It is then written from what stands. */
	readonly documentInDoubt: boolean;
}

/**
 * Ends a deployment that will not be completed: what it held is given back. Until that is done the project stays its
 * own, so that nobody else writes the document meanwhile.
 *
 * @param caller who carried it out; `null` for Portcullis itself
 * @returns the failed session, or `null` where somebody else has settled it
 */
export async function abandon(
	gate: GateContext,
	session: Session,
	caller: Caller | null,
	{ reason, documentInDoubt }: Abandonment,
): Promise<Session | null> {
	const held = await gate.store.write((tx) => takeOver(tx, session, gate.clock()));
	if (held === null) return null;
	const fault = documentInDoubt ? await restoreDocument(gate, held) : null;
	// A document that cannot be put right does not keep the project closed: the next deployment writes it whole.
	const why = fault === null ? reason : `${reason}; the document could not be put back as it was: ${fault}`;
	return gate.store.write((tx) => settleFailed(tx, held, caller, why, gate.clock()));
}
