import type { $ZodIssue } from 'zod/v4/core';

/** What is wrong, each with its path; of a union's ways, the one that fits best. */
export function problemsOf(issues: readonly $ZodIssue[], path: readonly PropertyKey[] = []): string[] {
	return issues.flatMap((issue) => {
		const at = [...path, ...issue.path];
		if (issue.code !== 'invalid_union' || issue.errors.length === 0) {
			return [`${at.map(String).join('.') || 'the body'}: ${issue.message}`];
		}
		const [closest = []] = [...issue.errors].sort((one, other) => distance(one) - distance(other));
		return problemsOf(closest, at);
	});
}

// A way whose `type` is another one is far off, however few its issues.
function distance(issues: readonly $ZodIssue[]): number {
	const otherType = issues.some((issue) => issue.path.length === 1 && issue.path[0] === 'type');
	return issues.length + (otherType ? 1_000 : 0);
}
