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

// A way for something else altogether, or for a component of another type, is far off, however few its issues.
function distance(issues: readonly $ZodIssue[]): number {
	const other = issues.some(
		({ code, path }) => (path.length === 0 && code === 'invalid_type') || (path.length === 1 && path[0] === 'type'),
	);
	return issues.length + (other ? 1_000 : 0);
}
