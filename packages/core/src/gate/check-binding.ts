import type { PolicyMetadata } from '../contracts/bundle.js';
import { checkParameters } from '../engine/check-parameters.js';
import type { Engine } from '../engine/engine.js';
import { kindPartOf, matchesAddress } from '../model/address-pattern.js';
import { type Binding, type BindingRequest, bindingRequestSchema } from '../model/binding.js';
import { isPolicyPattern, namesPolicy } from '../model/policy-pattern.js';
import { type Problem, problem } from '../model/problem.js';
import { ok, type Refused, type Result, refused } from '../model/result.js';
import { resourceKinds } from '../model/vocabulary.js';
import { nearest } from '../util/nearest.js';
import { parseInput, shortened } from './parse-input.js';

/** What bindings are checked against. */
export type KnownPolicies = Pick<Engine, 'policies'>;

/**
 * Checks a binding against the policies that there are: that it names one at least, that its parameters fit the JSON
 * Schema of each, and that there is something that it could judge.
 *
 * @param now a window that has ended by then could hold nothing
 */
export function checkBinding(
	{ policies }: KnownPolicies,
	given: BindingRequest | unknown,
	now: number,
): Result<Omit<Binding, 'id'>> {
	const parsed = parseInput(bindingRequestSchema, given, 'the binding');
	if (parsed.kind === 'refused') return parsed;
	const { policy, scope } = parsed.value;
	const named = [...policies.values()].filter(({ id }) => namesPolicy(policy, id));
	if (named.length === 0) return unknownPolicy({ policies }, policy);
	const problems = [
		...named.flatMap((metadata) => policyProblems(metadata, parsed.value)),
		...scopeProblems(scope),
		...quotaProblems(named, parsed.value),
		...windowProblems(parsed.value, now),
	];
	if (problems.length > 0) return refused('INPUT_INVALID', `${policy} cannot be bound like this`, shortened(problems));
	return ok(parsed.value);
}

/** Refuses a policy that does not exist, or a pattern that matches none, and names what may be meant. */
export function unknownPolicy({ policies }: KnownPolicies, policy: string): Refused {
	const ids = [...policies.keys()];
	const isPattern = isPolicyPattern(policy);
	const patterns = isPattern ? new Set(ids.map((id) => `${id.split('.')[0]}.*`)) : [];
	const close = nearest(policy, [...patterns, ...ids]);
	const instead = close.length === 0 ? `there are ${ids.join(', ')}` : `did you mean ${close.join(' or ')}?`;
	const fault = isPattern ? `${policy} matches no policy` : `there is no policy ${policy}`;
	return refused('POLICY_UNKNOWN', `${fault}; ${instead}`);
}

function policyProblems(metadata: PolicyMetadata, { policy, parameters, subject }: Omit<Binding, 'id'>): Problem[] {
	const { id, subjects } = metadata;
	const named = isPolicyPattern(policy) ? `${id}, which ${policy} matches: ` : '';
	const problems = checkParameters(metadata, parameters).map((found) => ({
		...found,
		message: `${named}${found.message}`,
	}));
	if (subject !== undefined && !subjects.includes(subject)) {
		problems.push(problem(['subject'], `${id} judges ${subjects.join(' or ')}`, subject));
	}
	return problems;
}

function scopeProblems({ kind, resource }: Binding['scope']): Problem[] {
	if (resource === undefined) return [];
	const path = ['scope', 'resource'];
	const kinds = resourceKinds.filter((each) => matchesAddress(`${kindPartOf(resource)}/*`, `${each}/`));
	if (kinds.length === 0) {
		const close = nearest(kindPartOf(resource), resourceKinds);
		return [
			problem(
				path,
				`names no kind of resource; there are ${(close.length === 0 ? resourceKinds : close).join(', ')}`,
				resource,
			),
		];
	}
	if (kind === undefined || kinds.includes(kind)) return [];
	return [problem(path, `names no ${kind}, which the scope is narrowed to as well`, resource)];
}

function quotaProblems(named: readonly PolicyMetadata[], { scope, subject }: Omit<Binding, 'id'>): Problem[] {
	if (scope.resource === undefined) return [];
	if (named.some(({ subjects }) => (subject ?? subjects[0]) !== 'quota')) return [];
	const ids = named.map(({ id }) => id).join(', ');
	const message = `must be left out: ${ids} would judge quotas only, which are of all resources; narrow it by project or kind`;
	return [problem(['scope', 'resource'], message, scope.resource)];
}

function windowProblems({ valid_from, valid_until }: Omit<Binding, 'id'>, now: number): Problem[] {
	if (valid_until === undefined) return [];
	if (valid_until <= now) return [problem(['valid_until'], 'must be a moment to come', valid_until)];
	if (valid_from === undefined || valid_from < valid_until) return [];
	return [problem(['valid_until'], 'must be later than valid_from', valid_until)];
}
