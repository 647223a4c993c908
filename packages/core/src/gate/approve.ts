import type { Decision } from '../model/decision.js';
import type { Deployment } from '../model/deployment.js';
import { ok, type Refused, type Result, refused } from '../model/result.js';
import type { Session } from '../model/session.js';
import type { Tx } from '../store/store.js';
import { deploy } from './deploy.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { decideAgain, resourcesByAddress } from './judge.js';
import { note } from './note.js';
import { type ReadFacts, readFacts } from './read-facts.js';
import { summary } from './request.js';
import { approvalCounts, progressOf, type SessionView, type ViewFacts, viewSession } from './session-view.js';

// How often an approval starts over because the facts moved under it, before it says so.
const attempts = 16;

/**
 * Approves a session. Everything is decided again, on the facts of now: an approval is only of what was shown, and
 * nothing starts that would be refused if it were asked for now. The approval that meets the last requirement reserves
 * the quotas, moves the session to `deploying` in the same transaction, and carries it out.
 */
export async function approve(gate: GateContext, caller: Caller, sessionId: string): Promise<Result<SessionView>> {
	for (let attempt = 0; attempt < attempts; attempt++) {
		const outcome = await approveOnce(gate, caller, sessionId);
		if (outcome.kind !== 'again') return outcome;
	}
	return refused('STATE_CHANGED', 'the facts kept changing while this was decided; try again in a moment');
}

type Again = { readonly kind: 'again' };
const again: Again = { kind: 'again' };

interface Approving {
	readonly kind: 'approving';
	readonly session: Session;
	readonly read: ReadFacts;
}

async function approveOnce(gate: GateContext, caller: Caller, id: string): Promise<Result<SessionView> | Again> {
	const now = gate.clock();
	const read = await gate.store.read((tx) => readSession(tx, caller, id, now));
	if (read.kind === 'refused') return read;
	const { session, read: facts } = read;
	const current = rebase(session, facts);
	if (current.kind === 'refused') return current;
	const { decision, record } = await decideAgain(gate, current.value, facts.facts, now);
	if (decision.answer === 'deny') return denied(gate, caller, session, decision, now);
	if (decision.subject_digest !== session.subject_digest || isWorse(decision, session.decision)) {
		return changed(gate, caller, session, current.value, decision, record, now);
	}
	const view = viewFacts(facts);
	const counts = approvalCounts({ ...session, decision }, caller.actor.id, view, now);
	const asserted = caller.actor.source === 'asserted' && !facts.tenant.asserted_may_approve;
	if (!counts.counts) return notEntitled(session, caller, counts.reason);
	if (asserted && decision.requirements.length > 0) {
		return notEntitled(session, caller, 'this tenant does not take the word of a front end (--as) for who approves');
	}
	const approval = {
		actor: caller.actor.id,
		source: caller.actor.source,
		roles: counts.roles,
		subject_digest: decision.subject_digest,
		approved_at: now,
	};
	const outcome = await started(
		gate,
		caller,
		{ ...session, decision, approvals: [...session.approvals, approval] },
		facts,
		now,
	);
	if (outcome.kind !== 'starting') return outcome;
	const deployed = await deploy(gate, caller, outcome.session, facts.facts.project);
	if (deployed.kind === 'refused') return deployed;
	return ok(viewSession({ ...deployed.value, approvals: outcome.session.approvals }, view, gate.clock()));
}

async function readSession(tx: Tx, caller: Caller, id: string, now: number): Promise<Approving | Refused> {
	const session = await tx.sessions.get(caller.tenant, id);
	if (session === null) return refused('SESSION_UNKNOWN', `there is no session ${id}`);
	const closed = closedFault(session, now);
	if (closed !== null) return closed;
	const requester = { id: session.actor, source: session.actor_source };
	const read = await readFacts(tx, caller.tenant, session.project, requester);
	return read.kind === 'refused' ? read : { kind: 'approving', session, read };
}

/** Refuses a session that is not open any more; `null` for one that is. */
export function closedFault(session: Session, now: number): Refused | null {
	if (session.status !== 'open') {
		const reason = session.status_reason === null ? '' : `: ${session.status_reason}`;
		return refused('SESSION_CLOSED', `session ${session.id} is ${session.status}${reason}`);
	}
	if (now < session.expires_at) return null;
	return refused('SESSION_EXPIRED', `session ${session.id} expired; make the request again`);
}

// What stood when the request was made may have changed since: what is decided now is the change from what stands now.
function rebase(session: Session, { standing }: ReadFacts): Result<Deployment> {
	const byAddress = resourcesByAddress(standing);
	const { deployment } = session;
	const changes = deployment.changes.map((change) => ({ ...change, before: byAddress.get(change.address) ?? null }));
	const fault = changes.find(({ before }) => (deployment.action === 'create') === (before !== null));
	if (fault === undefined) return ok({ ...deployment, changes });
	const stands = fault.before === null ? 'does not stand any more' : 'stands already';
	const code = fault.before === null ? 'RESOURCE_UNKNOWN' : 'RESOURCE_EXISTS';
	return refused(code, `${fault.address} ${stands} in ${session.project}; make the request again`);
}

function isWorse(now: Decision, before: Decision): boolean {
	const order = ['allow', 'review', 'deny'];
	return order.indexOf(now.answer) > order.indexOf(before.answer);
}

