import { Kysely, PostgresDialect, sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { hasPostgres, PostgresServer } from '../../../../../../test/contracts/postgres-server.js';
import { Image } from '../../embedded/image.js';
import { loadSqlJs } from '../../embedded/load-sqljs.js';
import { sqlJsDialect } from '../../embedded/sqljs-dialect.js';
import { guardedPool } from '../../postgres/guarded-pool.js';
import { openPool } from '../../postgres/open-pool.js';
import { ServerClock } from '../../postgres/server-clock.js';
import type { Flavor } from '../flavor.js';
import { postgresFlavor } from '../postgres-flavor.js';
import { sqliteFlavor } from '../sqlite-flavor.js';
import { firstSchema } from './0001-first-schema.js';
import { sessionsComplete } from './0002-sessions.js';

async function keepsWhatThereWas(db: Kysely<unknown>, flavor: Flavor): Promise<void> {
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
}

test('a file of the version before keeps its approvals, and what was being deployed', async () => {
	const image = new Image(await loadSqlJs(), null, null);
	const db = new Kysely<unknown>({ dialect: sqlJsDialect(image) });
	await keepsWhatThereWas(db, sqliteFlavor);
	await db.destroy();
	image.close();
});

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
	let server: PostgresServer | undefined;
	afterAll(() => server?.remove());

	test('of the version before keeps them too', async () => {
		server = await PostgresServer.start();
		const pool = await openPool(await server.newSchema(), { pool_size: 1 });
		const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: guardedPool(pool, new ServerClock()) }) });
		await keepsWhatThereWas(db, postgresFlavor);
		await db.destroy();
	});
});
