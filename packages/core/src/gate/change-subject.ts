import { type Refused, refused } from '../model/result.js';
import { canonicalJson } from '../util/canonical-json.js';
import { sha256 } from '../util/sha256.js';
import { type Again, again } from './again.js';
import type { Approving } from './approving.js';
import { type Asking, keepAnswer } from './asked-once.js';
import { keepInput, summary } from './decision-summary.js';
import type { GateContext } from './gate-context.js';
import { note } from './note.js';

/** Refuses to approve something else than what was shown. */
export const subjectChanged: Refused = refused(
	'SUBJECT_CHANGED',
	'what was shown is not what would be deployed now (price, policies, sizes or what stands have changed); earlier approvals are void. Look at the session again, then approve',
);

/** Puts into the session what would be deployed now, so that it can be looked at; earlier approvals are void by that. */
export async function changeSubject(
	gate: GateContext,
	caller: Asking,
	{ session, deployment, decision, record }: Approving,
): Promise<Refused | Again> {
	const subject_digest = nextDigest(session, decision);
	const moved = await gate.store.write(async (tx) => {
		const now = gate.clock();
		const stored = await tx.sessions.get(caller.tenant, session.id);
		// Somebody else has changed it meanwhile, perhaps on newer facts.
		if (stored?.subject_digest !== session.subject_digest) return null;
		const patch = { deployment, decision, subject_digest, unexpired_at: now };
		const updated = await tx.sessions.move(caller.tenant, session.id, 'open', 'open', patch);
		if (updated === null) return null;
		await keepInput(tx, caller.tenant, decision, record, now);
		await note(tx, caller, now, 'session.changed', {
			project: session.project,
			session: session.id,
			body: { ...summary(deployment, decision), subject_digest, was: session.subject_digest },
		});
		// Repeated, it would otherwise approve what it has changed this into, which was not shown.
		await keepAnswer(tx, caller, { kind: 'refused', refusal: subjectChanged }, now);
		return updated;
	});
	return moved === null ? again : subjectChanged;
}

// The decision's own digest leaves out what others use of a quota. Where the same subject needs more approval than was
// shown, the digest that approvals bind to has to change all the same.
function nextDigest(session: Approving['session'], decision: Approving['decision']): string {
	if (decision.subject_digest !== session.decision.subject_digest) return decision.subject_digest;
	return sha256(canonicalJson([session.subject_digest, decision.input_digest]));
}
