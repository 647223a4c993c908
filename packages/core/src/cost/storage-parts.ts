import type { Storage } from '../model/storage.js';
import type { ProviderId } from '../model/vocabulary.js';
import { azureHasZones } from './azure-has-zones.js';
import { endpointPart } from './endpoint-part.js';
import type { Part } from './price-part.js';

/** What stored objects of each class are listed as. */
const classes: Readonly<Record<ProviderId, Readonly<Record<Storage['class'], string>>>> = {
	gcp: { standard: 'standard', infrequent: 'nearline', cold: 'coldline', archive: 'archive' },
	aws: {
		standard: 'standard',
		infrequent: 'standard-ia',
		cold: 'glacier-instant',
		archive: 'glacier-deep-archive',
	},
	azure: { standard: 'hot', infrequent: 'cool', cold: 'cold', archive: 'archive' },
};

/**
 * A bucket is paid by use: by the GiB that it holds, where `usage` says how many. On azure it stands in several zones
 * where the region has them (but for the archive, which never does), and is reached by a private endpoint in each network
 * of the project. Requests, reading what is cold, and older versions are not counted.
 */
export function storageParts(storage: Storage, provider: ProviderId): readonly Part[] {
	const { region, usage } = storage;
	const type = `${classes[provider][storage.class]}${provider === 'azure' ? redundancyOf(storage) : ''}`;
	const stored = usage?.stored_gib ?? null;
	return [
		{
			component: 'stored',
			detail: `${stored === null ? '' : `${stored} GiB `}${type} in ${region}`,
			query: { provider, service: 'object-storage', type, region },
			quantity: { 'gib-month': stored },
		},
		...(provider === 'azure' ? [endpointPart(region, null)] : []),
	];
}

function redundancyOf({ region, class: storageClass }: Storage): '-zrs' | '-lrs' {
	return azureHasZones(region) && storageClass !== 'archive' ? '-zrs' : '-lrs';
}
