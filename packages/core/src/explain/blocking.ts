import type { Decision } from '../model/decision.js';
import type { Violation } from '../model/violation.js';
import { outcomeWords } from './outcome-words.js';

/** The violations that stand between a decision and `allow`, the worst first: those whose outcome denies or asks people. */
export function blocking({ outcomes, violations }: Pick<Decision, 'outcomes' | 'violations'>): readonly Violation[] {
	const harmless = new Set<string>();
	for (const { kind, level, policy, subject } of outcomes) {
		const effect = outcomeWords[kind].effect(level);
		if (effect === 'none' || effect === 'informs') harmless.add(`${policy} ${subject}`);
	}
	// What is no outcome of a policy (a resource that none judged) denies.
	return violations.filter(({ policy, resource }) => !harmless.has(`${policy} ${resource}`));
}
