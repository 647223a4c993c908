import { z } from 'zod';

/**
 * Size classes, smallest first. They hold across clouds: a machine is of the smallest class that holds both its
 * memory and its vCPU.
 */
export const sizeClasses = [
	'micro',
	'small',
	'medium',
	'large',
	'xlarge',
	'2xlarge',
	'4xlarge',
	'8xlarge',
	'16xlarge',
	'32xlarge',
	'64xlarge',
	'128xlarge',
	'256xlarge',
	'512xlarge',
	'1024xlarge',
] as const;

/** One size class. */
export type SizeClass = (typeof sizeClasses)[number];

/** The largest size that a role allows: `none` (no machine at all), a class, or `any`. */
export const sizeLimits = ['none', ...sizeClasses, 'any'] as const;

/** The largest size that a role allows. */
export type SizeLimit = (typeof sizeLimits)[number];

/** Accepts a size limit. */
export const sizeLimitSchema = z.enum(sizeLimits);

/**
 * The place of a size limit in the order of sizes, so that two can be compared: `none` is 0, `micro` is 1, `any` is
 * above every class.
 */
export function sizeRank(limit: SizeLimit): number {
	return sizeLimits.indexOf(limit);
}

const mib = 1024;

/**
 * Finds the smallest class that holds both figures: micro (to 1 GiB), small (2), medium (4), each to 2 vCPU; large
 * (8 GiB, 2 vCPU), xlarge (16 GiB, 4 vCPU), and on by doubling both.
 *
 * @param vcpuMilli vCPU in thousandths: an `e2-small` has 500
 * @param memoryMib memory in MiB
 * @returns the class, or `undefined` for a machine larger than the largest class
 */
export function sizeClassOf(vcpuMilli: number, memoryMib: number): SizeClass | undefined {
	return sizeClasses.find((_, index) => {
		const memoryHeld = mib * 2 ** index;
		const vcpuHeld = 2000 * 2 ** Math.max(0, index - 3);
		return memoryMib <= memoryHeld && vcpuMilli <= vcpuHeld;
	});
}

const classes: ReadonlySet<string> = new Set(sizeClasses);

/** Whether a text is the name of a size class: no cloud has a machine type of such a name. */
export function isSizeClass(text: string): text is SizeClass {
	return classes.has(text);
}
