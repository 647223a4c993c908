import type { Decision } from '../model/decision.js';
import type { Deployment } from '../model/deployment.js';
import type { Tx } from '../store/store.js';

/** What the history says of a decision. */
export function summary(deployment: Deployment, decision: Decision): Record<string, unknown> {
	return {
		action: deployment.action,
		resources: deployment.changes.map((change) => change.address),
		answer: decision.answer,
		code: decision.code,
		violations: decision.violations.map(({ policy, resource, kind, level, waived }) => ({
			policy,
			resource,
			kind,
			level,
			...(waived === undefined ? {} : { waived: waived.id }),
		})),
		hourly_micros: decision.cost.hourly_micros,
		cost_complete: decision.cost.complete,
		input_digest: decision.input_digest,
		subject_digest: decision.subject_digest,
	};
}

/** Keeps what was decided on, so that a row of the history can be decided again, and which waivers lifted something of it. */
export async function keepInput(tx: Tx, tenant: string, decision: Decision, record: string, at: number): Promise<void> {
	const lifting = new Set(decision.violations.flatMap(({ waived }) => waived?.id ?? []));
	await tx.waivers.used(tenant, [...lifting], at);
	// What could not be read has no text to keep, and no digest.
	if (decision.input_digest !== '') await tx.inputs.put(decision.input_digest, record, at);
}
