import type { Database } from '../model/database.js';
import type { ProviderId } from '../model/vocabulary.js';
import { addressPart } from './address-part.js';
import { endpointPart } from './endpoint-part.js';
import type { Part } from './price-part.js';

/** What the disks of databases are listed as: on aws gp3, on azure the one price that there is. */
const storage: Readonly<Record<ProviderId, (disk: Database['disk']) => string>> = {
	gcp: ({ type }) => (type === 'standard' ? 'hdd-gib-month' : 'ssd-gib-month'),
	aws: () => 'rds-gp3',
	azure: () => 'storage',
};

/**
 * Takes a database apart into what is paid for: the instance and its disk. High availability is a second instance with a
 * disk of its own, on every cloud. On azure it is reached by a private endpoint; on aws one that
 * is public has an address, which the other two do not charge for. Backups up to the size of the disk cost nothing extra on aws and azure; on gcp they
 * are paid by use, and not counted.
 */
export function databaseParts(database: Database, provider: ProviderId): readonly Part[] {
	const { region, size, engine, disk } = database;
	const count = database.high_availability ? 2 : 1;
	const times = count === 1 ? '' : `${count} × `;
	const type = storage[provider](disk);
	const endpoint = provider === 'azure' && (database.network !== undefined || !database.public_access);
	return [
		{
			component: 'database',
			detail: `${times}${size} for ${engine} in ${region}`,
			query: { provider, service: 'database', type: size, region, engine },
			quantity: { hour: count },
		},
		{
			component: 'storage',
			detail: `${times}${disk.size_gib} GiB ${type} in ${region}`,
			query: { provider, service: 'database-storage', type, region, engine },
			quantity: { 'gib-month': disk.size_gib * count },
		},
		...(endpoint ? [endpointPart(region, 1)] : []),
		...(provider === 'aws' && database.public_access ? [addressPart(provider, region, count)] : []),
	];
}
