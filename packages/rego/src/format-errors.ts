import type { RegoErrorDetail } from './rego-error.js';

/** Longer lines are cut: a minified policy would fill the screen. */
const LINE_LIMIT = 200;

/**
 * Writes errors for people: place, code, text, the line with a mark under the column, and OPA's details.
 *
 * @example
 * ```ts
 * import { formatErrors } from '@portcullis/rego';
 *
 * console.log(
 * 	formatErrors([
 * 		{ code: 'rego_parse_error', message: 'unexpected eof token', file: 'a.rego', row: 1, column: 9, line: 'package' },
 * 	]),
 * );
 * // a.rego:1:9: rego_parse_error: unexpected eof token
 * //     package
 * //             ^
 * ```
 */
export function formatErrors(errors: readonly RegoErrorDetail[]): string {
	return errors.map(formatError).join('\n');
}

function formatError({ file, row, column, code, message, line, details }: RegoErrorDetail): string {
	const place = [file, row || '', column || ''].filter((part) => part !== '').join(':');
	const lines = [`${place === '' ? '' : `${place}: `}${code}: ${message}`];
	if (line !== undefined && line.length <= LINE_LIMIT && column > 0) {
		// Tabs are kept in the gap, so that the mark stands under its character whatever a tab's width.
		const gap = line
			.slice(0, column - 1)
			.replace(/[^\t]/g, ' ')
			.padEnd(column - 1);
		lines.push(`    ${line}`, `    ${gap}^`);
	} else {
		// OPA's parser repeats the line in its details; with the line shown they would stand twice.
		lines.push(...(details ?? []).filter((detail) => detail !== '').map((detail) => `    ${detail}`));
	}
	return lines.join('\n');
}
