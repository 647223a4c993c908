import type { Session } from '../model/session.js';
import type { GateContext } from './gate-context.js';
import { note, portcullisIn } from './note.js';
import { recoverDeployments } from './recover-deployment.js';

/** What a sweep tidied. */
export interface SweepReport {
	/** Sessions marked as expired. They could not be approved any more since the moment they expired. */
	readonly expired: readonly Pick<Session, 'id' | 'tenant' | 'project'>[];
	/** Deployments that a process left unfinished, ended as failed with their reservations given back. */
	readonly recovered: readonly Pick<Session, 'id' | 'tenant' | 'project'>[];
}

const batch = 100;

/**
 * Marks sessions that expired, and ends deployments that a process began and did not live to finish. It only tidies:
 * whether a session has expired is decided by the clock whenever somebody wants to use it.
 */
export async function sweep(gate: GateContext): Promise<SweepReport> {
	const expired: Session[] = [];
	for (;;) {
		const moved = await gate.store.write(async (tx) => {
			const now = gate.clock();
			const done: Session[] = [];
			for (const session of await tx.sessions.due(now, batch)) {
				const gone = await tx.sessions.move(session.tenant, session.id, 'open', 'expired', { closed_at: now });
				if (gone === null) continue;
				await note(tx, portcullisIn(session.tenant), now, 'session.expired', {
					project: session.project,
					session: session.id,
					body: { expired_at: session.expires_at },
				});
				done.push(gone);
			}
			return done;
		});
		expired.push(...moved);
		if (moved.length < batch) break;
	}
	return {
		expired: expired.map(named),
		recovered: (await recoverDeployments(gate)).map(({ session }) => named(session)),
	};
}

function named({ id, tenant, project }: Session): Pick<Session, 'id' | 'tenant' | 'project'> {
	return { id, tenant, project };
}
