import type { Decision } from '../model/decision.js';
import { pathText } from '../model/problem.js';
import type { Unprepared } from './prepare.js';

/** The decision on something that is not a well-formed deployment with its facts: `deny`, whatever the policies. */
export function invalidInput({ problems, now }: Unprepared, bundleDigest: string): Decision {
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
		warnings: [],
		cost: { resources: [], hourly_micros: 0, monthly_micros: 0, complete: false },
		quotas: [],
		uses: [],
		decided_at: now,
		input_digest: '',
		subject_digest: '',
		bundle_digest: bundleDigest,
	};
}
