import { type Refused, refused } from '../model/result.js';
import type { Session } from '../model/session.js';

/** Refuses a session that is not open any more; `null` for one that is. */
export function closedFault(session: Session, now: number): Refused | null {
	if (session.status !== 'open') {
		const reason = session.status_reason === null ? '' : `: ${session.status_reason}`;
		return refused('SESSION_CLOSED', `session ${session.id} is ${session.status}${reason}`);
	}
	if (now < session.expires_at) return null;
	return refused('SESSION_EXPIRED', `session ${session.id} expired; make the request again`);
}
