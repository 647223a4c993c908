import { Kysely, PostgresDialect } from 'kysely';
import { afterAll, describe, test } from 'vitest';
import { Image } from '../../packages/core/src/store/embedded/image.js';
import { loadSqlJs } from '../../packages/core/src/store/embedded/load-sqljs.js';
import { sqlJsDialect } from '../../packages/core/src/store/embedded/sqljs-dialect.js';
import { guardedPool } from '../../packages/core/src/store/postgres/guarded-pool.js';
import { openPool } from '../../packages/core/src/store/postgres/open-pool.js';
import { ServerClock } from '../../packages/core/src/store/postgres/server-clock.js';
import type { Flavor } from '../../packages/core/src/store/sql/flavor.js';
import { postgresFlavor } from '../../packages/core/src/store/sql/postgres-flavor.js';
import { sqliteFlavor } from '../../packages/core/src/store/sql/sqlite-flavor.js';
import { hasPostgres, PostgresServer } from './postgres-server.js';

/**
 * Tests a migration on an empty file and on an empty schema of PostgreSQL, where there is one.
 *
 * @param what is kept: `keeps its quotas`
 */
export function testOnBothDatabases(what: string, check: (db: Kysely<unknown>, flavor: Flavor) => Promise<void>): void {
	test(`a file of the version before ${what}`, async () => {
		const image = new Image(await loadSqlJs(), null, null);
		const db = new Kysely<unknown>({ dialect: sqlJsDialect(image) });
		await check(db, sqliteFlavor);
		await db.destroy();
		image.close();
	});

	describe.skipIf(!hasPostgres)('PostgreSQL', () => {
		let server: PostgresServer | undefined;
		afterAll(() => server?.remove());

		test(`of the version before ${what}`, async () => {
			server = await PostgresServer.start();
			const pool = await openPool(await server.newSchema(), { pool_size: 1 });
			const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: guardedPool(pool, new ServerClock()) }) });
			await check(db, postgresFlavor);
			await db.destroy();
		});
	});
}
