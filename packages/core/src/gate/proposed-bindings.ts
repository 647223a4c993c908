import { z } from 'zod';
import type { Binding, BindingRequest } from '../model/binding.js';
import { idSchema } from '../model/names.js';
import { type Problem, problem } from '../model/problem.js';
import { ok, type Result, refused } from '../model/result.js';
import { bindingPlace } from './bindings.js';
import { checkBinding, type KnownPolicies } from './check-binding.js';
import { parseInput, shortened } from './parse-input.js';

/** A binding as it might be: one that there is, with its id, or a new one without. */
export type ProposedBinding = BindingRequest & { readonly id?: string };

const listSchema = z.array(z.looseObject({ id: idSchema.optional() })).max(1000);

/**
 * Checks bindings that are all that a tenant would have: each as if it were bound, and none of them twice. They may have
 * held in the past only: nobody is judged by them.
 */
export function proposedBindings(
	policies: KnownPolicies,
	given: readonly ProposedBinding[] | unknown,
): Result<readonly Binding[]> {
	const parsed = parseInput(listSchema, given, 'the bindings');
	if (parsed.kind === 'refused') return parsed;
	const bindings: Binding[] = [];
	const problems: Problem[] = [];
	const places = new Set<string>();
	const ids = new Set<string>();
	for (const [index, { id = `proposed-${String(index + 1).padStart(4, '0')}`, ...request }] of parsed.value.entries()) {
		const checked = checkBinding(policies, request, 0);
		if (checked.kind === 'refused' && checked.problems.length === 0) {
			problems.push(problem(['bindings', index, 'policy'], checked.message, request.policy));
		} else if (checked.kind === 'refused') {
			problems.push(...checked.problems.map((found) => ({ ...found, path: ['bindings', index, ...found.path] })));
		} else {
			const place = bindingPlace(checked.value);
			if (places.has(place))
				problems.push(problem(['bindings', index], `binds ${checked.value.policy} there once more`));
			if (ids.has(id)) problems.push(problem(['bindings', index, 'id'], 'must be another for each', id));
			places.add(place);
			ids.add(id);
			bindings.push({ ...checked.value, id });
		}
	}
	if (problems.length === 0) return ok(bindings);
	return refused('INPUT_INVALID', 'nothing can be decided under these bindings', shortened(problems));
}
