import { pathText } from '@portcullis/core';

type Path = readonly (string | number)[];

/**
 * The paths of a tree of marks, as `after_unknown` and `after_sensitive` are: `true` marks all that stands there. A root
 * that is `true` is the path of everything, `(the whole input)` of `pathText`, and is written `*`.
 */
export function markedPaths(marks: unknown): Path[] {
	const paths: Path[] = [];
	walk(marks, []);
	return paths;

	function walk(mark: unknown, path: Path): void {
		if (mark === true) paths.push(path);
		if (Array.isArray(mark)) for (const [index, item] of mark.entries()) walk(item, [...path, index]);
		else if (typeof mark === 'object' && mark !== null) {
			for (const key of Object.keys(mark)) walk(Reflect.get(mark, key), [...path, key]);
		}
	}
}

/** Writes paths as people do, each once and in order. */
export function pathTexts(paths: readonly Path[]): string[] {
	return [...new Set(paths.map((path) => (path.length === 0 ? '*' : pathText(path))))].sort();
}
