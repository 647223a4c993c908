import { z } from 'zod';
import { isGlob, matchesGlob, mayOverlap } from '../util/glob.js';

/**
 * Names one policy by its id, or several by a pattern: `security.*`, `*.count`, `security.public_*`. Within each of the
 * two parts `*` stands for any run of characters; `*` alone names every policy.
 */
export const policyPatternSchema = z
	.string()
	.max(120)
	.regex(
		/^(?:\*|[a-z*][a-z0-9_*]*\.[a-z*][a-z0-9_*]*)$/,
		'must be the id of a policy, such as cost.hourly_limit, or a pattern of ids, such as security.*',
	);

/** Whether it may name several policies. */
export function isPolicyPattern(policy: string): boolean {
	return isGlob(policy);
}

/** Whether a policy is named, by its id or by a pattern of ids. */
export function namesPolicy(pattern: string, id: string): boolean {
	if (pattern === id || pattern === '*') return true;
	if (!isPolicyPattern(pattern)) return false;
	const [category = '', name = ''] = pattern.split('.');
	const [ownCategory = '', ownName = ''] = id.split('.');
	return matchesGlob(category, ownCategory) && matchesGlob(name, ownName);
}

/** Whether one policy, of those that there are or will be, may be named by both; `false` is certain. */
export function policiesMayOverlap(one: string, other: string): boolean {
	if (one === '*' || other === '*') return true;
	const [category = '', name = ''] = one.split('.');
	const [otherCategory = '', otherName = ''] = other.split('.');
	return mayOverlap(category, otherCategory) && mayOverlap(name, otherName);
}
