import type { Binding } from '../model/binding.js';
import { isPolicyPattern } from '../model/policy-pattern.js';
import { literalsOf } from '../util/glob.js';

// More than any pattern has characters (see the schemas).
const named = 127;
const most = 128;

/**
 * How specific a binding is: of those that hold for a policy and a subject, the most specific one judges. This is the one
 * place that orders them; docs/bindings.md says it in words. In this order:
 *
 * 1. who names the policy itself goes before a pattern; of two patterns, the one with more characters that are not `*`
 * 2. narrowed to a project; then to resources by a pattern; to a kind; to an environment; to a cloud; to a time
 * 3. of two that are narrowed by the same fields, the pattern of resources with more characters that are not wildcards
 */
export function specificityOf({
	policy,
	scope,
	valid_from,
	valid_until,
}: Pick<Binding, 'policy' | 'scope' | 'valid_from' | 'valid_until'>): number {
	const exactness = isPolicyPattern(policy) ? literalsOf(policy) : named;
	// Powers of two: no number of weaker fields outweighs a stronger one.
	const fields =
		(scope.project === undefined ? 0 : 32) +
		(scope.resource === undefined ? 0 : 16) +
		(scope.kind === undefined ? 0 : 8) +
		(scope.environment === undefined ? 0 : 4) +
		(scope.provider === undefined ? 0 : 2) +
		(valid_from === undefined && valid_until === undefined ? 0 : 1);
	return (exactness * 64 + fields) * most + literalsOf(scope.resource ?? '');
}
