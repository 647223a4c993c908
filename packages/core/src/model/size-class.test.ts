import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sizeClasses, sizeClassOf, sizeLimits, sizeRank } from './size-class.js';

describe('size classes', () => {
	test.each([
		[250, 1024, 'micro'],
		[2000, 1024, 'micro'],
		[500, 1025, 'small'],
		[2000, 2048, 'small'],
		[2000, 4096, 'medium'],
		[1000, 8192, 'large'],
		[2000, 8192, 'large'],
		[2001, 1024, 'xlarge'],
		[4000, 16_384, 'xlarge'],
		[8000, 16_384, '2xlarge'],
		[8000, 32_768, '2xlarge'],
		[8000, 32_769, '4xlarge'],
	] as const)('%i thousandths of a vCPU and %i MiB are %s', (vcpu, memory, expected) => {
		expect(sizeClassOf(vcpu, memory)).toBe(expected);
	});

	test('end somewhere: a machine beyond the largest is of none', () => {
		const last = sizeClasses.length - 1;
		expect(sizeClassOf(2000, 1024 * 2 ** last)).toBe(sizeClasses.at(-1));
		expect(sizeClassOf(2000, 1024 * 2 ** last + 1)).toBeUndefined();
	});

	test('never shrink as a machine grows', () => {
		const figure = fc.integer({ min: 1, max: 4_000_000 });
		fc.assert(
			fc.property(figure, figure, figure, (vcpu, memory, more) => {
				const [small, bigger, fuller] = [
					sizeClassOf(vcpu, memory),
					sizeClassOf(vcpu + more, memory),
					sizeClassOf(vcpu, memory + more),
				];
				if (small === undefined) return;
				for (const grown of [bigger, fuller])
					if (grown !== undefined) expect(sizeRank(grown)).toBeGreaterThanOrEqual(sizeRank(small));
			}),
		);
	});

	test('lie between none and any', () => {
		expect(sizeLimits.map(sizeRank)).toEqual(sizeLimits.map((_, index) => index));
		expect(sizeRank('none')).toBeLessThan(sizeRank('micro'));
		expect(sizeRank('any')).toBeGreaterThan(sizeRank(sizeClasses.at(-1) ?? 'any'));
	});
});
