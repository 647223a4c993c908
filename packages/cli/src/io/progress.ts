import type { Progress } from '@portcullis/core';
import { harmless } from '../render/harmless.js';
import type { Io } from './io.js';

const patience = 1000;
const interval = 100;

/** Shows how far long work has come. */
export interface ProgressLine {
	readonly show: (progress: Progress) => void;
	/** Takes the line away again. */
	readonly end: () => void;
}

/** One line on standard error, on a terminal only, and only of what takes longer than a second. */
export function progressLine({ stderr, clock }: Pick<Io, 'stderr' | 'clock'>): ProgressLine {
	const began = clock();
	let last = Number.NEGATIVE_INFINITY;
	let shown = false;
	return {
		show({ step, done, total }) {
			const now = clock();
			if (stderr.isTTY !== true || now - began < patience || now - last < interval) return;
			last = now;
			shown = true;
			const share = total > 1 ? ` ${done} of ${total} (${Math.floor((100 * done) / total)} %)` : '';
			stderr.write(`\r\u001b[K${harmless(step)}${share}`);
		},
		end() {
			if (shown) stderr.write('\r\u001b[K');
		},
	};
}
