import type { PolicyMetadata } from '../contracts/bundle.js';
import { deploymentSchema } from '../model/deployment.js';
import { type Problem, problem, problemsOf } from '../model/problem.js';
import { bind, type Subject, type Won } from './bind.js';
import { buildInput, quotaViews, subjectsOf } from './build-input.js';
import { effectivePermissions } from './effective-permissions.js';
import type { DecideInput } from './engine.js';
import { factsSchema } from './facts.js';
import { jsonFault } from './json-fault.js';
import { type PolicyInput, policyInputSchema } from './policy-input.js';

/** Everything that a decision is made of, checked and ready for the evaluator. */
export interface Prepared {
	readonly kind: 'prepared';
	readonly input: PolicyInput;
	readonly won: readonly Won[];
	readonly subjects: readonly Subject[];
}

/**
 * Checks what is to be decided on and puts the policies' input together. Nothing is assumed of the caller: what is not
 * a deployment with its facts and prices comes back as problems, and so does what an evaluator would read otherwise
 * than it was meant.
 */
export function prepare(
	given: DecideInput,
	policies: ReadonlyMap<string, PolicyMetadata>,
): Prepared | { readonly kind: 'invalid'; readonly problems: readonly Problem[] } {
	try {
		const facts = factsSchema.safeParse(given.facts);
		if (!facts.success) return invalid(problemsOf(facts.error, given.facts), 'facts');
		const deployment = deploymentSchema.safeParse(given.deployment);
		if (!deployment.success) return invalid(problemsOf(deployment.error, given.deployment), 'deployment');
		if (facts.data.project.name !== given.deployment.project) {
			return invalid(
				[problem(['project'], `must be the project of the facts, ${facts.data.project.name}`)],
				'deployment',
			);
		}
		for (const [index, { parameters }] of facts.data.bindings.entries()) {
			const fault = jsonFault(parameters);
			if (fault !== null) return invalid([problem(['bindings', index, 'parameters'], fault)], 'facts');
		}
		const { project } = facts.data;
		const permissions = effectivePermissions(
			facts.data.actor.id,
			facts.data.grants,
			facts.data.roles,
			{ provider: project.provider, project: project.name },
			given.now,
		);
		const quotas = quotaViews(facts.data, deployment.data);
		const subjects = subjectsOf(deployment.data, quotas);
		const won = bind(facts.data.bindings, policies, subjects, project);
		const input = buildInput(facts.data, permissions, deployment.data, given.assessment, quotas, won, given.now);
		const checked = policyInputSchema.safeParse(input);
		if (!checked.success) return invalid(problemsOf(checked.error, input), 'input');
		return { kind: 'prepared', input, won, subjects };
	} catch (cause) {
		// A caller without types may hand over anything at all.
		return invalid([problem([], cause instanceof Error ? cause.message : String(cause))], 'input');
	}
}

function invalid(problems: readonly Problem[], part: string): { kind: 'invalid'; problems: readonly Problem[] } {
	return { kind: 'invalid', problems: problems.map((found) => ({ ...found, path: [part, ...found.path] })) };
}
