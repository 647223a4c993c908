import type { DiskType } from '../model/disk.js';

/** Letter of the tiers of each disk type: S is Standard HDD, E is Standard SSD, P is Premium SSD. */
const series: Readonly<Record<DiskType, string>> = { standard: 'S', balanced: 'E', ssd: 'P' };

/** Number and size in GiB of every tier, smallest first; Standard HDD starts at 4. Source: packages/policies/prices/README.md. */
const tiers: readonly (readonly [number: number, gib: number])[] = [
	[1, 4],
	[2, 8],
	[3, 16],
	[4, 32],
	[6, 64],
	[10, 128],
	[15, 256],
	[20, 512],
	[30, 1024],
	[40, 2048],
	[50, 4096],
	[60, 8192],
	[70, 16_384],
	[80, 32_767],
];

/**
 * Finds the tier that Azure bills a managed disk as: the smallest that holds it, locally redundant.
 *
 * @param sizeGib size of the disk in GiB
 * @returns the name that prices are listed under, such as `E4-LRS`, or `undefined` for a disk that no tier holds
 */
export function azureDiskTier(type: DiskType, sizeGib: number): string | undefined {
	const tier = tiers.find(([number, gib]) => gib >= sizeGib && (type !== 'standard' || number >= 4));
	return tier && `${series[type]}${tier[0]}-LRS`;
}
