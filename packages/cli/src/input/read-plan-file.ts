import type { Plan, ReadPlanOptions, Result } from '@portcullis/core';
import { planText, readPlan } from '@portcullis/providers';
import type { Io } from '../io/io.js';
import { type Understood, understood } from './input-problem.js';
import { readLimitedBytes } from './read-limited.js';

/** A plan that was read, and the JSON that it was read from. */
export interface PlanFile {
	readonly plan: Result<Plan>;
	/** With every digit of its numbers, which parsing would lose. */
	readonly text: string;
}

/** What `readPlan` takes at most: 128 MiB. */
const mostBytes = 128 * 1024 ** 2;

/** Reads a plan from a file, or from standard input where the name is `-`. It may be in UTF-8 or UTF-16. */
export async function readPlanFile(file: string, io: Io, options: ReadPlanOptions = {}): Promise<Understood<PlanFile>> {
	const bytes = await readLimitedBytes(file, io, mostBytes);
	if (bytes.kind === 'problems') return bytes;
	const plan = await readPlan(bytes.value, options);
	return understood({
		plan,
		// Decoded a second time, and only for who asks.
		get text() {
			return plan.kind === 'ok' ? planText(bytes.value) : '';
		},
	});
}
