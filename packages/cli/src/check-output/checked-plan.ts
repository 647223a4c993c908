import type { Plan } from '@portcullis/core';
import type { ChangeCounts, CheckedPlan } from './check-report.js';

/** The plan as reports tell of it. */
export function checkedPlan({ format_version, terraform_version, blocks }: Plan, file: string): CheckedPlan {
	const changes: Record<keyof ChangeCounts, number> = {
		create: 0,
		update: 0,
		delete: 0,
		replace: 0,
		forget: 0,
		'no-op': 0,
	};
	for (const { action } of blocks) changes[action]++;
	return { file, format_version, terraform_version, changes };
}
