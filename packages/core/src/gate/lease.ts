import type { Session } from '../model/session.js';
import type { Tx } from '../store/store.js';

/** How long a deployment may take to be written, in milliseconds, before it counts as left behind: 5 minutes. */
export const deployLease = 5 * 60 * 1000;

/** Whether a deployment has taken so long that whoever began it must be gone. */
export function leaseRanOut({ deploying_since }: Session, now: number): boolean {
	return now - (deploying_since ?? 0) >= deployLease;
}

/**
 * Whether a deployment is still in the hands of whoever holds `session`: since when it is deploying is a fence as much
 * as a time. Who was too slow, and had it taken over, may not settle it any more.
 */
export async function isHeld(tx: Tx, session: Session): Promise<boolean> {
	const stored = await tx.sessions.get(session.tenant, session.id);
	return stored?.status === 'deploying' && stored.deploying_since === session.deploying_since;
}

/** Takes a deployment over from whoever held it until now; `null` where it was settled, or taken over, before. */
export async function takeOver(tx: Tx, session: Session, now: number): Promise<Session | null> {
	if (!(await isHeld(tx, session))) return null;
	// Later than before even if both happen within one tick of the clock: an equal time would be no fence.
	const deploying_since = Math.max(now, (session.deploying_since ?? 0) + 1);
	return tx.sessions.move(session.tenant, session.id, 'deploying', 'deploying', { deploying_since });
}
