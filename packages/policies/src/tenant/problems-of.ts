import { type Problem, problem } from '@portcullis/core';
import type { RegoErrorDetail } from '@portcullis/rego';

/** OPA's errors as problems: each with its place, and the line that stands there. */
export function problemsOf(errors: readonly RegoErrorDetail[], lineOf: LineOf): Problem[] {
	return errors.map(({ file, row, column, code, message }) => {
		const words = code.startsWith('rego_') ? `${message} (${code})` : message;
		return placed({ file, row, column }, words, lineOf);
	});
}

/** A place in a source, from 1; a row of 0 is the whole file. */
export interface SourcePlace {
	readonly file: string;
	readonly row: number;
	readonly column: number;
}

/** The text of a line, where there is one. */
export type LineOf = (place: SourcePlace) => string | undefined;

/** Reads lines of sources. */
export function linesOf(sources: readonly { readonly path: string; readonly text: string }[]): LineOf {
	const lines = new Map(sources.map(({ path, text }) => [path, text.split(/\r?\n/)]));
	return ({ file, row }) => lines.get(file)?.[row - 1]?.trim();
}

/** A problem at a place. */
export function placed(place: SourcePlace, message: string, lineOf: LineOf): Problem {
	const { file, row, column } = place;
	return {
		...problem([], message, lineOf(place)),
		...(file === '' ? {} : { file }),
		...(row === 0 ? {} : { line: row, column: Math.max(column, 1) }),
	};
}
