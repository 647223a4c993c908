import type { z } from 'zod';
import { nearest } from '../util/nearest.js';

type Issue = z.core.$ZodIssue;

const types: Readonly<Record<string, string>> = {
	string: 'text',
	number: 'a number',
	int: 'a whole number',
	boolean: 'true or false',
	object: 'a map of fields',
	record: 'a map of keys to values',
	array: 'a list',
	null: 'null',
};

// zod's own words begin like this; whatever else stands there was written by a schema of ours and is kept.
const ownWords = /^(?:Invalid|Too |Unrecognized)/;

/** Says what would be right where zod found something wrong, in a person's words: `must be a whole number`. */
export function issueText(issue: Issue, value: unknown): string {
	if (issue.code === 'invalid_key') return nested(issue.issues, value);
	if (!ownWords.test(issue.message)) return issue.message;
	switch (issue.code) {
		case 'invalid_type':
			return `must be ${types[issue.expected] ?? issue.expected}`;
		case 'invalid_value':
			return oneOf(issue.values, value);
		case 'invalid_union':
			return 'options' in issue && issue.options !== undefined
				? oneOf(issue.options, value)
				: anyOf(issue.errors, value);
		case 'too_small':
			return `must ${range(issue.origin, 'at least', issue.minimum)}`;
		case 'too_big':
			return `must ${range(issue.origin, 'at most', issue.maximum)}`;
		default:
			return issue.message;
	}
}

function nested(issues: readonly Issue[], value: unknown): string {
	const [first] = issues;
	return first === undefined ? 'cannot be a key here' : issueText(first, value);
}

function oneOf(values: readonly unknown[], value: unknown): string {
	const names = values.map(String);
	if (names.length === 1) return `must be ${names[0]}`;
	const close = typeof value === 'string' ? nearest(value, names) : [];
	const meant = close.length === 0 ? '' : `; did you mean ${close.join(' or ')}?`;
	return `must be one of ${names.join(', ')}${meant}`;
}

function anyOf(alternatives: readonly (readonly Issue[])[], value: unknown): string {
	const texts = alternatives.map((issues) => nested(issues, value).replace(/^must be /, ''));
	return `must be ${[...new Set(texts)].join(' or ')}`;
}

function range(origin: string, word: string, limit: number | bigint): string {
	if (origin === 'string') return `have ${word} ${limit} ${Number(limit) === 1 ? 'character' : 'characters'}`;
	if (origin === 'array' || origin === 'set')
		return `have ${word} ${limit} ${Number(limit) === 1 ? 'entry' : 'entries'}`;
	return `be ${word} ${limit}`;
}
