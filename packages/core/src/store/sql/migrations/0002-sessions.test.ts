import { sql } from 'kysely';
import { expect } from 'vitest';
import { testOnBothDatabases } from '../../../../../../test/contracts/both-databases.js';
import { firstSchema } from './0001-first-schema.js';
import { sessionsComplete } from './0002-sessions.js';

testOnBothDatabases('keeps its approvals, and what was being deployed', async (db, flavor) => {
	await firstSchema(db, flavor);
	const before = [
		"insert into tenants values ('local', 1, 0, 1)",
		...['a', 'b'].map(
			(id) =>
				`insert into deployment_sessions values ('${id}', 'local', 'shop', 'create', 'ada', 'verified', '{}', '{}', 'd',
				'${id === 'a' ? 'deploying' : 'open'}', null, 1, 2, ${id === 'a' ? 1000 : null}, null, null)`,
		),
		"insert into session_approvals values ('b', 1, 'ben', 'verified', '[]', 'd', 5), ('b', 2, 'cyd', 'verified', '[]', 'd', 6)",
	];
	for (const statement of before) await sql.raw(statement).execute(db);
	await sessionsComplete(db, flavor);
	const rows = async (statement: string) => (await sql.raw(statement).execute(db)).rows;
	expect(await rows('select ordinal, actor, withdrawn_at from session_approvals order by ordinal')).toEqual([
		{ ordinal: 1, actor: 'ben', withdrawn_at: null },
		{ ordinal: 2, actor: 'cyd', withdrawn_at: null },
	]);
	// What was being deployed is in nobody's hands that the new program knows: it can be taken over when its time is over.
	expect(await rows('select project, session, expires_at from leases')).toEqual([
		{ project: 'shop', session: 'a', expires_at: 301_000 },
	]);
	expect(await rows('select session_lifetime_ms from tenants')).toEqual([{ session_lifetime_ms: null }]);
});
