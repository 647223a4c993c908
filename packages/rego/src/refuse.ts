import type { Refused, RegoErrorDetail } from './rego-error.js';
import type { Source } from './source.js';

/** Makes a refusal: errors in the order of files and lines, each with the text of its line. */
export function refuse(errors: readonly RegoErrorDetail[], sources: readonly Source[]): Refused {
	const texts = new Map(sources.map(({ path, text }) => [path, text]));
	const withLines = errors.map((error): RegoErrorDetail => {
		const line = lineOf(texts.get(error.file), error.row);
		return line === undefined ? error : { ...error, line };
	});
	return { kind: 'refused', errors: withLines.sort(compare) };
}

function compare(a: RegoErrorDetail, b: RegoErrorDetail): number {
	if (a.file !== b.file) return a.file < b.file ? -1 : 1;
	return a.row - b.row || a.column - b.column;
}

/** Walks to the line instead of splitting the text, which may be megabytes. */
function lineOf(text: string | undefined, row: number): string | undefined {
	if (text === undefined || row < 1) return undefined;
	let start = 0;
	for (let line = 1; line < row; line++) {
		const end = text.indexOf('\n', start);
		if (end < 0) return undefined;
		start = end + 1;
	}
	const end = text.indexOf('\n', start);
	return text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
}
