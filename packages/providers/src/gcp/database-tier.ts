import type { Database } from '@portcullis/core';

const shared: ReadonlySet<string> = new Set(['db-f1-micro', 'db-g1-small']);
const predefined = /^db-n1-(?:standard-(?:1|2|4|8|16|32|64|96)|highmem-(?:2|4|8|16|32|64|96))$/;
const custom = /^db-custom-(\d{1,3})-(\d{4,6})$/;
const performance = /^db-perf-optimized-N-(?:2|4|8|16|32|48|64|80|96|128)$/;

/** Whether a tier is of the edition Enterprise Plus, which alone has it. */
export function isPlus(tier: string): boolean {
	return performance.test(tier);
}

/**
 * The days of which every moment can be restored, at most.
 *
 * https://cloud.google.com/sql/docs/postgres/backup-recovery/pitr
 */
export function mostLogDays(tier: string): number {
	return isPlus(tier) ? 35 : 7;
}

/** Whether a tier shares its processor with others. */
export function isShared(tier: string): boolean {
	return shared.has(tier);
}

/**
 * What is wrong with a tier for an engine; `undefined` for one that is right.
 *
 * https://cloud.google.com/sql/docs/postgres/instance-settings, https://cloud.google.com/sql/docs/mysql/instance-settings
 */
export function tierFault(tier: string, engine: Database['engine']): string | undefined {
	if (isShared(tier) || isPlus(tier)) return undefined;
	if (predefined.test(tier)) {
		return engine === 'mysql'
			? undefined
			: 'is for mysql alone; postgres takes db-custom-CPUS-MIB, such as db-custom-2-7680';
	}
	const [, cpus, memory] = custom.exec(tier) ?? [];
	if (cpus === undefined || memory === undefined) {
		return 'must be a tier of Cloud SQL, such as db-custom-2-7680 or db-g1-small';
	}
	return customFault(Number(cpus), Number(memory));
}

function customFault(cpus: number, mib: number): string | undefined {
	if (cpus < 1 || cpus > 96 || (cpus > 1 && cpus % 2 === 1)) return 'must have 1 vCPU, or an even number up to 96';
	const [least, most] = [Math.max(3840, Math.ceil(cpus * 0.9 * 1024)), Math.floor(cpus * 6.5 * 1024)];
	if (mib < least || mib > most || mib % 256 !== 0) {
		return `must have a multiple of 256 MiB from ${least} to ${most} for ${cpus} vCPU`;
	}
	return undefined;
}
