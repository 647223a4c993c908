import type { z } from 'zod';

/** One thing wrong with a piece of input, as data. */
export interface Problem {
	readonly kind: 'problem';
	/** Where: the keys and indexes that lead to the value, outermost first. */
	readonly path: readonly (string | number)[];
	/** What is wrong, and what would be right. */
	readonly message: string;
	/** The value that was given, shortened to 80 characters, where one was. */
	readonly received?: string;
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

/** Turns what zod found wrong into problems, with the value that stood at each path. */
export function problemsOf(error: z.ZodError, input: unknown): Problem[] {
	return error.issues.flatMap((issue) => {
		const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
		if (issue.code === 'unrecognized_keys') {
			return issue.keys.map((key) => problem([...path, key], 'unknown field; remove it or correct its name'));
		}
		const value = valueAt(input, path);
		if (value === undefined && issue.code === 'invalid_type') {
			return [problem(path, `missing; ${lowerFirst(issue.message)}`)];
		}
		return [problem(path, issue.message, value)];
	});
}

function valueAt(input: unknown, path: readonly (string | number)[]): unknown {
	let value = input;
	for (const step of path) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
		value = (value as Record<string | number, unknown>)[step];
	}
	return value;
}

function shown(value: unknown): string {
	let text: string;
	try {
		text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
	} catch {
		text = String(value);
	}
	const characters = [...text];
	return characters.length <= 80 ? text : `${characters.slice(0, 79).join('')}…`;
}

function lowerFirst(text: string): string {
	return text.charAt(0).toLowerCase() + text.slice(1);
}
