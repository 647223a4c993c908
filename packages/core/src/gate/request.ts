import type { Decision } from '../model/decision.js';
import type { Deployment, DeploymentRequest } from '../model/deployment.js';
import { ok, type Result } from '../model/result.js';
import type { DeploymentSession } from '../model/session.js';
import type { Tx } from '../store/store.js';
import { type Again, again, untilSettled } from './again.js';
import { type Answer, type Asking, keepAnswer } from './asked-once.js';
import { keepInput, summary } from './decision-summary.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { rememberGroups } from './groups.js';
import { type Judged, judge } from './judge.js';
import { note } from './note.js';
import { type ParsedRequest, parseRequest } from './parse-request.js';
import { readCallerFacts, viewFactsOf } from './read-facts.js';
import { type SessionView, viewSession } from './session-view.js';
import { supersede } from './supersede.js';

/** What became of a request. */
export type RequestOutcome =
	| { readonly kind: 'denied'; readonly deployment: Deployment; readonly decision: Decision }
	| { readonly kind: 'session'; readonly view: SessionView<DeploymentSession> };

/**
 * Decides a request and stores the answer: a denied one in the history, any other as a session that waits for people.
 * A session of the same actor for any of the same resources is superseded by it.
 */
export async function request(
	gate: GateContext,
	caller: Asking,
	given: DeploymentRequest | unknown,
): Promise<Result<RequestOutcome>> {
	const parsed = parseRequest(given);
	if (parsed.kind === 'refused') return parsed;
	return untilSettled(() => requestOnce(gate, caller, parsed.value));
}

async function requestOnce(
	gate: GateContext,
	caller: Asking,
	parsed: ParsedRequest,
): Promise<Result<RequestOutcome> | Again> {
	const now = gate.clock();
	const read = await gate.store.read((tx) => readCallerFacts(tx, caller, parsed.project, now));
	if (read.kind === 'refused') return read;
	const judged = await judge(gate, parsed, read.facts, read.standing, now);
	if (judged.kind === 'refused') return judged;
	const { deployment, decision } = judged.value;
	const session =
		decision.answer === 'deny'
			? null
			: sessionOf(gate, caller, judged.value, now, read.tenant.session_lifetime_ms ?? gate.sessionLifetime);
	const written = await gate.store.write(async (tx) => {
		const tenant = await tx.tenants.get(caller.tenant);
		// A project that is gone by now, for one, must not get a session that nobody could end.
		if (tenant?.facts_version !== read.tenant.facts_version) return false;
		await writeDown(tx, caller, judged.value, session, now);
		const answer: Answer =
			session === null
				? { kind: 'value', value: { kind: 'denied', deployment, decision } satisfies RequestOutcome }
				: { kind: 'session', session: session.id };
		await keepAnswer(tx, caller, answer, now);
		return true;
	});
	if (!written) return again;
	if (session === null) return ok({ kind: 'denied', deployment, decision });
	const view = viewSession(session, viewFactsOf(read), now);
	return ok({ kind: 'session', view });
}

function sessionOf(
	gate: GateContext,
	caller: Caller,
	{ deployment, decision }: Judged,
	now: number,
	lifetime: number,
): DeploymentSession {
	return {
		subject: 'deployment',
		id: gate.newId(),
		tenant: caller.tenant,
		project: deployment.project,
		action: deployment.action,
		actor: caller.actor.id,
		actor_source: caller.actor.source,
		deployment,
		decision,
		subject_digest: decision.subject_digest,
		status: 'open',
		status_reason: null,
		created_at: now,
		expires_at: now + lifetime,
		deploying_since: null,
		closed_at: null,
		approvals: [],
		document: null,
	};
}

async function writeDown(
	tx: Tx,
	caller: Caller,
	{ deployment, decision, record }: Judged,
	session: DeploymentSession | null,
	now: number,
): Promise<void> {
	await keepInput(tx, caller.tenant, decision, record, now);
	const about = { project: deployment.project, body: summary(deployment, decision) };
	if (session === null) return note(tx, caller, now, 'request.denied', about);
	await supersede(tx, session, now);
	await tx.sessions.insert(session);
	await rememberGroups(tx, caller, now);
	await note(tx, caller, now, 'session.opened', { ...about, session: session.id });
}
