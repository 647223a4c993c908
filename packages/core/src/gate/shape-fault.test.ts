import { describe, expect, test } from 'vitest';
import { shapeFault } from './shape-fault.js';

function nested(levels: number): unknown {
	let value: unknown = 1;
	for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { in: value };
	return value;
}

describe('the shape of input', () => {
	test('is in order for anything that JSON and YAML can say, to 32 levels', () => {
		for (const input of [null, undefined, 1, 'a', [], {}, { a: [{ b: null }] }, nested(32)])
			expect(shapeFault(input)).toBeNull();
	});

	test('is not in order deeper than that, or without end', () => {
		expect(shapeFault(nested(34))?.message).toMatch(/at most 32 levels/);
		const ring: unknown[] = [];
		ring.push(ring);
		expect(shapeFault(ring)?.message).toMatch(/at most 32 levels/);
	});

	test('is not in order with a key that a schema would not see', () => {
		expect(shapeFault(JSON.parse('{"a":[{"__proto__":{"count":1}}]}'))).toMatchObject({ path: ['a', 0, '__proto__'] });
	});
});
