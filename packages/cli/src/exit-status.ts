import type { Decision, RefusalCode } from '@portcullis/core';

/**
 * How the command ends. Of `preview` and `request`: 0 allow, 1 deny, 2 refused, 3 review. Of `policy
 * replay`: 0 no answer changes, 3 some would, 1 some could not be decided again. Of `check --conftest`: conftest's own. Of
 * all others: 0 done, 1 refused. Of every command: 2 for input that cannot be understood, for wrong use, and for a fault
 * (of a policy, of the database).
 */
export type ExitStatus = 0 | 1 | 2 | 3;

/**
 * The exit status that a decision comes to. A policy that went wrong is a fault, though the answer is `deny`.
 *
 * @example
 * ```ts
 * import { exitStatus } from '@portcullis/cli';
 *
 * console.log(exitStatus({ answer: 'review', code: 'NEEDS_APPROVAL' })); // 3
 * ```
 */
export function exitStatus(decision: Pick<Decision, 'answer' | 'code'>): ExitStatus {
	if (decision.code === 'POLICY_ERROR' || decision.code === 'INPUT_INVALID') return 2;
	switch (decision.answer) {
		case 'allow':
			return 0;
		case 'review':
			return 3;
		case 'deny':
			return 1;
	}
}

const worstFirst: readonly ExitStatus[] = [2, 1, 3, 0];

/** The worst of several statuses: a fault, then a denial, then what needs people. */
export function worstStatus(statuses: readonly ExitStatus[]): ExitStatus {
	return worstFirst.find((status) => statuses.includes(status)) ?? 0;
}

// What was given is at fault; or the document could not be written, and nothing was said no to.
const faults: ReadonlySet<RefusalCode> = new Set(['INPUT_INVALID', 'POLICY_INVALID', 'DEPLOYMENT_FAILED']);

/** The exit status of a refusal by a command that decides nothing. */
export function refusalStatus(code: RefusalCode): ExitStatus {
	return faults.has(code) ? 2 : 1;
}
