import type { Database, PlannedResource } from '@portcullis/core';
import { textAt, valueAt } from '../read/value-at.js';
import { isOff } from './read-azure.js';

// The tier that a disk of postgres has where none is named, up to that many GiB:
// https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-storage
const postgresTiers: readonly (readonly [gib: number, tier: string])[] = [
	[32, 'P4'],
	[64, 'P6'],
	[128, 'P10'],
	[256, 'P15'],
	[512, 'P20'],
	[1024, 'P30'],
	[2048, 'P40'],
	[4096, 'P50'],
	[8192, 'P60'],
	[16_384, 'P70'],
	[32_767, 'P80'],
];

/** What would cost more than a server that we write, though its size and disk are the same; `undefined` where nothing does. */
export function databaseCostFault(
	{ values }: PlannedResource,
	engine: Database['engine'],
	own: boolean,
): string | undefined {
	if (!isOff(values, own, 'geo_redundant_backup_enabled')) {
		return 'backups: they are kept in a second region, or the plan does not say';
	}
	return engine === 'postgres' ? tierFault(values, own) : iopsFault(values, own);
}

function tierFault(values: unknown, own: boolean): string | undefined {
	const tier = textAt(values, 'storage_tier');
	const mib = valueAt(values, 'storage_mb');
	if ((own && tier === undefined) || typeof mib !== 'number') return undefined;
	const usual = postgresTiers.find(([gib]) => gib * 1024 >= mib)?.[1];
	return tier === usual ? undefined : `disk: its tier is ${tier ?? 'not known'}, where one of its size has ${usual}`;
}

// 300 operations a second and 3 for each GiB cost nothing:
// https://learn.microsoft.com/azure/mysql/flexible-server/concepts-service-tiers-storage
function iopsFault(values: unknown, own: boolean): string | undefined {
	if (!isOff(values, own, 'storage', 0, 'io_scaling_enabled')) {
		return 'disk: its operations are paid by use, or the plan does not say';
	}
	const iops = valueAt(values, 'storage', 0, 'iops');
	const gib = valueAt(values, 'storage', 0, 'size_gb');
	if ((own && iops === undefined) || typeof gib !== 'number') return undefined;
	return typeof iops === 'number' && iops <= 300 + 3 * gib
		? undefined
		: `disk: ${iops ?? 'nobody knows how many'} operations a second are paid for`;
}
