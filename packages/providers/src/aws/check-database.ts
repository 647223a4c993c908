import { type Database, type Problem, type Project, problem } from '@portcullis/core';
import type { Desired } from '../mapping.js';
import { networkOf } from '../shared/network-of.js';
import { checkEncryptionKey, checkPlaceAndTags } from './check-common.js';
import { databaseFacts } from './database-facts.js';
import { twoSubnets } from './subnet-choice.js';

/** Holds a database to the rules of RDS. */
export function checkAwsDatabase(database: Database, _project: Project, desired: Desired): readonly Problem[] {
	const problems = [
		...checkPlaceAndTags(database),
		...checkEncryptionKey(database.encryption_key, database.region),
		...checkInstance(database),
		...checkDisk(database),
		...checkAccess(database, desired),
	];
	// Whatever is kept for a night can be brought back to any moment of it: the two are one in RDS.
	// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html
	const { enabled, point_in_time } = database.backups;
	if (enabled && !point_in_time) {
		problems.push(
			problem(['backups', 'point_in_time'], 'must be on with backups: aws never keeps one without the other', false),
		);
	}
	return problems;
}

function checkInstance({ engine, version, size }: Database): Problem[] {
	const problems: Problem[] = [];
	const versions = databaseFacts[engine].versions;
	if (!versions.includes(version)) {
		const minor = versions.some((known) => version.startsWith(`${known}.`));
		const why = minor ? ' (aws keeps the minor version current itself)' : '';
		problems.push(problem(['version'], `must be ${versions.join(', ')} for ${engine} on aws${why}`, version));
	}
	if (!/^db\.[a-z][a-z0-9-]*\.[a-z0-9]+$/.test(size)) {
		problems.push(problem(['size'], 'must be an instance class of RDS, such as db.t4g.medium', size));
	} else if (/^db\.(?:t[12]|m[1-4]|r[34]|cr1|x1e?|z1d)\./.test(size)) {
		// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
		problems.push(
			problem(['size'], `is too old for ${engine} ${version}, or not for it; take t3, m5, r5 or newer`, size),
		);
	}
	return problems;
}

// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, AllocatedStorage
function checkDisk({ disk }: Database): Problem[] {
	if (disk.type !== 'ssd') {
		return [problem(['disk', 'type'], 'must be ssd, as databases have on every cloud (gp3 on aws)', disk.type)];
	}
	if (disk.size_gib >= 20) return [];
	return [problem(['disk', 'size_gib'], 'must be from 20 to 65536 GiB: a gp3 disk of RDS begins there', disk.size_gib)];
}

function checkAccess(database: Database, desired: Desired): Problem[] {
	const { public_access, authorized_cidrs } = database;
	const problems: Problem[] = [];
	if (public_access && authorized_cidrs.length === 0) {
		problems.push(problem(['authorized_cidrs'], 'must name who may reach it where public_access is on'));
	}
	if (!public_access && authorized_cidrs.length > 0) {
		problems.push(problem(['authorized_cidrs'], 'must be left out without public_access: nobody outside reaches it'));
	}
	for (const [index, cidr] of authorized_cidrs.entries()) {
		if (authorized_cidrs.indexOf(cidr) === index) continue;
		problems.push(problem(['authorized_cidrs', index], 'must be named once only', cidr));
	}
	const network = networkOf(desired, database.network);
	if (database.network !== undefined && network === undefined) {
		problems.push(problem(['network'], 'must be a network of the project', database.network));
	} else if (network !== undefined && twoSubnets(network, public_access).length < 2) {
		const which = public_access ? 'public' : 'private';
		const message = `must have two ${which} subnets in two zones for a database; their ranges say their zones, as 10.0.0.0/24 and 10.0.1.0/24 do`;
		problems.push(problem(['network'], message, network.name));
	}
	return problems;
}
