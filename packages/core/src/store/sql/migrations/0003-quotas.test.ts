import { sql } from 'kysely';
import { expect } from 'vitest';
import { testOnBothDatabases } from '../../../../../../test/contracts/both-databases.js';
import { firstSchema } from './0001-first-schema.js';
import { sessionsComplete } from './0002-sessions.js';
import { quotasComplete } from './0003-quotas.js';

testOnBothDatabases('keeps its quotas, what is used of them, and what is held', async (db, flavor) => {
	await firstSchema(db, flavor);
	await sessionsComplete(db, flavor);
	const before = [
		"insert into tenants (id, facts_version, asserted_may_approve, created_at) values ('local', 1, 0, 1)",
		"insert into cloud_projects values ('local', 'shop', 'gcp', null, 'test', 'r', '[]', null, 1)",
		`insert into cloud_quotas values ('local', 'project:shop:vm:count', 'shop', 'vm', 'count', 10, '{"limit":12}', 4, 2)`,
		"insert into quota_reservations values ('local', 'r', 'project:shop:vm:count', 's', 2, 'reserved', 1000)",
		"insert into cloud_resources values ('local', 'shop', 'vm/a', '{}', 'written', 5, 1, 'ada', 's', 1, 1)",
	];
	for (const statement of before) await sql.raw(statement).execute(db);
	await db.transaction().execute((tx) => quotasComplete(tx, flavor));
	const rows = async (statement: string) => (await sql.raw(statement).execute(db)).rows;
	expect(await rows('select * from cloud_quotas')).toEqual([
		{
			tenant: 'local',
			id: 'project:shop:vm:count',
			owner: 'project',
			project: 'shop',
			actor: null,
			kind: 'vm',
			measure: 'count',
			per: null,
			limit: 10,
			override: '{"limit":12}',
		},
	]);
	expect(await rows('select quota, window_starts_at, window_ends_at, used, reserved from quota_counters')).toEqual([
		{ quota: 'project:shop:vm:count', window_starts_at: 0, window_ends_at: null, used: 4, reserved: 2 },
	]);
	expect(await rows('select id, amount, status, window_starts_at from quota_reservations')).toEqual([
		{ id: 'r', amount: 2, status: 'reserved', window_starts_at: 0 },
	]);
	expect(await rows('select address, use from cloud_resources')).toEqual([{ address: 'vm/a', use: null }]);
	// With its project still goes all that hangs on a quota.
	for (const table of ['cloud_resources', 'cloud_projects']) await sql.raw(`delete from ${table}`).execute(db);
	for (const table of ['cloud_quotas', 'quota_counters', 'quota_reservations']) {
		expect(await rows(`select * from ${table}`)).toEqual([]);
	}
});
