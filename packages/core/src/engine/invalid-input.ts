import type { Decision } from '../model/decision.js';
import { type Problem, pathText } from '../model/problem.js';

/** The decision on something that is not a well-formed deployment with its facts: `deny`, whatever the policies. */
export function invalidInput(problems: readonly Problem[], bundleDigest: string, now: unknown): Decision {
	return {
		kind: 'decision',
		answer: 'deny',
		code: 'INPUT_INVALID',
		outcomes: [],
		violations: problems.map((found) => ({
			kind: 'error',
			policy: 'portcullis.input',
			resource: 'deployment',
			level: 'hard',
			path: found.path,
			expected: found.message,
			received: found.received ?? null,
			message: `${pathText(found.path)}: ${found.message}`,
			hint: 'Correct the input: nothing is decided on what cannot be read',
		})),
		requirements: [],
		cost: { resources: [], hourly_micros: 0, monthly_micros: 0, complete: false },
		quotas: [],
		decided_at: typeof now === 'number' ? now : 0,
		input_digest: '',
		subject_digest: '',
		bundle_digest: bundleDigest,
	};
}
