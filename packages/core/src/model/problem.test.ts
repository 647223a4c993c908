import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pathText, problem, problemsOf } from './problem.js';

function messages(schema: z.ZodType, input: unknown): string[] {
	const parsed = schema.safeParse(input);
	if (parsed.success) throw new Error('nothing is wrong with it');
	return problemsOf(parsed.error, input, schema).map(({ path, message }) => `${pathText(path)}: ${message}`);
}

const kinds = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('vm'), size: z.string() }),
	z.strictObject({ kind: z.literal('database'), engine: z.enum(['postgres', 'mysql']).optional() }),
]);

describe('what is wrong with a piece of input says what would be right', () => {
	test.each<[z.ZodType, unknown, string]>([
		[z.strictObject({ a: z.string() }), {}, 'a: missing; must be text'],
		[z.strictObject({ a: z.string() }), { a: 1 }, 'a: must be text'],
		[z.strictObject({ a: z.int() }), { a: 'x' }, 'a: must be a number'],
		[z.strictObject({ a: z.int() }), { a: 1.5 }, 'a: must be a whole number'],
		[z.strictObject({ a: z.boolean() }), { a: 'yes' }, 'a: must be true or false'],
		[z.strictObject({ a: z.array(z.string()) }), { a: {} }, 'a: must be a list'],
		[z.strictObject({ a: z.record(z.string(), z.string()) }), { a: [] }, 'a: must be a map of keys to values'],
		[z.strictObject({}), [], '(the whole input): must be a map of fields'],
		[z.literal('vm'), 'x', '(the whole input): must be vm'],
		[z.enum(['gcp', 'aws']), 'gpc', '(the whole input): must be one of gcp, aws; did you mean gcp?'],
		[z.enum(['gcp', 'aws']), 'elsewhere', '(the whole input): must be one of gcp, aws'],
		[z.int().min(1), 0, '(the whole input): must be at least 1'],
		[z.int().max(9), 10, '(the whole input): must be at most 9'],
		[z.int(), 1e300, `(the whole input): must be at most ${Number.MAX_SAFE_INTEGER}`],
		[z.string().min(1), '', '(the whole input): must have at least 1 character'],
		[z.array(z.string()).max(2), ['a', 'b', 'c'], '(the whole input): must have at most 2 entries'],
		[z.string().regex(/^a$/, 'must be a'), 'b', '(the whole input): must be a'],
		[z.record(z.string().regex(/^a$/, 'a key must be a'), z.string()), { b: 'x' }, 'b: a key must be a'],
		[z.union([z.string(), z.boolean()]), 1, '(the whole input): must be text or true or false'],
		[kinds, {}, 'kind: missing; must be one of vm, database'],
		[kinds, { kind: 'databse' }, 'kind: must be one of vm, database; did you mean database?'],
		[kinds, { kind: 'vm', size: 'a', sizes: 1 }, 'sizes: unknown field; did you mean size?'],
		[kinds, { kind: 'database', enginee: 1 }, 'enginee: unknown field; did you mean engine?'],
		[
			z.strictObject({ a: z.array(kinds).optional() }),
			{ a: [{ kind: 'vm', size: '', x_y_z: 1 }] },
			'a[0].x_y_z: unknown field; there are kind, size',
		],
		[z.strictObject({}), { a: 1 }, 'a: unknown field; remove it or correct its name'],
	])('%#', (schema, input, expected) => {
		expect(messages(schema, input)).toEqual([expected]);
	});

	test('a field that is not a name of its own, such as toString, is no field', () => {
		expect(messages(z.strictObject({ a: z.string() }), { a: 'x', toString: 1 })).toEqual([
			'toString: unknown field; there are a',
		]);
	});
});

describe('the value that was given', () => {
	test('is shown to 80 characters, whole letters only', () => {
		expect(problem([], '', 'x'.repeat(80)).received).toBe('x'.repeat(80));
		expect(problem([], '', '😀'.repeat(81)).received).toBe(`${'😀'.repeat(79)}…`);
		expect(problem([], '', { a: [1] }).received).toBe('{"a":[1]}');
		expect(problem([], '', undefined)).not.toHaveProperty('received');
	});

	test('is shown, and nothing is thrown, whatever it is', () => {
		const ring: { self?: unknown } = Object.create(null);
		ring.self = ring;
		for (const value of [ring, 1n, Symbol('s'), () => 1, { toJSON: () => undefined }, Number.NaN]) {
			expect(typeof problem([], '', value).received).toBe('string');
		}
	});
});

test('a path is written as people do', () => {
	expect(pathText([])).toBe('(the whole input)');
	expect(pathText(['resources', 0, 'disk', 'size_gib'])).toBe('resources[0].disk.size_gib');
	expect(pathText(['tags', 'cost centre', 'x'])).toBe('tags["cost centre"].x');
});
