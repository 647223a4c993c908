import type { DiskType } from '../model/disk.js';
import type { UnknownComponent } from '../model/estimate.js';
import type { ProviderId } from '../model/vocabulary.js';
import { azureDiskTier } from './azure-disk-tier.js';
import type { Part } from './price-part.js';

/** Names of gcp's persistent disks. */
const gcpDisks = { standard: 'pd-standard', balanced: 'pd-balanced', ssd: 'pd-ssd' } as const;

/** Names of aws's volumes. None stands for `standard`: a current machine does not start from a magnetic one. */
const awsDisks = { standard: undefined, balanced: 'gp3', ssd: 'io2' } as const;

/** IOPS that an io2 volume is made with; they are paid for apart. gp3 includes 3,000. */
const io2Iops = 3000;

/** Disks of machines that are alike. */
export interface Disks {
	readonly provider: ProviderId;
	readonly region: string;
	readonly size_gib: number;
	readonly type: DiskType;
	/** How many. */
	readonly count: number;
}

/** Takes disks apart into what is paid for: the space, and IOPS where they are paid for apart. */
export function diskParts({ provider, region, size_gib, type, count }: Disks): readonly (Part | UnknownComponent)[] {
	const times = count === 1 ? '' : `${count} × `;
	const disk = (name: string, quantity: Part['quantity']): Part => ({
		component: 'disk',
		detail: `${times}${size_gib} GiB ${name} in ${region}`,
		query: { provider, service: 'disk', type: name, region },
		quantity,
	});
	const unknown = (reason: string, looked_in: string): UnknownComponent => ({
		kind: 'unknown',
		component: 'disk',
		detail: `${times}${size_gib} GiB ${type} disk in ${region}`,
		reason,
		looked_in,
	});
	switch (provider) {
		case 'gcp':
			return [disk(gcpDisks[type], { 'gib-month': size_gib * count })];
		case 'aws': {
			const name = awsDisks[type];
			if (name === undefined) return [unknown(`aws has no ${type} disk to start from`, 'types of volumes')];
			const volume = disk(name, { 'gib-month': size_gib * count });
			if (name !== 'io2') return [volume];
			const iops: Part = {
				component: 'disk_iops',
				detail: `${times}${io2Iops} IOPS of io2 in ${region}`,
				query: { provider, service: 'disk-iops', type: 'io2', region },
				quantity: { 'iops-month': io2Iops * count },
			};
			return [volume, iops];
		}
		case 'azure': {
			const tier = azureDiskTier(type, size_gib);
			if (tier !== undefined) return [disk(tier, { 'disk-month': count })];
			return [unknown(`no size tier of azure holds ${size_gib} GiB`, 'size tiers of managed disks')];
		}
	}
}
