import type { Selectable } from 'kysely';
import type { Decision } from '../../model/decision.js';
import type { Deployment } from '../../model/deployment.js';
import type { Approval, Session } from '../../model/session.js';
import { parseJson } from '../sql/json-column.js';
import type { Schema } from '../sql/schema.js';
import type { SessionPatch } from '../store.js';

/** A session as the table holds it. */
export type SessionRow = Selectable<Schema['deployment_sessions']>;

/** Writes a session as a row; its approvals have a table of their own. */
export function sessionRow(session: Session): SessionRow {
	return {
		id: session.id,
		tenant: session.tenant,
		project: session.project,
		action: session.action,
		actor: session.actor,
		actor_source: session.actor_source,
		deployment: JSON.stringify(session.deployment),
		decision: JSON.stringify(session.decision),
		subject_digest: session.subject_digest,
		status: session.status,
		status_reason: session.status_reason === null ? null : plain(session.status_reason),
		created_at: session.created_at,
		expires_at: session.expires_at,
		deploying_since: session.deploying_since,
		closed_at: session.closed_at,
		document: session.document === null ? null : JSON.stringify(session.document),
	};
}

/** Reads a session from its row. */
export function sessionOf(row: SessionRow, approvals: readonly Approval[]): Session {
	return {
		...row,
		deployment: parseJson<Deployment>(row.deployment, 'deployment_sessions.deployment'),
		decision: parseJson<Decision>(row.decision, 'deployment_sessions.decision'),
		document:
			row.document === null
				? null
				: parseJson<NonNullable<Session['document']>>(row.document, 'deployment_sessions.document'),
		approvals,
	};
}

/** The columns that a patch changes. */
export function patchRow(patch: SessionPatch): Partial<SessionRow> {
	const { deployment, decision, subject_digest, status_reason, deploying_since, closed_at, document, ...rest } = patch;
	// Does not compile where a field of the patch is missing above: it would be left out without a word.
	rest satisfies Record<PropertyKey, never>;
	const row: Partial<SessionRow> = {};
	if (deployment !== undefined) row.deployment = JSON.stringify(deployment);
	if (decision !== undefined) row.decision = JSON.stringify(decision);
	if (subject_digest !== undefined) row.subject_digest = subject_digest;
	if (status_reason !== undefined) row.status_reason = plain(status_reason);
	if (deploying_since !== undefined) row.deploying_since = deploying_since;
	if (closed_at !== undefined) row.closed_at = closed_at;
	if (document !== undefined) row.document = JSON.stringify(document);
	return row;
}

/**
 * The reason that a deployment failed comes from anywhere, and a session must be closed whatever it holds: what a
 * database cannot keep in text (NUL, half a surrogate pair) gives way to U+FFFD.
 */
function plain(text: string): string {
	return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
