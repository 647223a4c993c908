import type { Result } from '../model/result.js';
import type { ChangeSession, PolicyChangeSession, WaiverSession } from '../model/session.js';
import type { Tenant, Tx } from '../store/store.js';
import { type Asking, keepAnswer } from './asked-once.js';
import { planFault } from './change-plan.js';
import { requirementsNow } from './change-requirements.js';
import type { GateContext } from './gate-context.js';
import { rememberGroups } from './groups.js';
import { viewOrRefuse } from './list-sessions.js';
import { note } from './note.js';
import { planOf } from './plan-of.js';
import { sessionScope } from './session-scope.js';
import type { SessionView } from './session-view.js';
import { takePlaceOf } from './supersede.js';

/** What a change session is about. */
export type ChangeSubject = Pick<WaiverSession, 'subject' | 'waiver'> | Pick<PolicyChangeSession, 'subject' | 'change'>;

/**
 * Opens a session for a change, in a transaction. What could not be made now is refused at once; whether it still can be
 * is looked at again when it is made.
 */
export async function openChange(
	gate: GateContext,
	tx: Tx,
	caller: Asking,
	tenant: Tenant,
	about: ChangeSubject,
	now: number,
): Promise<Result<SessionView>> {
	const id = gate.newId();
	const base = {
		id,
		tenant: tenant.id,
		project: null,
		actor: caller.actor.id,
		actor_source: caller.actor.source,
		subject_digest: '',
		status: 'open',
		status_reason: null,
		created_at: now,
		expires_at: now + (tenant.session_lifetime_ms ?? gate.sessionLifetime),
		closed_at: null,
		approvals: [],
		requirements: [],
	} as const;
	const draft: ChangeSession = { ...base, ...about };
	const plan = planOf(gate, draft);
	const fault = await planFault(tx, caller, plan, now);
	if (fault !== null) return fault;
	const asked = await requirementsNow(tx, draft);
	if (asked.kind === 'refused') return asked;
	const session: ChangeSession = { ...draft, ...asked.value, project: sessionScope(draft).project ?? null };
	for (const open of await tx.sessions.list({ tenant: tenant.id, statuses: ['open'] })) {
		if (open.subject === 'deployment' || open.actor !== session.actor) continue;
		if (planOf(gate, open).target === plan.target) await takePlaceOf(tx, open, session, now);
	}
	await tx.sessions.insert(session);
	await rememberGroups(tx, caller, now);
	const { requirements: _, ...body } = { ...about, ...asked.value };
	await note(tx, caller, now, 'session.opened', { project: session.project, session: id, body });
	await keepAnswer(tx, caller, { kind: 'session', session: id }, now);
	return viewOrRefuse(tx, gate, session);
}
