import type { QuotaMeasure } from '@portcullis/core';

/** The measures of quotas by the short words that the command takes. */
export const measureWords = {
	count: 'count',
	vcpu: 'vcpu_milli',
	memory: 'memory_mib',
	disk: 'disk_gib',
	hourly: 'hourly_micros',
	monthly: 'monthly_micros',
} as const satisfies Readonly<Record<string, QuotaMeasure>>;

/** A measure as the command calls it. */
export type MeasureWord = keyof typeof measureWords;
