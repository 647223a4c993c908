import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deploymentSchema } from '../model/deployment.js';
import { vmSchema } from '../model/vm.js';
import { factsSchema } from './facts.js';
import { policyInputSchema } from './policy-input.js';
import { inexact, readExactly } from './read-exactly.js';

const schema = z.strictObject({
	kind: z.discriminatedUnion('type', [
		z.strictObject({ type: z.literal('a'), size: z.int().min(0).max(9) }),
		z.strictObject({
			type: z.literal('b'),
			name: z
				.string()
				.min(2)
				.max(3)
				.regex(/^[a-z]*$/),
		}),
	]),
	list: z
		.array(z.enum(['x', 'y']))
		.min(1)
		.max(3),
	maybe: z.boolean().optional(),
	nothing: z.number().gt(0).lt(5).nullable(),
	tags: z.record(z.string().regex(/^\w+$/), z.string()).refine((tags) => Object.keys(tags).length < 3),
	json: z.json(),
	filled: z.string().default('x'),
});
const read = readExactly(schema);
const right = {
	kind: { type: 'a', size: 3 },
	list: ['x'],
	nothing: null,
	tags: { b: '1', a: '2' },
	json: [{ a: null }],
	filled: 'y',
};

describe('readExactly', () => {
	it('copies what the schema takes, with fields in its order and keys of records in theirs', () => {
		const turned = Object.fromEntries(Object.entries(right).reverse());
		const copy = read(turned);
		expect(JSON.stringify(copy)).toBe(JSON.stringify({ ...right, tags: { a: '2', b: '1' } }));
		expect(copy).not.toBe(turned);
		expect((copy as typeof right).list).not.toBe(right.list);
	});

	it.each<[string, object]>([
		['a field left out that has a default', { filled: undefined }],
		['a field more', { more: 1 }],
		['an optional field that is wrong', { maybe: 'yes' }],
		['a key named __proto__', { tags: JSON.parse('{"__proto__": "x"}') }],
		['a Map for a record', { tags: new Map([['a', 'b']]) }],
		[
			'an instance of a class',
			{
				kind: new (class {
					type = 'a';
					size = 1;
				})(),
			},
		],
		['half a surrogate pair in JSON', { json: ['\ud800'] }],
		['a number past 2^53 in JSON', { json: 2 ** 53 }],
	])('refuses %s', (_, fields) => {
		expect(read({ ...right, ...fields })).toBe(inexact);
	});

	it('refuses fields that are not its own', () => {
		expect(read(Object.assign(Object.create({ filled: 'y' }), { ...right, filled: undefined }))).toBe(inexact);
		const { filled: _, ...rest } = right;
		const inherited = Object.assign(Object.create(null), { ...rest, other: 1 });
		expect(read(inherited)).toBe(inexact);
	});

	it('takes nothing that zod refuses or changes, and all JSON that zod leaves as it is', () => {
		const schemas = [schema, vmSchema, deploymentSchema, factsSchema, policyInputSchema];
		const readers = schemas.map((each) => readExactly(each));
		const vm = {
			kind: 'vm',
			name: 'web',
			size: 'e2-small',
			count: 1,
			disk: { size_gib: 30, type: 'balanced' },
			image: 'debian-12',
			public_ip: false,
			region: 'us-central1',
			deletion_protection: false,
			tags: {},
		};
		const deployment = {
			action: 'create',
			project: 'shop',
			reason: null,
			changes: [{ address: 'vm/web', before: null, after: vm }],
		};
		const samples: unknown[] = [right, vm, deployment];
		const odd = fc.oneof(
			fc.jsonValue(),
			fc.constantFrom(undefined, 'vm', 'x', 0, -1, 1.5, true, null, {}, [], 'us-central1'),
		);
		fc.assert(
			fc.property(fc.constantFrom(...samples), fc.array(fc.nat(), { maxLength: 5 }), odd, (sample, steps, value) => {
				const given = mutated(sample, steps, value);
				for (const [index, each] of schemas.entries()) {
					const copy = readers[index]?.(given);
					const parsed = each.safeParse(given);
					const same =
						parsed.success && canonical(parsed.data) === canonical(given) && !/\\\\ud|__proto__/.test(canonical(given));
					if (copy !== inexact) expect(parsed.success && canonical(copy)).toBe(canonical(given));
					else expect(same && isSafe(given)).toBe(false);
				}
			}),
			{ numRuns: 3000 },
		);
	});

	it.each<[string, z.ZodType]>([
		['a transformation', z.string().transform(Number)],
		['text that is trimmed', z.string().trim()],
		['an object that may hold anything', z.looseObject({})],
		['a date', z.date()],
		['a check of its own', z.string().email()],
	])('does not pretend to prove %s', (_, unproven) => {
		expect(() => readExactly(unproven)).toThrow(TypeError);
	});

	it('ends for JSON that is deep, or that stands in itself', () => {
		const cycle: unknown[] = [];
		cycle.push(cycle);
		let many: unknown[] = [];
		for (let level = 0; level < 60; level++) many = [many, many];
		let deep: unknown = 1;
		for (let level = 0; level < 70; level++) deep = [deep];
		for (const json of [cycle, many, deep]) expect(read({ ...right, json })).toBe(inexact);
		expect(read(right)).not.toBe(inexact);
	});
});

function mutated(sample: unknown, [step, ...rest]: readonly number[], value: unknown): unknown {
	if (step === undefined || typeof sample !== 'object' || sample === null) return value;
	const keys = Object.keys(sample);
	const key = keys[step % (keys.length + 1)] ?? 'more';
	const inner = mutated(Reflect.get(sample, key), rest, value);
	if (Array.isArray(sample)) return sample.map((item, index) => (String(index) === key ? inner : item));
	return { ...sample, [key]: inner };
}

function canonical(value: unknown): string {
	return JSON.stringify(value, (_, field: unknown) =>
		typeof field === 'object' && field !== null && !Array.isArray(field)
			? Object.fromEntries(Object.entries(field).sort(([a], [b]) => (a < b ? -1 : 1)))
			: field,
	);
}

// zod takes every finite number in JSON, and text that is not well-formed.
function isSafe(value: unknown): boolean {
	if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value);
	if (typeof value === 'string') return value.isWellFormed();
	if (Array.isArray(value)) return value.every(isSafe);
	if (typeof value !== 'object' || value === null) return true;
	return Object.entries(value).every(([key, field]) => key !== '__proto__' && isSafe(key) && isSafe(field));
}
