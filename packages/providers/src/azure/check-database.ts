import { azureHasZones, type Database, type Problem, type Project, rangeOf } from '@portcullis/core';
import type { Say } from '../shared/say.js';
import { checkAzure } from './check-azure.js';
import { databaseVersions } from './database-versions.js';
import { checkKey } from './key-vault.js';

// https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-storage, in GiB.
const postgresDisks = [32, 64, 128, 256, 512, 1024, 2048, 4095, 4096, 8192, 16_384, 32_767];
const families: Readonly<Record<string, string>> = { B: 'B', GP: 'D', MO: 'E' };

/** Holds a database to the rules of Azure. */
export function checkAzureDatabase(database: Database, _project: Project): readonly Problem[] {
	return checkAzure(database, (say) => {
		const versions = Object.keys(databaseVersions[database.engine]);
		if (!versions.includes(database.version)) {
			say(['version'], `must be one that azure offers of ${database.engine}: ${versions.join(', ')}`, database.version);
		}
		const [, tier = '', family = ''] = /^(B|GP|MO)_Standard_([A-Z])\d+[a-z]*(?:_v\d+)?$/.exec(database.size) ?? [];
		if (families[tier] === undefined || families[tier] !== family) {
			say(['size'], 'must be a size of flexible servers, such as B_Standard_B2s or GP_Standard_D2ds_v5', database.size);
		}
		checkAvailability(database, tier, say);
		checkDisk(database, say);
		checkBackups(database, say);
		checkAccess(database, say);
		checkKey(database, say);
	});
}

function checkAvailability(database: Database, tier: string, say: Say): void {
	if (!database.high_availability) return;
	if (tier === 'B') {
		say(['high_availability'], `is not offered for ${database.size}; choose a size that begins with GP_ or MO_`, true);
	}
	if (!azureHasZones(database.region)) {
		say(['high_availability'], `needs a second zone, which ${database.region} has not; choose another region`, true);
	}
}

function checkDisk({ engine, disk }: Database, say: Say): void {
	if (disk.type !== 'ssd') {
		say(['disk', 'type'], 'must be ssd on azure, where databases have Premium disks only', disk.type);
	}
	if (engine === 'postgres' && !postgresDisks.includes(disk.size_gib)) {
		say(['disk', 'size_gib'], `must be one of ${postgresDisks.join(', ')} for postgres on azure`, disk.size_gib);
	}
	if (engine === 'mysql' && (disk.size_gib < 20 || disk.size_gib > 16_384)) {
		say(['disk', 'size_gib'], 'must be from 20 to 16384 for mysql on azure', disk.size_gib);
	}
}

function checkBackups({ engine, backups }: Database, say: Say): void {
	if (!backups.enabled) say(['backups', 'enabled'], 'cannot be turned off on azure', backups.enabled);
	if (!backups.point_in_time) {
		say(['backups', 'point_in_time'], 'cannot be turned off on azure: its backups can do it', backups.point_in_time);
	}
	if (engine === 'postgres' && backups.retention_days < 7) {
		say(['backups', 'retention_days'], 'must be from 7 to 35 for postgres on azure', backups.retention_days);
	}
}

function checkAccess({ public_access, authorized_cidrs }: Database, say: Say): void {
	if (public_access && authorized_cidrs.length === 0) {
		say(['authorized_cidrs'], 'must name who may reach the database, where public_access is on', authorized_cidrs);
	}
	for (const [index, cidr] of authorized_cidrs.entries()) {
		const path = ['authorized_cidrs', index];
		if (authorized_cidrs.indexOf(cidr) !== index) say(path, 'must be named once only', cidr);
		if (rangeOf(cidr).last === 0) {
			say(path, 'would let in every service of azure, also those of other customers; name a range', cidr);
		}
	}
}
