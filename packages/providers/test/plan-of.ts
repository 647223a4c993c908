import type { Plan, ReadPlanOptions } from '@portcullis/core';
import { readPlan } from '../src/plan/read-plan.js';

/** Reads what has to be a plan. */
export async function planOf(input: unknown, options?: ReadPlanOptions): Promise<Plan> {
	const read = await readPlan(input, options);
	if (read.kind === 'refused') throw new Error(`${read.code}: ${read.message} ${JSON.stringify(read.problems)}`);
	return read.value;
}
