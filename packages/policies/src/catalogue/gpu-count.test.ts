import { describe, expect, it } from 'vitest';
import { gpuCount } from './gpu-count.js';

describe('gpuCount', () => {
	it.each([
		['a100x16', 16],
		['rtx6000x4', 4],
		['h100-80gb-megax8;local-ssdx6000', 8],
		['NVIDIA T4 Tensor Corex8', 8],
		['AWS Inferentia2x12', 12],
		['gpux8X V100 (NVlink)', 8],
		['gpux1x MI25 (16GB VRAM)', 1],
		['gpux1x ASIC VPU', 1],
	])('counts %s', (cell, count) => {
		expect(gpuCount(cell)).toBe(count);
	});

	it.each(['rtx6000x0.125', 'gpux1/8th MI25 (2GB VRAM)', 'gpux1/6 V710', 'gpux1/2'])(
		'counts the share %s as one',
		(cell) => {
			expect(gpuCount(cell)).toBe(1);
		},
	);

	it('takes no local disk for an accelerator, and no empty cell for 0', () => {
		expect(gpuCount('local-ssdx375')).toBeUndefined();
		expect(gpuCount('')).toBeUndefined();
	});
});
