import { expect, test } from 'vitest';
import { formatErrors } from './format-errors.js';

const error = { code: 'rego_type_error', message: 'undefined ref', file: 'a.rego', row: 3, column: 7 };

test('an error shows its place, code and text, and the mark stands under its column, after tabs too', () => {
	expect(formatErrors([{ ...error, line: '\tx if y' }])).toBe(
		'a.rego:3:7: rego_type_error: undefined ref\n    \tx if y\n    \t     ^',
	);
});

test('an error without a place or a line shows what there is', () => {
	expect(formatErrors([{ ...error, row: 0, column: 0 }])).toBe('a.rego: rego_type_error: undefined ref');
	expect(formatErrors([{ ...error, file: '', row: 0, column: 0, details: ['have: a', ''] }])).toBe(
		'rego_type_error: undefined ref\n    have: a',
	);
});

test('a very long line is left out', () => {
	expect(formatErrors([{ ...error, line: 'x'.repeat(1_000) }])).toBe('a.rego:3:7: rego_type_error: undefined ref');
});
