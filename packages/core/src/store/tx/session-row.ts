import type { Selectable } from 'kysely';
import type { Decision } from '../../model/decision.js';
import type { Deployment } from '../../model/deployment.js';
import type { PolicyChange } from '../../model/policy-change.js';
import { PortcullisError } from '../../model/portcullis-error.js';
import type { Approval, DeploymentSession, Session } from '../../model/session.js';
import type { Action } from '../../model/vocabulary.js';
import type { WaiverTerms } from '../../model/waiver.js';
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
		actor: session.actor,
		actor_source: session.actor_source,
		subject_digest: session.subject_digest,
		status: session.status,
		status_reason: session.status_reason === null ? null : plain(session.status_reason),
		created_at: session.created_at,
		expires_at: session.expires_at,
		closed_at: session.closed_at,
		...subjectRow(session),
	};
}

type SubjectColumn =
	| 'subject'
	| 'action'
	| 'deployment'
	| 'decision'
	| 'deploying_since'
	| 'document'
	| 'waiver'
	| 'change'
	| 'requirements';

const noSubject: Omit<Pick<SessionRow, SubjectColumn>, 'subject'> = {
	action: null,
	deployment: null,
	decision: null,
	deploying_since: null,
	document: null,
	waiver: null,
	change: null,
	requirements: null,
};

function subjectRow(session: Session): Pick<SessionRow, SubjectColumn> {
	const { subject } = session;
	switch (subject) {
		case 'deployment':
			return {
				...noSubject,
				subject,
				action: session.action,
				deployment: JSON.stringify(session.deployment),
				decision: JSON.stringify(session.decision),
				deploying_since: session.deploying_since,
				document: session.document === null ? null : JSON.stringify(session.document),
			};
		case 'waiver': {
			const requirements = JSON.stringify(session.requirements);
			return { ...noSubject, subject, waiver: JSON.stringify(session.waiver), requirements };
		}
		case 'policy_change': {
			const requirements = JSON.stringify(session.requirements);
			return { ...noSubject, subject, change: JSON.stringify(session.change), requirements };
		}
	}
}

/** Reads a session from its row. */
export function sessionOf(row: SessionRow, approvals: readonly Approval[]): Session {
	const { subject, action, deployment, decision, deploying_since, document, waiver, change, requirements, ...base } =
		row;
	switch (subject) {
		case 'deployment':
			return {
				...base,
				subject,
				project: present(row.project, 'project'),
				action: present<Action>(action, 'action'),
				deployment: json<Deployment>(deployment, 'deployment'),
				decision: json<Decision>(decision, 'decision'),
				deploying_since,
				document: document === null ? null : json<NonNullable<DeploymentSession['document']>>(document, 'document'),
				approvals,
			};
		case 'waiver': {
			const terms = json<WaiverTerms>(waiver, 'waiver');
			return { ...base, subject, waiver: terms, requirements: json(requirements, 'requirements'), approvals };
		}
		case 'policy_change': {
			const asked = json<PolicyChange>(change, 'change');
			return { ...base, subject, change: asked, requirements: json(requirements, 'requirements'), approvals };
		}
	}
}

function present<Value>(value: Value | null, column: string): Value {
	if (value !== null) return value;
	throw new PortcullisError('STORE_DAMAGED', `deployment_sessions.${column} is empty where it must not be.`);
}

function json<Value>(text: string | null, column: string): Value {
	return parseJson<Value>(present(text, column), `deployment_sessions.${column}`);
}

/** The columns that a patch changes. */
export function patchRow(patch: SessionPatch): Partial<SessionRow> {
	const { deployment, decision, requirements, subject_digest, status_reason, ...times } = patch;
	const { deploying_since, closed_at, document, ...rest } = times;
	// Does not compile where a field of the patch is missing above: it would be left out without a word.
	rest satisfies Record<PropertyKey, never>;
	const row: Partial<SessionRow> = {};
	if (deployment !== undefined) row.deployment = JSON.stringify(deployment);
	if (decision !== undefined) row.decision = JSON.stringify(decision);
	if (requirements !== undefined) row.requirements = JSON.stringify(requirements);
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
