import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { type HeldDeployment, prolong } from './lease.js';
import { onceMore } from './once-more.js';
import { restoreDocument } from './restore-document.js';
import { type Failed, settleFailed } from './settle.js';

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
 * @returns the failed session, or `null` where somebody else has settled it, or taken it over
 */
export async function abandon(
	gate: GateContext,
	held: HeldDeployment,
	caller: Caller | null,
	{ reason, documentInDoubt }: Abandonment,
): Promise<Failed | null> {
	if (!(await prolong(gate, held))) return null;
	const restored = documentInDoubt ? await restoreDocument(gate, held) : null;
	// A document that cannot be put right does not keep the project closed: the next deployment writes it whole.
	const why =
		restored?.kind === 'fault' ? `${reason}; the document could not be put back as it was: ${restored.reason}` : reason;
	const document = restored?.kind === 'written' ? restored.document : null;
	return onceMore(() =>
		gate.store.write((tx) => settleFailed(tx, held, caller, { reason: why, document }, gate.clock())),
	);
}
