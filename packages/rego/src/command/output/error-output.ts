import { formatErrors } from '../../format-errors.js';
import type { RegoErrorDetail } from '../../rego-error.js';
import type { CommandIo } from '../command-io.js';
import { colorsFor } from './colors-for.js';
import { harmlessLines } from './harmless-lines.js';

/** Errors as OPA's commands write them in JSON. */
export function errorsDocument(errors: readonly RegoErrorDetail[]): object {
	return {
		errors: errors.map(({ code, message, file, row, column, line, details }) => ({
			message,
			code,
			location: { file, row, col: column },
			...(line === undefined && details === undefined
				? {}
				: {
						details: { ...(line === undefined ? {} : { line }), ...(details === undefined ? {} : { notes: details }) },
					}),
		})),
	};
}

/** Writes errors for people: place, code, text, and the line with a mark. */
export function writeErrors(errors: readonly RegoErrorDetail[], io: Pick<CommandIo, 'stderr' | 'env'>): void {
	const { bold, red } = colorsFor(io.stderr, io.env);
	for (const error of errors) {
		const [first = '', ...rest] = harmlessLines(formatErrors([error])).split('\n');
		const [place, ...words] = first.split(`${error.code}: `);
		io.stderr.write(
			`${[`${bold(place ?? '')}${red(`${error.code}:`)} ${words.join(`${error.code}: `)}`, ...rest].join('\n')}\n`,
		);
	}
}
