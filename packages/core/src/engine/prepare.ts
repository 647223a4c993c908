import { deploymentSchema, type JudgedChange } from '../model/deployment.js';
import { instantSchema } from '../model/names.js';
import { plannedDeploymentSchema } from '../model/planned-deployment.js';
import { type Problem, problem } from '../model/problem.js';
import type { Resource } from '../model/resource.js';
import type { ResourceUse } from '../model/resource-use.js';
import { buildViews, type Judged } from './build-input.js';
import { changeAction } from './change-action.js';
import { costOfChange } from './cost-of-change.js';
import { effectivePermissions } from './effective-permissions.js';
import type { DecideInput } from './engine.js';
import { type Facts, factsSchema } from './facts.js';
import { waiversIn } from './lifts.js';
import type { Material } from './material.js';
import { movesOf } from './moves-of.js';
import { quotaViews } from './quota-views.js';
import { readAssessment } from './read-assessment.js';
import { type Read, readOrExplain } from './read-or-explain.js';
import { spendingView } from './spending-view.js';
import { wordsOf } from './words.js';
import { wordsOfCause } from './words-of-cause.js';

/** Everything that a decision is made of, checked, copied and ready to be judged. */
export interface Prepared {
	readonly kind: 'prepared';
	readonly now: number;
	readonly costs: ReturnType<typeof costOfChange>;
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
const readPlanned = readOrExplain(plannedDeploymentSchema, 'deployment');
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
		const deployment = readJudged(given.deployment);
		if (deployment.kind === 'unreadable') return invalid(deployment.problems, known);
		const judged = deployment.value;
		const misfit = deploymentFault(judged, facts.value) ?? windowFault(facts.value, known);
		if (misfit !== null) return invalid([misfit], known);
		const assessment = readAssessment(given.assessment, judged);
		if (assessment.kind === 'unreadable') {
			return invalid(
				assessment.problems.map((found) => ({ ...found, path: ['assessment', ...found.path] })),
				known,
			);
		}
		const { actor, grants, roles, project, bindings } = facts.value;
		const place = { provider: project.provider, project: project.name };
		const permissions = effectivePermissions(actor.id, grants, roles, place, known);
		const moves = movesOf(judged.changes, assessment.value, facts.value.uses ?? [], actor.id);
		const quotas = quotaViews(facts.value, judged.changes, moves, known);
		return {
			kind: 'prepared',
			now: known,
			costs: costOfChange(judged, assessment.value),
			uses: moves.flatMap(({ after }) => after ?? []),
			material: {
				views: buildViews({
					facts: facts.value,
					permissions,
					judged,
					assessment: assessment.value,
					quotas,
					spending: spendingView(facts.value.spending, moves, known),
					now: known,
				}),
				bindings,
				tenantPolicies: facts.value.tenant_policies ?? [],
				before: beforeOf(judged),
				rawPlan: judged.raw,
				words: wordsOf(facts.value),
				waivers: waiversIn(facts.value.waivers ?? [], project, known),
			},
		};
	} catch (cause) {
		// A caller without types may hand over anything at all.
		return invalid([problem([], wordsOfCause(cause))], known);
	}
}

interface Given extends Judged {
	/** Of a plan, as JSON text. */
	readonly raw: string | null;
}

function readJudged(given: unknown): Read<Given> {
	if (typeof given !== 'object' || given === null || !('kind' in given)) {
		const read = readDeployment(given);
		return read.kind === 'unreadable' ? read : { kind: 'read', value: { ...read.value, plan: null, raw: null } };
	}
	const read = readPlanned(given);
	if (read.kind === 'unreadable') return read;
	const { project, changes, findings, raw = null } = read.value;
	const [action, ...others] = new Set(changes.map(changeAction));
	const isOne = others.length === 0 && action !== undefined && changes.every(({ replaced }) => replaced !== true);
	return { kind: 'read', value: { action: isOne ? action : null, project, changes, plan: findings, raw } };
}

function beforeOf({ changes }: Judged): Record<string, Resource> {
	const before: Record<string, Resource> = {};
	for (const { address, before: stands, unknown_before } of changes) {
		if (stands !== null && unknown_before === undefined) before[address] = stands;
	}
	return before;
}

function deploymentFault({ action, project, changes, plan }: Judged, facts: Facts): Problem | null {
	if (project !== facts.project.name) {
		return problem(['deployment', 'project'], `must be the project of the facts, ${facts.project.name}`, project);
	}
	if (plan !== null) return null;
	const other = changes.findIndex((change: JudgedChange) => changeAction(change) !== action);
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
