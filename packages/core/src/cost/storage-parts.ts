import type { ProviderId } from '../model/provider-id.js';
import type { Storage } from '../model/storage.js';
import type { Part } from './price-part.js';

/** What stored objects of each class are listed as; on azure in one region's zone (LRS). */
const classes: Readonly<Record<ProviderId, Readonly<Record<Storage['class'], string>>>> = {
	gcp: { standard: 'standard', infrequent: 'nearline', cold: 'coldline', archive: 'archive' },
	aws: {
		standard: 'standard',
		infrequent: 'standard-ia',
		cold: 'glacier-instant',
		archive: 'glacier-deep-archive',
	},
	azure: { standard: 'hot-lrs', infrequent: 'cool-lrs', cold: 'cold-lrs', archive: 'archive-lrs' },
};

/**
 * A bucket is paid by use: by the GiB that it holds, where `usage` says how many. Requests, reading what is cold, and
 * older versions are not counted.
 */
export function storageParts(storage: Storage, provider: ProviderId): readonly Part[] {
	const { region, usage } = storage;
	const type = classes[provider][storage.class];
	const stored = usage?.stored_gib ?? null;
	return [
		{
			component: 'stored',
			detail: `${stored === null ? '' : `${stored} GiB `}${type} in ${region}`,
			query: { provider, service: 'object-storage', type, region },
			quantity: { 'gib-month': stored },
		},
	];
}
