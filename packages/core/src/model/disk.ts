import { z } from 'zod';

/** Kinds of disk. Each cloud's own name for it is the provider's business. */
export const diskTypes = ['standard', 'balanced', 'ssd'] as const;

/** A kind of disk. */
export type DiskType = (typeof diskTypes)[number];

/** The size of a disk in GiB, from the least that anything starts from on to the largest that a cloud sells. */
export function diskSizeSchema(least: number) {
	return z
		.int()
		.min(least, `must be at least ${least}`)
		.max(65_536, 'must be at most 65536')
		.describe('The size of the disk in GiB.');
}

/** A kind of disk; the cloud's own name of it is the provider's business. */
export const diskTypeSchema = z
	.enum(diskTypes)
	.describe('How fast the disk is: standard is the slowest and cheapest, ssd the fastest.');

/** A disk of a size and a kind, each with a default. */
export function diskSchema(least: number, defaults: { readonly size_gib: number; readonly type: DiskType }) {
	return z
		.strictObject({
			size_gib: diskSizeSchema(least).default(defaults.size_gib),
			type: diskTypeSchema.default(defaults.type),
		})
		.default(defaults);
}
