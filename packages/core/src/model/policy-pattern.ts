import { z } from 'zod';
import { isGlob, matchesGlob } from '../util/glob.js';

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
