import { ok, type Result } from '../model/result.js';
import type { DeploymentSession } from '../model/session.js';
import type { Lease, Tx } from '../store/store.js';
import { canonicalJson } from '../util/canonical-json.js';
import { type Again, again } from './again.js';
import { amountUnknown } from './amount-unknown.js';
import type { Approving } from './approving.js';
import { type Asking, keepAnswer } from './asked-once.js';
import { keepInput, summary } from './decision-summary.js';
import { deploymentOf } from './deployment-of.js';
import type { GateContext } from './gate-context.js';
import { rememberGroups } from './groups.js';
import { type HeldDeployment, type HeldProject, isHeld, newLease } from './lease.js';
import { approvedAlready } from './not-entitled.js';
import { note } from './note.js';
import { progressOf } from './progress-of.js';
import type { ReadFacts } from './read-facts.js';
import { resourcesByAddress } from './resources-by-address.js';
import { type SessionView, viewSession } from './session-view.js';

/** What came of an approval that counts: one more, the last one, or another deployment is in the way. */
export type Recorded =
	| Result<SessionView>
	| Again
	| { readonly kind: 'starting'; readonly held: HeldDeployment }
	| { readonly kind: 'busy'; readonly lease: Lease | null };

/**
 * Writes an approval down and, where nothing more is awaited, reserves the quotas and moves the session to `deploying`:
 * one transaction, which changes nothing unless everything that was decided on still holds in it.
 */
export async function recordApproval(
	gate: GateContext,
	caller: Asking,
	approving: Approving,
	roles: readonly string[],
): Promise<Recorded> {
	const { tenant, project } = approving.session;
	const held = { tenant, project, token: gate.newId() };
	try {
		return await gate.store.write((tx) => record(gate, tx, caller, approving, roles, held));
	} catch (cause) {
		if (cause instanceof Undo) return cause.outcome;
		const starting = await startedAfterAll(gate, held, approving.session.id).catch(() => null);
		if (starting !== null) return starting;
		throw cause;
	}
}

// Where the answer to the COMMIT was lost, the deployment may have started, and this alone could carry it out: nobody
// else has the token. A writing transaction waits until the lost one has come to its end, one way or the other.
function startedAfterAll(gate: GateContext, held: HeldProject, id: string): Promise<Recorded | null> {
	return gate.store.write(async (tx) => {
		if (!(await isHeld(tx, held))) return null;
		const session = deploymentOf(await tx.sessions.get(held.tenant, id));
		return session?.status === 'deploying' ? { kind: 'starting', held: { ...held, session } } : null;
	});
}

// Thrown inside the transaction to undo what it has done by then.
class Undo extends Error {
	constructor(readonly outcome: Recorded) {
		super();
	}
}

async function record(
	gate: GateContext,
	tx: Tx,
	caller: Asking,
	{ session, deployment, decision, record: input, read, view, now: readAt }: Approving,
	roles: readonly string[],
	held: HeldProject,
): Promise<Recorded> {
	const now = gate.clock();
	if (!(await stillHolds(tx, session, deployment, read)) || hasEnded(read, readAt, now)) return again;
	const { tenant, project, id, subject_digest } = session;
	const approval = { actor: caller.actor.id, source: caller.actor.source, roles, subject_digest, approved_at: now };
	await rememberGroups(tx, caller, now);
	const isNew = await tx.sessions.approve(tenant, id, approval);
	const approvals = isNew ? [...session.approvals, approval] : session.approvals;
	const awaits = progressOf({ ...session, decision, approvals }, view, now).some(({ awaiting }) => awaiting !== null);
	if (!isNew && awaits) return approvedAlready(caller.actor.id);
	const about = { project, session: id };
	await keepInput(tx, tenant, decision, input, now);
	const body = { ...summary(deployment, decision), subject_digest, roles };
	await note(tx, caller, now, 'session.approved', { ...about, body });
	const patch = { deployment, decision, unexpired_at: now };
	await keepAnswer(tx, caller, { kind: 'session', session: id }, now);
	if (awaits) {
		const moved = await tx.sessions.move(tenant, id, 'open', 'open', patch);
		if (moved === null) throw new Undo(again);
		return ok(viewSession(moved, view, now));
	}
	const reserved = await reserve(tx, { ...session, decision }, now);
	if (!(await tx.leases.take(newLease(gate, held, id, now)))) {
		throw new Undo({ kind: 'busy', lease: await tx.leases.get(tenant, project) });
	}
	const started = await tx.sessions.move(tenant, id, 'open', 'deploying', { ...patch, deploying_since: now });
	const starting = deploymentOf(started);
	if (starting === null) throw new Undo(again);
	await note(tx, caller, now, 'deployment.started', {
		...about,
		body: { input_digest: decision.input_digest, held: reserved },
	});
	return { kind: 'starting', held: { ...held, session: starting } };
}

async function stillHolds(
	tx: Tx,
	session: DeploymentSession,
	deployment: DeploymentSession['deployment'],
	read: ReadFacts,
): Promise<boolean> {
	const tenant = await tx.tenants.get(session.tenant);
	if (tenant?.facts_version !== read.tenant.facts_version) return false;
	const stored = await tx.sessions.get(session.tenant, session.id);
	if (stored?.status !== 'open' || stored.subject_digest !== session.subject_digest) return false;
	// Also where one was taken back.
	if (canonicalJson(stored.approvals) !== canonicalJson(session.approvals)) return false;
	// Deployments do not raise the facts' version: what they leave standing is compared itself. Two requests to create
	// the same machine would otherwise both be carried out, and counted twice.
	const standing = resourcesByAddress(await tx.resources.list(session.tenant, session.project));
	return deployment.changes.every(
		({ address, before }) => canonicalJson(before) === canonicalJson(standing.get(address) ?? null),
	);
}

// Whether a grant, an override, a window or a waiver ended between the reading of the facts and now, or a binding came
// into force or out of it: time raises no version.
function hasEnded({ grants, facts }: ReadFacts, readAt: number, now: number): boolean {
	const ends = [
		...grants.map(({ expires_at }) => expires_at),
		...(facts.waivers ?? []).map(({ expires_at }) => expires_at),
		...facts.quotas.flatMap(({ override, window }) => [override?.until, window?.ends_at]),
		...facts.bindings.flatMap(({ valid_from, valid_until }) => [valid_from, valid_until]),
	];
	return ends.some((end) => end !== undefined && readAt < end && end <= now);
}

// The ceiling is what the decision saw: it holds for exactly that state or a freer one, whatever the policies are.
// In order of quota: two that reserve at once then wait for each other in one direction only.
async function reserve(tx: Tx, session: DeploymentSession, now: number): Promise<Readonly<Record<string, number>>> {
	const held: Record<string, number> = {};
	for (const use of [...session.decision.quotas].sort((a, b) => (a.id < b.id ? -1 : 1))) {
		if (use.requested === 0) continue;
		await tx.quotas.ensure(session.tenant, use);
		const { id: quota, requested: amount } = use;
		if (amount === null) throw new Undo(amountUnknown(use));
		const reservation = {
			id: `${session.id}:${quota}`,
			tenant: session.tenant,
			quota,
			session: session.id,
			amount,
			window_starts_at: use.window?.starts_at ?? 0,
		};
		const ceiling = amount < 0 ? null : use.used + use.reserved + amount;
		const fits = await tx.quotas.reserve({ ...reservation, created_at: now }, ceiling);
		if (!fits) throw new Undo(again);
		held[quota] = amount;
	}
	return held;
}
