import { Kysely, PostgresDialect } from 'kysely';
import type { Schema } from '../sql/schema.js';
import { guardedPool } from './guarded-pool.js';
import { openPool } from './open-pool.js';
import type { PostgresOptions } from './postgres-options.js';
import { ServerClock } from './server-clock.js';

/**
 * Kysely over connections to a server; nothing was asked of it yet, not even whether it is there.
 *
 * @throws PortcullisError `STORE_URL_UNKNOWN`
 */
export async function connect(
	url: string,
	options: PostgresOptions,
): Promise<{ readonly db: Kysely<Schema>; readonly clock: ServerClock }> {
	const clock = new ServerClock();
	const pool = await openPool(url, options);
	return { db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool: guardedPool(pool, clock) }) }), clock };
}
