import type { Decision } from '../model/decision.js';
import type { Deployment, DeploymentRequest } from '../model/deployment.js';
import { ok, type Result } from '../model/result.js';
import type { Session, StandingResource } from '../model/session.js';
import type { Tx } from '../store/store.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { judge } from './judge.js';
import { note } from './note.js';
import { type ParsedRequest, parseRequest } from './parse-request.js';
import { type ReadFacts, readFacts } from './read-facts.js';
import { type SessionView, viewSession } from './session-view.js';

/** What would be decided; nothing is stored. */
export interface Preview {
	readonly deployment: Deployment;
	readonly decision: Decision;
}

/** What became of a request. */
export type RequestOutcome =
	| { readonly kind: 'denied'; readonly deployment: Deployment; readonly decision: Decision }
	| { readonly kind: 'session'; readonly view: SessionView };

/**
 * Decides requests and stores nothing. Several count together: what an earlier one that is not denied would create
 * stands, and takes of its quota, for the later ones.
 */
export async function preview(
	gate: GateContext,
	caller: Caller,
	requests: readonly (DeploymentRequest | unknown)[],
): Promise<Result<Preview[]>> {
	const previews: Preview[] = [];
	const parsed: ParsedRequest[] = [];
	for (const request of requests) {
		const one = parseRequest(request);
		if (one.kind === 'refused') return one;
		parsed.push(one.value);
	}
	const names = new Set(parsed.map((request) => request.project));
	const reads = await gate.store.read(async (tx) => {
		const found = new Map<string, Pick<ReadFacts, 'facts' | 'standing'>>();
		for (const name of names) {
			const read = await readFacts(tx, caller.tenant, name, caller.actor);
			if (read.kind === 'refused') return read;
			found.set(name, read);
		}
		return ok(found);
	});
	if (reads.kind === 'refused') return reads;
	for (const request of parsed) {
		const read = reads.value.get(request.project);
		if (read === undefined) throw new TypeError(`no facts of ${request.project}`);
		const judged = await judge(gate, request, read.facts, read.standing, gate.clock());
		if (judged.kind === 'refused') return judged;
		const { deployment, decision } = judged.value;
		previews.push({ deployment, decision });
		if (decision.answer !== 'deny') reads.value.set(request.project, afterwards(read, deployment, decision));
	}
	return ok(previews);
}

function afterwards(
	{ facts, standing }: Pick<ReadFacts, 'facts' | 'standing'>,
	deployment: Deployment,
	decision: Decision,
): Pick<ReadFacts, 'facts' | 'standing'> {
	const touched = new Set(deployment.changes.map((change) => change.address));
	const added = deployment.changes.flatMap(({ address, after }): StandingResource[] => {
		if (after === null) return [];
		return [
			{
				tenant: facts.tenant,
				project: facts.project.name,
				address,
				resource: after,
				status: 'written',
				hourly_micros: 0,
				cost_complete: false,
				deployed_by: facts.actor.id,
				session: 'preview',
				created_at: 0,
				updated_at: 0,
			},
		];
	});
	const quotas = new Map(facts.quotas.map((quota) => [quota.id, quota]));
	for (const use of decision.quotas) {
		const { id, project, kind, measure } = use;
		const row = quotas.get(id) ?? { id, project, kind, measure, limit: null, override: null, used: 0, reserved: 0 };
		quotas.set(id, { ...row, reserved: Math.max(0, row.reserved + use.requested) });
	}
	return {
		standing: [...standing.filter(({ address }) => !touched.has(address)), ...added],
		facts: { ...facts, quotas: [...quotas.values()] },
	};
}

/**
 * Decides a request and stores the answer: a denied one in the history, any other as a session that waits for people.
 * A session of the same actor for any of the same resources is superseded by it.
 */
export async function request(
	gate: GateContext,
	caller: Caller,
	given: DeploymentRequest | unknown,
): Promise<Result<RequestOutcome>> {
	const parsed = parseRequest(given);
	if (parsed.kind === 'refused') return parsed;
	const read = await gate.store.read((tx) => readFacts(tx, caller.tenant, parsed.value.project, caller.actor));
	if (read.kind === 'refused') return read;
	const now = gate.clock();
	const judged = await judge(gate, parsed.value, read.facts, read.standing, now);
	if (judged.kind === 'refused') return judged;
	const { deployment, decision, record } = judged.value;
	if (decision.answer === 'deny') {
		await gate.store.write(async (tx) => {
			await tx.inputs.put(decision.input_digest, record, now);
			await note(tx, caller, now, 'request.denied', {
				project: deployment.project,
				body: summary(deployment, decision),
			});
		});
		return ok({ kind: 'denied', deployment, decision });
	}
	const session: Session = {
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
		expires_at: now + gate.sessionLifetime,
		deploying_since: null,
		closed_at: null,
		approvals: [],
		document: null,
	};
	await gate.store.write(async (tx) => {
		await supersede(tx, session, now);
		await tx.inputs.put(decision.input_digest, record, now);
		await tx.sessions.insert(session);
		await note(tx, caller, now, 'session.opened', {
			project: session.project,
			session: session.id,
			body: summary(deployment, decision),
		});
	});
	const view = viewSession(session, { ...read, project: read.facts.project, roles: read.facts.roles }, now);
	return ok({ kind: 'session', view });
}

async function supersede(tx: Tx, session: Session, now: number): Promise<void> {
	const addresses = new Set(session.deployment.changes.map((change) => change.address));
	const open = await tx.sessions.list({ tenant: session.tenant, project: session.project, statuses: ['open'] });
	for (const older of open) {
		if (older.actor !== session.actor) continue;
		if (!older.deployment.changes.some((change) => addresses.has(change.address))) continue;
		const reason = `superseded by ${session.id}`;
		const moved = await tx.sessions.move(session.tenant, older.id, 'open', 'superseded', {
			status_reason: reason,
			closed_at: now,
		});
		if (moved === null) continue;
		const caller = { tenant: session.tenant, actor: { id: session.actor, source: session.actor_source } };
		await note(tx, caller, now, 'session.superseded', {
			project: session.project,
			session: older.id,
			body: { by: session.id },
		});
	}
}

/** What the history says of a decision. */
export function summary(deployment: Deployment, decision: Decision): Record<string, unknown> {
	return {
		action: deployment.action,
		resources: deployment.changes.map((change) => change.address),
		answer: decision.answer,
		code: decision.code,
		violations: decision.violations.map(({ policy, resource, kind, level }) => ({ policy, resource, kind, level })),
		hourly_micros: decision.cost.hourly_micros,
		cost_complete: decision.cost.complete,
		input_digest: decision.input_digest,
		subject_digest: decision.subject_digest,
	};
}
