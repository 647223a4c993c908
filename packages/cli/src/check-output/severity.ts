import type { CheckFinding } from './check-report.js';

/** How loud a format is about a finding: an error stops the plan, a warning wants a person, a note is for reading. */
export type Severity = 'error' | 'warning' | 'note';

/** How loud a format should be about a finding, in the words that SARIF has for it. */
export function severityOfFinding({ kind, level, waived }: CheckFinding): Severity {
	if (waived !== undefined) return 'note';
	if (kind === 'error' || level === 'hard') return 'error';
	return level === 'soft' || kind === 'warn' ? 'warning' : 'note';
}
