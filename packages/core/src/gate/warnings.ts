import type { Session } from '../model/session.js';
import type { GateContext } from './gate-context.js';
import { viewIn } from './list-sessions.js';
import type { SessionView } from './session-view.js';

const minute = 60_000;

/** How long before a session's end people are warned, in milliseconds: 10 and 2 minutes. */
export const warningTimes: readonly number[] = [10 * minute, 2 * minute];

// How long a front end has to tell people, and to say that it did, until the warning is given to another.
const claim = minute;

/** A warning to pass on to people: that a session will soon expire. */
export interface Warning {
	readonly kind: 'warning';
	readonly tenant: string;
	readonly session: string;
	/** Which of the warnings: 10 or 2 minutes before the end, in milliseconds. */
	readonly before_ms: number;
	/** The session as it is: for whom it waits, and for how long still. */
	readonly view: SessionView;
}

/**
 * Hands out the warnings that are due, in every tenant: each to one process, for a minute. Where it is not said to be
 * delivered by then, it is handed out again; so people are warned at least once, and twice only where a process ends
 * in between. Of two warnings that are both due, the later one is given alone.
 *
 * @param frontend only of sessions that this one shows: what another shows is that one's to warn of
 */
export async function claimWarnings(gate: GateContext, frontend?: string): Promise<Warning[]> {
	const claimed = await gate.store.write(async (tx) => {
		const now = gate.clock();
		const mine: { readonly session: Session; readonly before_ms: number }[] = [];
		for (const session of await tx.sessions.ending(now, now + Math.max(...warningTimes))) {
			const before_ms = dueFor(session, now);
			if (before_ms === null) continue;
			if (frontend !== undefined && (await tx.posts.get(frontend, session.tenant, session.id)) === null) continue;
			if (await tx.sessions.claimWarning(session.id, before_ms, now + claim, now)) mine.push({ session, before_ms });
		}
		return mine;
	});
	if (claimed.length === 0) return [];
	return gate.store.read(async (tx) => {
		const warnings: Warning[] = [];
		for (const { session, before_ms } of claimed) {
			const view = await viewIn(tx, gate, session);
			if (view === null) continue;
			warnings.push({ kind: 'warning', tenant: session.tenant, session: session.id, before_ms, view });
		}
		return warnings;
	});
}

/** Notes that a warning has reached people; it is not handed out again. `false` where that was noted before. */
export function warningDelivered(
	gate: GateContext,
	{ session, before_ms }: Pick<Warning, 'session' | 'before_ms'>,
): Promise<boolean> {
	return gate.store.write((tx) => tx.sessions.warned(session, before_ms, gate.clock()));
}

// The closest that has been reached. A session that never had as much time is not warned of having no more.
function dueFor({ created_at, expires_at }: Session, now: number): number | null {
	const reached = warningTimes.filter((before) => expires_at - now <= before && expires_at - created_at > before);
	return reached.length === 0 ? null : Math.min(...reached);
}
