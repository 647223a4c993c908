import type { DeploymentSession, Session } from '../model/session.js';
import type { Tx } from '../store/store.js';
import { note } from './note.js';

/** Ends the open sessions of the same actor for any of the same resources: a newer request takes their place. */
export async function supersede(tx: Tx, by: DeploymentSession, now: number): Promise<void> {
	const addresses = new Set(by.deployment.changes.map((change) => change.address));
	const open = await tx.sessions.list({ tenant: by.tenant, project: by.project, statuses: ['open'] });
	for (const older of open) {
		if (older.subject !== 'deployment' || older.actor !== by.actor) continue;
		if (!older.deployment.changes.some((change) => addresses.has(change.address))) continue;
		await takePlaceOf(tx, older, by, now);
	}
}

/** Ends an open session, in whose place a newer one of the same actor stands. */
export async function takePlaceOf(tx: Tx, older: Session, by: Session, now: number): Promise<void> {
	const moved = await tx.sessions.move(by.tenant, older.id, 'open', 'superseded', {
		status_reason: `superseded by ${by.id}`,
		closed_at: now,
		// What has expired stays expired: the sweep says so.
		unexpired_at: now,
	});
	if (moved === null) return;
	const caller = { tenant: by.tenant, actor: { id: by.actor, source: by.actor_source } };
	const body = { by: by.id };
	await note(tx, caller, now, 'session.superseded', { project: older.project, session: older.id, body });
}
