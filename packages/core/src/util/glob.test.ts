import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGlob, literalsOf, matchesGlob, mayOverlap } from './glob.js';

const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });

describe('a pattern', () => {
	it('matches what the regular expression of the same meaning matches', () => {
		fc.assert(
			fc.property(patterns, texts, (pattern, text) => {
				const meant = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
				expect(matchesGlob(pattern, text)).toBe(meant.test(text));
			}),
		);
	});

	it('takes no longer for many wildcards than its length times the text', () => {
		const began = performance.now();
		expect(matchesGlob(`${'a*'.repeat(50)}b`, 'a'.repeat(50_000))).toBe(false);
		expect(performance.now() - began).toBeLessThan(1000);
	});

	it('may overlap every pattern that matches a text that it matches', () => {
		fc.assert(
			fc.property(patterns, patterns, texts, (one, other, text) => {
				if (matchesGlob(one, text) && matchesGlob(other, text)) expect(mayOverlap(one, other)).toBe(true);
			}),
		);
		expect(mayOverlap('prod-*', 'test-*')).toBe(false);
		expect(mayOverlap('*-1', '*-2')).toBe(false);
		expect(mayOverlap('prod-*', '*-1')).toBe(true);
		expect(mayOverlap('prod-1', 'prod-?')).toBe(true);
	});

	it('is one where it holds a wildcard, and has as many letters as stand for themselves', () => {
		expect([isGlob('a'), isGlob('a*'), isGlob('?')]).toEqual([false, true, true]);
		expect([literalsOf('ab'), literalsOf('a*b?'), literalsOf('*')]).toEqual([2, 2, 0]);
	});
});
