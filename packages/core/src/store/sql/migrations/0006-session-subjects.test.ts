import { sql } from 'kysely';
import { expect } from 'vitest';
import { testOnBothDatabases } from '../../../../../../test/contracts/both-databases.js';
import { firstSchema } from './0001-first-schema.js';
import { sessionsComplete } from './0002-sessions.js';
import { sessionSubjects } from './0006-session-subjects.js';

testOnBothDatabases('keeps its sessions, their approvals and warnings', async (db, flavor) => {
	await firstSchema(db, flavor);
	await sessionsComplete(db, flavor);
	const before = [
		"insert into tenants (id, facts_version, asserted_may_approve, created_at) values ('local', 1, 0, 1)",
		`insert into deployment_sessions values
			('s', 'local', 'shop', 'create', 'ada', 'verified', '{}', '{}', 'd', 'open', null, 1, 9, null, null, null)`,
		`insert into session_approvals values
			('s', 1, 'ben', 'verified', '[]', 'd', 2, 3), ('s', 2, 'ben', 'verified', '[]', 'd', 4, null)`,
		"insert into session_warnings values ('s', 600000, 5, null)",
	];
	for (const statement of before) await sql.raw(statement).execute(db);
	await db.transaction().execute((tx) => sessionSubjects(tx, flavor));
	const rows = async (statement: string) => (await sql.raw(statement).execute(db)).rows;
	expect(
		await rows('select id, subject, project, action, deployment, waiver, status from deployment_sessions'),
	).toEqual([
		{
			id: 's',
			subject: 'deployment',
			project: 'shop',
			action: 'create',
			deployment: '{}',
			waiver: null,
			status: 'open',
		},
	]);
	expect(await rows('select ordinal, actor, withdrawn_at from session_approvals order by ordinal')).toEqual([
		{ ordinal: 1, actor: 'ben', withdrawn_at: 3 },
		{ ordinal: 2, actor: 'ben', withdrawn_at: null },
	]);
	expect(await rows('select before_ms, claimed_until from session_warnings')).toEqual([
		{ before_ms: 600000, claimed_until: 5 },
	]);
	expect(await rows('select policy_change_approvals, longest_waiver_ms from tenants')).toEqual([
		{ policy_change_approvals: 0, longest_waiver_ms: null },
	]);
	// A row of no subject at all, or one that lacks what its subject has, is refused.
	const wrong =
		"insert into deployment_sessions (id, tenant, subject, actor, actor_source, subject_digest, status, created_at, expires_at) values ('x', 'local', '#', 'a', 'verified', 'd', 'open', 1, 2)";
	for (const subject of ['deployment', 'waiver']) {
		await expect(sql.raw(wrong.replace('#', subject)).execute(db)).rejects.toThrow();
	}
	await sql.raw('delete from deployment_sessions').execute(db);
	for (const table of ['session_approvals', 'session_warnings'])
		expect(await rows(`select * from ${table}`)).toEqual([]);
});
