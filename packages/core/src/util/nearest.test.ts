import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.js';

const types = ['e2-micro', 'e2-small', 'e2-medium', 'e2-standard-8', 'n1-standard-1', 'Standard_B1s'];

describe('nearest', () => {
	it.each([
		['a letter left out', 'e2-smal'],
		['a letter added', 'e2-smalll'],
		['a letter changed', 'e2-smoll'],
		['neighbours swapped', 'e2-samll'],
		['another case', 'E2-SMALL'],
	])('finds a name with %s first', (_, name) => {
		expect(nearest(name, types)[0]).toBe('e2-small');
	});

	it('counts swapped neighbours once', () => {
		expect(nearest('ab', ['ba', 'cb', 'zz'])).toEqual(['ba', 'cb', 'zz']);
	});

	it('gives the nearest first, equals by name, and no more than asked', () => {
		expect(nearest('e2-m', ['e2-mz', 'e2-ma', 'e2-m'], 2)).toEqual(['e2-m', 'e2-ma']);
	});

	it('offers nothing that is far off', () => {
		expect(nearest('t3.micro', types)).toEqual([]);
		expect(nearest('x'.repeat(10_000), ['x'.repeat(10_000)])).toEqual([]);
	});
});
