import { equalBindings } from '../engine/bind.js';
import { specificityOf } from '../engine/specificity.js';
import { addressesMayOverlap } from '../model/address-pattern.js';
import type { Binding } from '../model/binding.js';
import type { DecisionWarning } from '../model/decision.js';
import { namesPolicy } from '../model/policy-pattern.js';
import { levels } from '../model/vocabulary.js';
import type { KnownPolicies } from './check-binding.js';

/**
 * Warns of the bindings that are as specific as a new one and may hold for the same subject: where they do, the stricter
 * one judges, or the one whose id comes first.
 */
export function equalsAmong(
	{ policies }: KnownPolicies,
	binding: Binding,
	others: readonly Binding[],
): DecisionWarning[] {
	return others.flatMap((other) => {
		if (specificityOf(other) !== specificityOf(binding) || !mayMeet(binding, other)) return [];
		const shared = [...policies.values()].filter(
			({ id, subjects: [first] }) =>
				namesPolicy(binding.policy, id) &&
				namesPolicy(other.policy, id) &&
				(binding.subject ?? first) === (other.subject ?? first),
		);
		const [policy] = shared;
		if (policy === undefined) return [];
		const [judged, gaveWay] = inOrder(binding, other);
		return [equalBindings(shared.length === 1 ? policy.id : judged.policy, judged, gaveWay)];
	});
}

// Equally specific ones are narrowed by the same fields: they meet where none of those excludes it.
function mayMeet(one: Binding, other: Binding): boolean {
	const { scope } = one;
	const fields = ['project', 'kind', 'environment', 'provider'] as const;
	if (fields.some((field) => scope[field] !== other.scope[field])) return false;
	const [a, b] = [scope.resource, other.scope.resource];
	if (a !== undefined && b !== undefined && !addressesMayOverlap(a, b)) return false;
	const from = Math.max(one.valid_from ?? 0, other.valid_from ?? 0);
	return from < Math.min(one.valid_until ?? Number.POSITIVE_INFINITY, other.valid_until ?? Number.POSITIVE_INFINITY);
}

function inOrder(one: Binding, other: Binding): readonly [Binding, Binding] {
	const stricter = levels.indexOf(one.level) - levels.indexOf(other.level);
	const first = stricter === 0 ? one.id < other.id : stricter > 0;
	return first ? [one, other] : [other, one];
}
