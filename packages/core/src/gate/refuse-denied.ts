import { type Refused, refused } from '../model/result.js';
import type { Approving } from './approving.js';
import { type Asking, keepAnswer } from './asked-once.js';
import { keepInput, summary } from './decision-summary.js';
import type { GateContext } from './gate-context.js';
import { note } from './note.js';

/** Refuses the approval of what would be denied if it were asked for now. The session stays: what is in the way may go. */
export async function refuseDenied(
	gate: GateContext,
	caller: Asking,
	{ session, deployment, decision, record, now }: Approving,
): Promise<Refused> {
	const reasons = decision.violations
		.filter(({ level, kind, waived }) => waived === undefined && (level === 'hard' || kind === 'error'))
		.map(({ message, hint }) => `${message}. ${hint}`);
	const refusal = refused('DECISION_DENIED', `this would be denied now: ${reasons.join('; ')}`);
	await gate.store.write(async (tx) => {
		await keepInput(tx, caller.tenant, decision, record, now);
		await note(tx, caller, now, 'approval.refused', {
			project: session.project,
			session: session.id,
			body: summary(deployment, decision),
		});
		await keepAnswer(tx, caller, { kind: 'refused', refusal }, now);
	});
	return refusal;
}
