import { explain } from '../explain/explain.js';
import type { Explanation } from '../explain/explanation.js';
import { ok, type Result, refused } from '../model/result.js';
import { deploymentOf } from './deployment-of.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { showSession } from './list-sessions.js';
import { knownPolicies } from './tenant-policies.js';

/** Explains the decision of a session, to whoever may see it. Titles, and the
 * bindings that others won over, are those of now. */
export async function explainSession(gate: GateContext, caller: Caller, id: string): Promise<Result<Explanation>> {
	const shown = await showSession(gate, caller, id);
	if (shown.kind === 'refused') return shown;
	const session = deploymentOf(shown.value.session);
	if (session === null) {
		return refused('INPUT_INVALID', `session ${id} is of no deployment: there is no decision to explain`);
	}
	const { decision } = session;
	const { record, bindings, policies } = await gate.store.read(async (tx) => ({
		record: await tx.inputs.get(decision.input_digest),
		bindings: await tx.bindings.list(caller.tenant),
		...(await knownPolicies(tx, gate.engine, caller.tenant)),
	}));
	return ok(explain(decision, { policies, record, bindings }));
}
