/**
 * What judges one source: the tests beside it and those of all that imports it, with all that these import.
 *
 * @param {{ path: string, text: string, package: string, imports: readonly string[], tests: readonly string[] }} source
 * @param {readonly object[]} all
 * @returns {{ sources: object[], tests: string[] }} `tests` are whole names, `data.policies.x_test.test_y`
 */
export function testsOf(source, all) {
	const judges = all.filter((other) => isTest(other) && (isBeside(source, other) || reaches(other, source, all)));
	// The entrypoint finds policies by their ids, and imports none.
	const sources = isEntrypoint(source)
		? all.filter((other) => !isTest(other) || judges.includes(other))
		: all.filter((other) => judges.some((judge) => judge === other || reaches(judge, other, all)) || other === source);
	return { sources, tests: judges.flatMap(({ package: name, tests }) => tests.map((test) => `data.${name}.${test}`)) };
}

/** Whether a source imports another, or imports what does. */
export function reaches(source, other, all, seen = new Set()) {
	if (seen.has(source)) return false;
	seen.add(source);
	return all.some(
		(next) =>
			!isTest(next) &&
			source.imports.includes(`data.${next.package}`) &&
			(next === other || reaches(next, other, all, seen)),
	);
}

export function isTest({ path }) {
	return path.endsWith('_test.rego');
}

function isBeside(source, other) {
	return folderOf(source) === folderOf(other);
}

function isEntrypoint(source) {
	return folderOf(source) === 'rego/entrypoint/';
}

function folderOf({ path }) {
	return path.slice(0, path.lastIndexOf('/') + 1);
}
