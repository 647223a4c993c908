import { z } from 'zod';
import type { Plan } from '../contracts/plan.js';
import { nameSchema } from '../model/names.js';
import { ok, type Result, refused } from '../model/result.js';
import type { ApprovedRequest } from '../plan/beyond-request.js';
import { checkPlan, type PlanCheck } from '../plan/check-plan.js';
import type { Tx } from '../store/store.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { parseInput } from './parse-input.js';
import { readCallerFacts } from './read-facts.js';
import { unknownSession } from './unknown.js';
import { useOf } from './use-of.js';

/** A plan to judge, and for which project. */
export interface PlanCheckRequest {
	/** As `readPlan` of `@portcullis/providers` gives it. */
	readonly plan: Plan;
	readonly project: string;
	/** The session of the request that the plan is to carry out. */
	readonly session?: string;
}

const requestSchema = z.strictObject({ project: nameSchema, session: z.string().min(1).optional() });

/**
 * Judges a plan for a project as its requests are judged: on the tenant's bindings and waivers, the caller's roles, and
 * the quotas. What of it stands in the project already, under the same address, was counted when it was deployed, and is
 * not counted again. Stores nothing.
 */
export async function checkProjectPlan(
	gate: GateContext,
	caller: Caller,
	{ plan, ...given }: PlanCheckRequest,
): Promise<Result<PlanCheck>> {
	const parsed = parseInput(requestSchema, given, 'what to check');
	if (parsed.kind === 'refused') return parsed;
	const { project, session } = parsed.value;
	const now = gate.clock();
	const found = await gate.store.read(async (tx) => {
		const read = await readCallerFacts(tx, caller, project, now);
		if (read.kind === 'refused') return read;
		if (session === undefined) return ok({ read, approved: {} });
		const approved = await approvedRequest(tx, caller.tenant, project, session);
		return approved.kind === 'refused' ? approved : ok({ read, approved: { approved: approved.value } });
	});
	if (found.kind === 'refused') return found;
	const { read, approved } = found.value;
	const facts = { ...read.facts, uses: read.standing.map(useOf) };
	const { engine } = gate;
	return checkPlan({ plan, facts, engine, catalogue: gate.catalogueOf(caller.tenant), now, ...approved });
}

async function approvedRequest(tx: Tx, tenant: string, project: string, id: string): Promise<Result<ApprovedRequest>> {
	const session = await tx.sessions.get(tenant, id);
	if (session === null) return unknownSession(id);
	if (session.subject !== 'deployment' || session.project !== project) {
		return refused('INPUT_INVALID', `session ${id} is of no deployment in project ${project}`);
	}
	// One that failed was approved too, and is planned again to see what became of it.
	if (!['deploying', 'completed', 'failed'].includes(session.status)) {
		return refused('NOT_APPROVED', `session ${id} is ${session.status}: nobody has approved what it asks for`);
	}
	return ok({ session: id, deployment: session.deployment });
}
