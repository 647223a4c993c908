import { contains, type Database, overlaps, type Problem, type Project } from '@portcullis/core';
import type { Desired } from '../mapping.js';
import { checkTags } from '../shared/check-tags.js';
import { networkOf } from '../shared/network-of.js';
import { type Say, sayInto } from '../shared/say.js';
import { checkGcpEncryption } from './check-encryption.js';
import { checkLabels } from './check-labels.js';
import { checkNetworkOf } from './check-network-of.js';
import { checkGcpRegion } from './check-region.js';
import { isPlus, isShared, mostLogDays, tierFault } from './database-tier.js';
import { databaseVersions } from './database-versions.js';

// https://cloud.google.com/sql/docs/quotas#fixed-limits
const sharedDiskGib = 3054;
// Not reachable from outside, and refused by Cloud SQL as authorized networks.
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
// Cloud SQL uses it on its own machines. https://cloud.google.com/sql/docs/mysql/private-ip#network_requirements
const dockerRange = '172.17.0.0/16';

/** Holds a database to the rules of Cloud SQL. */
export function checkGcpDatabase(database: Database, _project: Project, desired: Desired): readonly Problem[] {
	const problems = [
		...checkGcpRegion(database.region),
		...checkTags(database.tags),
		...checkLabels(database.tags),
		...checkGcpEncryption(database),
		...checkNetworkOf(database, desired),
	];
	const say = sayInto(problems);
	const { engine, version, size, disk } = database;
	const versions = databaseVersions[engine];
	if (!Object.hasOwn(versions, version)) {
		say(['version'], `must be a version of ${engine} that gcp offers: ${Object.keys(versions).join(', ')}`, version);
	}
	const fault = tierFault(size, engine);
	if (fault !== undefined) say(['size'], fault, size);
	if (disk.type === 'balanced') say(['disk', 'type'], 'must be ssd or standard: Cloud SQL has no other', disk.type);
	if (disk.type === 'standard' && isPlus(size)) say(['disk', 'type'], `must be ssd for ${size}`, disk.type);
	if (isShared(size) && disk.size_gib > sharedDiskGib) {
		say(['disk', 'size_gib'], `must be at most ${sharedDiskGib} for ${size}`, disk.size_gib);
	}
	checkBackups(database, say);
	checkAccess(database, desired, say);
	return problems;
}

function checkBackups({ backups, high_availability, size }: Database, say: Say): void {
	const days = mostLogDays(size);
	if (backups.point_in_time && backups.retention_days > days) {
		const message = `must be off, or retention_days at most ${days}: ${size} on gcp keeps no more days of which any moment can be restored`;
		say(['backups', 'point_in_time'], message, backups.point_in_time);
	}
	if (high_availability && !(backups.enabled && backups.point_in_time)) {
		say(['high_availability'], 'needs backups.enabled and backups.point_in_time on gcp', high_availability);
	}
}

function checkAccess({ public_access, authorized_cidrs, network: name }: Database, desired: Desired, say: Say): void {
	if (name === undefined && !public_access) {
		say(['network'], 'must name a network of the project, or public_access be on: the database has no address else');
	}
	if (public_access && authorized_cidrs.length === 0) {
		say(['authorized_cidrs'], 'must name who may reach a database with public_access, such as 203.0.113.0/24');
	}
	for (const [index, cidr] of authorized_cidrs.entries()) {
		const inside = privateRanges.find((range) => contains(range, cidr));
		if (inside === undefined) continue;
		say(['authorized_cidrs', index], `must be public: nobody comes from ${inside} to a public address`, cidr);
	}
	const network = networkOf(desired, name);
	if (network === undefined) return;
	const unreached = network.subnets.find(({ cidr }) => overlaps(cidr, dockerRange));
	if (unreached === undefined) return;
	const message = `must have no subnet in ${dockerRange}, as ${unreached.name} is: Cloud SQL keeps that range for itself`;
	say(['network'], message, name);
}
