import { sql } from 'kysely';
import { expect } from 'vitest';
import { testOnBothDatabases } from '../../../../../../test/contracts/both-databases.js';
import { firstSchema } from './0001-first-schema.js';
import { sessionsComplete } from './0002-sessions.js';
import { quotasComplete } from './0003-quotas.js';
import { projectsComplete } from './0004-projects.js';
import { ledgerBegun } from './0007-ledger.js';

testOnBothDatabases('has what stands entered, at the prices that are known', async (db, flavor) => {
	for (const migration of [firstSchema, sessionsComplete, quotasComplete, projectsComplete])
		await migration(db, flavor);
	const resource = (address: string, text: string, created: number, updated: number, complete: 0 | 1) =>
		`insert into cloud_resources (tenant, project, address, resource, status, hourly_micros, cost_complete, deployed_by, session, created_at, updated_at)
		values ('local', 'shop', '${address}', '${text}', 'written', 5, ${complete}, 'ada', 's', ${created}, ${updated})`;
	const before = [
		"insert into tenants (id, facts_version, asserted_may_approve, created_at) values ('local', 1, 0, 1)",
		"insert into cloud_projects (tenant, name, provider, environment, region, regions, created_at) values ('local', 'shop', 'gcp', 'test', 'r', '[]', 1)",
		resource('network/main', '{"nat":true}', 10, 10, 1),
		resource('storage/logs', '{}', 10, 10, 1),
		resource('vm/changed', '{}', 10, 20, 1),
		resource('vm/unpriced', '{}', 10, 10, 0),
	];
	for (const statement of before) await sql.raw(statement).execute(db);
	await db.transaction().execute((tx) => ledgerBegun(tx, flavor));
	const { rows } = await sql
		.raw(
			'select address, starts_at, ends_at, hourly_micros, complete, metered from cost_intervals order by address, starts_at',
		)
		.execute(db);
	expect(rows.map((row) => Object.values(row as object))).toEqual([
		['network/main', 10, null, 5, 1, 1],
		['storage/logs', 10, null, 5, 1, 1],
		// What it cost before it was changed is not known.
		['vm/changed', 10, 20, 0, 0, 0],
		['vm/changed', 20, null, 5, 1, 0],
		['vm/unpriced', 10, null, 5, 0, 0],
	]);
});
