import type { Decision, Requirement } from '../model/decision.js';
import type { Deployment } from '../model/deployment.js';
import { ok, type Result, refused } from '../model/result.js';
import type { DeploymentSession } from '../model/session.js';
import { closedFault } from './closed-fault.js';
import { deploymentProblems } from './deployment-problems.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { decideAgain } from './judge.js';
import { notEntitled } from './not-entitled.js';
import { type ReadFacts, readFacts, viewFactsOf } from './read-facts.js';
import { resourcesByAddress } from './resources-by-address.js';
import { unknownSession } from './unknown.js';
import { permissionsOf, type ViewFacts } from './view-facts.js';

/** A session that somebody wants to approve, decided again on the facts of now. */
export interface Approving {
	/** As it is stored. */
	readonly session: DeploymentSession;
	/** What would be carried out: the session's changes from what stands now. */
	readonly deployment: Deployment;
	readonly decision: Decision;
	/** What was decided on, for the history. */
	readonly record: string;
	/** Whether this is another thing, or a worse one, than what was shown. */
	readonly change: boolean;
	readonly read: ReadFacts;
	readonly view: ViewFacts;
	/** When the facts were read. */
	readonly now: number;
}

/** Reads a session that is to be approved, and decides it again. Writes nothing. `null`: it is not of a deployment. */
export async function readApproving(gate: GateContext, caller: Caller, id: string): Promise<Result<Approving | null>> {
	const now = gate.clock();
	const found = await gate.store.read(async (tx) => {
		const session = await tx.sessions.get(caller.tenant, id);
		if (session === null) return unknownSession(id);
		if (session.subject !== 'deployment') return ok(null);
		const requester = { id: session.actor, source: session.actor_source };
		const read = await readFacts(tx, caller, session.project, now, requester);
		return read.kind === 'refused' ? read : ok({ session, read });
	});
	if (found.kind === 'refused') return found;
	if (found.value === null) return ok(null);
	const { session, read } = found.value;
	const view = viewFactsOf(read);
	// First of all: who has no part in it neither learns what is decided nor leaves a trace in the history.
	if (
		session.actor !== caller.actor.id &&
		!permissionsOf(caller.actor.id, view, now).capabilities.includes('can_approve')
	) {
		return notEntitled(session, caller, 'can_approve is missing');
	}
	const closed = closedFault(session, now);
	if (closed !== null) return closed;
	const rebased = rebase(gate, session, read);
	if (rebased.kind === 'refused') return rebased;
	const deployment = rebased.value;
	const { decision, record } = await decideAgain(gate, deployment, read.facts, read.standing, now);
	const change = isAnother(decision, session.decision) || asksMore(decision, session.decision);
	return ok({ session, deployment, decision, record, change, read, view, now });
}

// What stood when the request was made may have changed since, and so may the project: what is decided now is the
// change from what stands now, held to the rules of now.
function rebase(gate: GateContext, session: DeploymentSession, { standing, facts }: ReadFacts): Result<Deployment> {
	const byAddress = resourcesByAddress(standing);
	const { deployment } = session;
	const changes = deployment.changes.map((change) => ({ ...change, before: byAddress.get(change.address) ?? null }));
	const fault = changes.find(({ before }) => (deployment.action === 'create') === (before !== null));
	if (fault !== undefined) {
		const stands = fault.before === null ? 'does not stand any more' : 'stands already';
		const code = fault.before === null ? 'RESOURCE_UNKNOWN' : 'RESOURCE_EXISTS';
		return refused(code, `${fault.address} ${stands} in ${session.project}; cancel this and make the request again`);
	}
	const provider = gate.providerOf(facts.project.provider);
	const context = {
		catalogue: gate.catalogueOf(session.tenant),
		provider,
		project: facts.project,
		standing: byAddress,
	};
	const problems = deploymentProblems(changes, context).map(({ address, ...found }) => ({
		...found,
		path: [address, ...found.path],
	}));
	if (problems.length === 0) return ok({ ...deployment, changes });
	const message = 'this could not be asked for any more; cancel it and make the request again';
	return refused('INPUT_INVALID', message, problems);
}

function isAnother(now: Decision, before: Decision): boolean {
	return now.subject_digest !== before.subject_digest;
}

// A reason to ask people that those who approved were not shown. Where the answer was `allow`, any reason is.
function asksMore(now: Decision, before: Decision): boolean {
	const reason = ({ policy, binding }: Requirement) => `${policy} ${binding}`;
	const asked = new Set(before.requirements.map(reason));
	return now.requirements.some((each) => !asked.has(reason(each)));
}
