import { valueAt } from '../read/value-at.js';

/** The operations a second of an `ssd` disk. io2 wants a number; the price of core reckons with this one. */
export const io2Iops = 3000;

/**
 * The MiB a second of a gp3 disk of which nothing is said; its operations are as many as we give an io2.
 * https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
 */
export const gp3Throughput = 125;

/** What of a disk is faster than this, and so neither judged nor priced; `undefined` where nothing is. */
export function fasterThan(disk: unknown, most: Readonly<Record<string, number>>): string | undefined {
	for (const [field, limit] of Object.entries(most)) {
		const given = valueAt(disk, field);
		if (given !== undefined && !(typeof given === 'number' && given <= limit)) {
			return `disk: ${field} of ${String(given)} cannot be said in the model`;
		}
	}
	return undefined;
}
