import { type Deployment, deploymentSchema } from '../model/deployment.js';
import type { Estimate } from '../model/estimate.js';
import { instantSchema } from '../model/names.js';
import { type Problem, problem } from '../model/problem.js';
import type { Resource } from '../model/resource.js';
import type { ResourceUse } from '../model/resource-use.js';
import { buildViews } from './build-input.js';
import { changeAction } from './change-action.js';
import { effectivePermissions } from './effective-permissions.js';
import type { DecideInput } from './engine.js';
import { type Facts, factsSchema } from './facts.js';
import { waiversIn } from './lifts.js';
import type { Material } from './material.js';
import { movesOf } from './moves-of.js';
import { quotaViews } from './quota-views.js';
import { readAssessment } from './read-assessment.js';
import { readOrExplain } from './read-or-explain.js';
import { spendingView } from './spending-view.js';
import { wordsOf } from './words.js';
import { wordsOfCause } from './words-of-cause.js';

/** Everything that a decision is made of, checked, copied and ready to be judged. */
export interface Prepared {
	readonly kind: 'prepared';
	readonly now: number;
	readonly estimate: Estimate;
	/** What the resources will take of quotas once they stand. */
	readonly uses: readonly ResourceUse[];
	readonly material: Material;
}

/** What could not be prepared, and why. */
export interface Unprepared {
	readonly kind: 'invalid';
	readonly problems: readonly Problem[];
	readonly now: number;
}

const readFacts = readOrExplain(factsSchema, 'facts');
const readDeployment = readOrExplain(deploymentSchema, 'deployment');
const readNow = readOrExplain(instantSchema, 'now');

/**
 * Checks what is to be decided on and puts the policies' input together. Nothing is assumed of the caller: what is not
 * a deployment with its facts and prices comes back as problems, and so does what an evaluator would read otherwise
 * than it was meant. What was checked is a copy: each field of the caller's is looked at once, and nothing that it
 * answers later (a getter, a proxy) is ever asked for.
 */
export function prepare(given: DecideInput): Prepared | Unprepared {
	let known = 0;
	try {
		const now = readNow(given.now);
		if (now.kind === 'unreadable') return invalid(now.problems, known);
		known = now.value;
		const facts = readFacts(given.facts);
		if (facts.kind === 'unreadable') return invalid(facts.problems, known);
		const deployment = readDeployment(given.deployment);
		if (deployment.kind === 'unreadable') return invalid(deployment.problems, known);
		const misfit = deploymentFault(deployment.value, facts.value) ?? windowFault(facts.value, known);
		if (misfit !== null) return invalid([misfit], known);
		const assessment = readAssessment(given.assessment, deployment.value);
		if (assessment.kind === 'unreadable') {
			return invalid(
				assessment.problems.map((found) => ({ ...found, path: ['assessment', ...found.path] })),
				known,
			);
		}
		const { actor, grants, roles, project, bindings } = facts.value;
		const place = { provider: project.provider, project: project.name };
		const permissions = effectivePermissions(actor.id, grants, roles, place, known);
		const moves = movesOf(deployment.value, assessment.value, facts.value.uses ?? [], actor.id);
		const quotas = quotaViews(facts.value, deployment.value, moves, known);
		return {
			kind: 'prepared',
			now: known,
			estimate: assessment.value.estimate,
			uses: moves.flatMap(({ after }) => after ?? []),
			material: {
				views: buildViews({
					facts: facts.value,
					permissions,
					deployment: deployment.value,
					assessment: assessment.value,
					quotas,
					spending: spendingView(facts.value.spending, moves, known),
					now: known,
				}),
				bindings,
				tenantPolicies: facts.value.tenant_policies ?? [],
				before: beforeOf(deployment.value),
				words: wordsOf(facts.value),
				waivers: waiversIn(facts.value.waivers ?? [], project, known),
			},
		};
	} catch (cause) {
		// A caller without types may hand over anything at all.
		return invalid([problem([], wordsOfCause(cause))], known);
	}
}

function beforeOf({ changes }: Deployment): Record<string, Resource> {
	const before: Record<string, Resource> = {};
	for (const change of changes) if (change.before !== null) before[change.address] = change.before;
	return before;
}

function deploymentFault({ action, project, changes }: Deployment, facts: Facts): Problem | null {
	if (project !== facts.project.name) {
		return problem(['deployment', 'project'], `must be the project of the facts, ${facts.project.name}`, project);
	}
	const other = changes.findIndex((change) => changeAction(change) !== action);
	if (other === -1) return null;
	return problem(['deployment', 'changes', other], `must be something to ${action}, as the deployment says`);
}

// What a window held that is over, or to come, says nothing of the one of now.
function windowFault({ quotas }: Facts, now: number): Problem | null {
	const other = quotas.findIndex(({ window }) => window !== null && (now < window.starts_at || now >= window.ends_at));
	return other === -1 ? null : problem(['facts', 'quotas', other, 'window'], 'must be the window of now');
}

function invalid(problems: readonly Problem[], now: number): Unprepared {
	return { kind: 'invalid', problems, now };
}
