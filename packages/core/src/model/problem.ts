import type { z } from 'zod';
import { valueAt } from '../util/value-at.js';
import { issueText } from './issue-text.js';
import { suggestField } from './suggest-field.js';

/** One thing wrong with a piece of input, as data. */
export interface Problem {
	readonly kind: 'problem';
	/** Where: the keys and indexes that lead to the value, outermost first. */
	readonly path: readonly (string | number)[];
	/** What is wrong, and what would be right. */
	readonly message: string;
	/** The value that was given, shortened to 80 characters, where one was. */
	readonly received?: string;
	/** The file that it stands in, where the input is files; `-` is standard input. */
	readonly file?: string;
	/** From 1. */
	readonly line?: number;
	/** From 1. */
	readonly column?: number;
}

/** Makes a {@link Problem}. */
export function problem(path: readonly (string | number)[], message: string, received?: unknown): Problem {
	if (received === undefined) return { kind: 'problem', path, message };
	return { kind: 'problem', path, message, received: shown(received) };
}

/** Writes a path as people do: `resources[0].disk.size_gib`; an empty path is `(the whole input)`. */
export function pathText(path: readonly (string | number)[]): string {
	if (path.length === 0) return '(the whole input)';
	return path
		.map((step, index) => {
			if (typeof step === 'number') return `[${step}]`;
			if (/^[A-Za-z_][\w-]*$/.test(step)) return index === 0 ? step : `.${step}`;
			return `[${JSON.stringify(step)}]`;
		})
		.join('');
}

/**
 * Turns what zod found wrong into problems, with the value that stood at each path and what would be right there.
 *
 * @param schema what the input was held to; with it, a field that does not exist is compared with those that do
 */
export function problemsOf(error: z.ZodError, input: unknown, schema?: z.ZodType): Problem[] {
	return error.issues.flatMap((issue) => {
		const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
		const value = valueAt(input, path);
		if (issue.code === 'unrecognized_keys') {
			return issue.keys.map((key) => {
				const instead = suggestField(schema, input, path, key);
				const given = typeof value === 'object' && value !== null ? valueAt(value, [key]) : undefined;
				return problem([...path, key], `unknown field; ${instead}`, given);
			});
		}
		const text = issueText(issue, value);
		return [value === undefined ? problem(path, `missing; ${text}`) : problem(path, text, value)];
	});
}

function shown(value: unknown): string {
	// No more than is shown is taken apart: the value may be a megabyte of text.
	const characters = [...textOf(value).slice(0, 200)];
	return characters.length <= 80 ? characters.join('') : `${characters.slice(0, 79).join('')}…`;
}

function textOf(value: unknown): string {
	if (typeof value === 'string') return value;
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		// Holds itself, or something that JSON has no word for.
		return typeof value === 'object' ? 'an object' : String(value);
	}
}
