import type { Catalogue } from '../contracts/catalogue.js';
import type { Plan } from '../contracts/plan.js';
import { costDifference } from '../cost/cost-difference.js';
import { assess } from '../engine/assess.js';
import type { Engine } from '../engine/engine.js';
import type { Facts } from '../engine/facts.js';
import type { Decision } from '../model/decision.js';
import type { PlannedDeployment } from '../model/planned-deployment.js';
import { ok, type Result, refused } from '../model/result.js';
import { type ApprovedRequest, beyondRequest } from './beyond-request.js';
import { planDeployment } from './plan-deployment.js';
import { rawPlan } from './raw-plan.js';

// The policy that judges what a plan does beyond an approved request.
const beyondPolicy = 'plan.drifted_from_request';

// The policy that finds what of a plan nothing can judge.
const unmappedPolicy = 'plan.unmapped';

/** What a plan is judged on. */
export interface CheckPlanInput {
	readonly plan: Plan;
	/** Of the project that the plan is of. `uses` says how what stands of it was counted. */
	readonly facts: Facts;
	readonly engine: Engine;
	readonly catalogue: Catalogue;
	/** The moment that counts as now, in milliseconds since 1970. */
	readonly now: number;
	/** What was approved, where the plan is to do that and nothing else. */
	readonly approved?: ApprovedRequest;
}

/** A policy that was asked. Of a tenant's own the id stands for its title. */
export interface AskedPolicy {
	readonly id: string;
	readonly title: string;
	readonly description: string;
}

/** What judging a plan came to. Nothing of it is stored, and nothing can be approved by it. */
export interface PlanCheck {
	readonly decision: Decision;
	/** What was judged, by address, and what was not. */
	readonly deployment: PlannedDeployment;
	/** The policies that were asked, in order of id. */
	readonly policies: readonly AskedPolicy[];
}

/**
 * Judges a plan of Terraform's by the policies that judge requests, without a database.
 *
 * A plan that changes nothing is allowed with `NO_CHANGES`, and no policy is asked. What the plan does not know is hidden
 * from policies and prices: a policy that reads such a field and gives no answer is `unknown`, which is no pass.
 *
 * @returns `PLAN_OF_ANOTHER_CLOUD` or `PLAN_OF_ANOTHER_ACCOUNT` where all that the plan changes belongs to other clouds than
 * the project, or to other accounts than the one that it names;
 * `BINDING_UNKNOWN` where a request was approved and no binding judges what goes beyond it, or where nothing can judge
 * something of the plan and no binding says what that means
 */
export async function checkPlan(input: CheckPlanInput): Promise<Result<PlanCheck>> {
	const { plan, facts, engine, catalogue, now, approved } = input;
	const { project } = facts;
	const { changes, planned, unmapped, foreign, accounts } = planDeployment(plan, project);
	if (foreign > 0 && changes.length === 0) {
		return refused(
			'PLAN_OF_ANOTHER_CLOUD',
			`what the plan changes is of other clouds than project ${project.name}, which is of ${project.provider}. Name the project that it is of.`,
		);
	}
	if (accounts.length > 0 && changes.length === 0) {
		return refused(
			'PLAN_OF_ANOTHER_ACCOUNT',
			`what the plan changes is of ${accounts.join(', ')}, and project ${project.name} is of ${project.account}. Name the project that it is of.`,
		);
	}
	const deployment: PlannedDeployment = {
		kind: 'plan',
		project: project.name,
		changes: [...changes],
		findings: {
			unmapped: unmapped.map(({ address, type, action, reason }) => ({ address, type, action, reason })),
			...(approved === undefined ? {} : { request: beyondRequest(approved, planned, unmapped) }),
		},
		// As large as the plan itself: only where a policy may read it.
		...((facts.tenant_policies ?? []).length === 0 ? {} : { raw: rawPlan(plan) }),
	};
	if (plan.code === 'NO_CHANGES' && changes.length === 0 && unmapped.length === 0) {
		return ok({ deployment, decision: noChanges(engine, now), policies: [] });
	}
	const assessment = assess(deployment, project.provider, catalogue);
	const { decision } = await engine.decide({ facts, deployment, assessment, now });
	if (approved !== undefined && !decision.outcomes.some(({ policy }) => policy === beyondPolicy)) {
		return refused(
			'BINDING_UNKNOWN',
			`${beyondPolicy} is not bound here, so nothing would judge what the plan does beyond the request. Bind it, or name no session.`,
		);
	}
	if (unmapped.length > 0 && !decision.outcomes.some(({ policy }) => policy === unmappedPolicy)) {
		return refused(
			'BINDING_UNKNOWN',
			`${unmappedPolicy} is not bound here, so nothing would say what of the plan no policy can judge (${unmapped[0]?.address}). Bind it, at advisory if it may pass.`,
		);
	}
	return ok({ deployment, decision, policies: askedPolicies(decision, engine) });
}

function askedPolicies({ outcomes, violations }: Decision, { policies }: Engine): AskedPolicy[] {
	const ids = new Set([...outcomes, ...violations].map(({ policy }) => policy));
	return [...ids].sort().map((id) => {
		const { title = id, description = '' } = policies.get(id) ?? {};
		return { id, title, description };
	});
}

function noChanges(engine: Engine, now: number): Decision {
	const cost = { resources: [], hourly_micros: 0, monthly_micros: 0, complete: true };
	return {
		...{ kind: 'decision', answer: 'allow', code: 'NO_CHANGES' },
		...{ outcomes: [], violations: [], requirements: [], warnings: [], quotas: [], uses: [] },
		cost,
		cost_change: costDifference(cost, cost),
		decided_at: now,
		...{ input_digest: '', subject_digest: '', bundle_digest: engine.bundleDigest },
	};
}
