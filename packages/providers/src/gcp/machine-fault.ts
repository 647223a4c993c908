import type { DiskType } from '@portcullis/core';
import { seriesOf } from './images.js';

// Series that start from Hyperdisk alone, and those that take a Persistent Disk but no pd-standard.
// https://cloud.google.com/compute/docs/disks/hyperdisks, https://cloud.google.com/compute/docs/disks/persistent-disks
const hyperdiskOnly: ReadonlySet<string> = new Set('c4 c4a c4d c4n n4 n4a n4d m4 x4 h4d a4 a4x g4'.split(' '));
const noStandard: ReadonlySet<string> = new Set('c3 c3d h3 m3 z3 a3 g2'.split(' '));

/** What is wrong with a machine type; `undefined` for one that is right. */
export function machineFault(size: string): string | undefined {
	if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(size)) return 'must be a machine type of gcp, such as e2-small';
	const series = seriesOf(size);
	if (!hyperdiskOnly.has(series)) return undefined;
	return `${series} starts from Hyperdisk alone, which is not offered yet; choose another series, such as e2, n2, t2a or c3`;
}

/** What is wrong with a kind of disk for a machine type; `undefined` for one that is right. */
export function diskTypeFault(size: string, type: DiskType): string | undefined {
	const series = seriesOf(size);
	return noStandard.has(series) && type === 'standard'
		? `${series} takes no standard disk; choose balanced or ssd`
		: undefined;
}
