import fc from 'fast-check';
import { expect, it } from 'vitest';
import { partId, partsOf } from './part-id.js';

const name = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/);

it('the parts of a block are found again from its name, so that two never share one', () => {
	fc.assert(
		fc.property(fc.tuple(name, name, name), (parts) => {
			expect(partsOf(partId(...parts))).toEqual(parts);
		}),
	);
	expect(partId('network', 'main-a', 'b')).not.toBe(partId('network', 'main', 'a-b'));
});

it('what is no name makes no block', () => {
	expect(() => partId('network', 'Main')).toThrowError(/cannot name a block/);
});