async function denied(
	gate: GateContext,
	caller: Caller,
	session: Session,
	decision: Decision,
	now: number,
): Promise<Refused> {
	await gate.store.write((tx) =>
		note(tx, caller, now, 'approval.refused', {
			project: session.project,
			session: session.id,
			body: summary(session.deployment, decision),
		}),
	);
	const reasons = decision.violations.filter(({ level, kind }) => level === 'hard' || kind === 'error');
	return refused(
		'DECISION_DENIED',
		`this would be denied now: ${reasons.map((violation) => violation.message).join('; ')}`,
	);
}

async function changed(
	gate: GateContext,
	caller: Caller,
	session: Session,
	deployment: Deployment,
	decision: Decision,
	record: string,
	now: number,
): Promise<Refused | Again> {
	const moved = await gate.store.write(async (tx) => {
		const patch = { deployment, decision, subject_digest: decision.subject_digest, unexpired_at: now };
		const updated = await tx.sessions.move(caller.tenant, session.id, 'open', 'open', patch);
		if (updated === null) return null;
		await tx.inputs.put(decision.input_digest, record, now);
		await note(tx, caller, now, 'session.changed', {
			project: session.project,
			session: session.id,
			body: { ...summary(deployment, decision), was: session.subject_digest },
		});
		return updated;
	});
	if (moved === null) return again;
	return refused(
		'SUBJECT_CHANGED',
		'what was shown is not what would be deployed now (price, policies, sizes or what stands have changed); earlier approvals are void. Look at the session again, then approve',
	);
}

function notEntitled(session: Session, caller: Caller, reason: string): Refused {
	const own = session.approvals.some(
		(approval) => approval.actor === caller.actor.id && approval.subject_digest === session.subject_digest,
	);
	if (own) return refused('ALREADY_APPROVED', `${caller.actor.id} has approved this already; it waits for others`);
	return refused('APPROVER_NOT_ENTITLED', `the approval of ${caller.actor.id} does not count: ${reason}`);
}

type Started = { readonly kind: 'starting'; readonly session: Session };

// Thrown inside the transaction to undo it: the facts are not those that were decided on.
class Stale extends Error {}

async function started(
	gate: GateContext,
	caller: Caller,
	session: Session,
	read: ReadFacts,
	now: number,
): Promise<Result<SessionView> | Started | Again> {
	try {
		return await gate.store.write(async (tx) => {
			const tenant = await tx.tenants.get(caller.tenant);
			if (tenant?.facts_version !== read.tenant.facts_version) throw new Stale();
			const approval = session.approvals.at(-1);
			if (approval === undefined) throw new TypeError('an approval without itself');
			const stored = await tx.sessions.get(caller.tenant, session.id);
			if (stored?.status !== 'open' || stored.subject_digest !== session.subject_digest) throw new Stale();
			if (!(await tx.sessions.approve(caller.tenant, session.id, approval))) {
				return refused('ALREADY_APPROVED', `${approval.actor} has approved this already; it waits for others`);
			}
			const approved = { ...session, approvals: [...stored.approvals, approval] };
			const detail = { project: session.project, session: session.id };
			await note(tx, caller, now, 'session.approved', { ...detail, body: { subject_digest: session.subject_digest } });
			const unmet = progressOf(approved, session.decision, tenant).filter(({ awaiting }) => awaiting !== null);
			if (unmet.length > 0) return ok(viewSession(approved, viewFacts(read), now));
			const busy = await tx.sessions.list({ tenant: caller.tenant, project: session.project, statuses: ['deploying'] });
			if (busy.length > 0) throw new Busy(session.project);
			await reserve(tx, session, now);
			const moved = await tx.sessions.move(caller.tenant, session.id, 'open', 'deploying', {
				unexpired_at: now,
				deploying_since: now,
			});
			if (moved === null) throw new Stale();
			await note(tx, caller, now, 'deployment.started', detail);
			return { kind: 'starting', session: approved };
		});
	} catch (cause) {
		if (cause instanceof Stale) return again;
		if (cause instanceof Busy) {
			return refused('PROJECT_BUSY', `another deployment of ${cause.project} is being written; try again in a moment`);
		}
		throw cause;
	}
}

class Busy extends Error {
	constructor(readonly project: string) {
		super();
	}
}

// The ceiling is what the decision saw: it holds for exactly that state or a freer one, whatever the policies are.
async function reserve(tx: Tx, session: Session, now: number): Promise<void> {
	for (const use of [...session.decision.quotas].sort((a, b) => (a.id < b.id ? -1 : 1))) {
		if (use.requested === 0) continue;
		await tx.quotas.ensure(session.tenant, use);
		const reservation = {
			id: `${session.id}:${use.id}`,
			tenant: session.tenant,
			quota: use.id,
			session: session.id,
			amount: use.requested,
			created_at: now,
		};
		const ceiling = use.requested < 0 ? null : use.used + use.reserved + use.requested;
		if (!(await tx.quotas.reserve(reservation, ceiling))) throw new Stale();
	}
}

function viewFacts(read: ReadFacts): ViewFacts {
	return { tenant: read.tenant, project: read.facts.project, grants: read.grants, roles: read.facts.roles };
}
