import type { Pool } from 'pg';
import { PortcullisError } from '../../model/portcullis-error.js';
import type { PostgresOptions } from './postgres-options.js';

// https://www.postgresql.org/docs/15/catalog-pg-type.html: the type of bigint and of count(*).
const int8 = 20;

/**
 * Connections to a server, made when they are needed. `pg` is loaded here and nowhere else.
 *
 * @throws PortcullisError `STORE_URL_UNKNOWN` where `pg` cannot read the URL
 */
export async function openPool(url: string, options: PostgresOptions): Promise<Pool> {
	const { Client, Pool, TypeOverrides } = await import('pg');
	const { pool_size = 10, connect_timeout = 10_000, statement_timeout = 30_000 } = options;
	const { lock_timeout = 10_000, idle_timeout = 60_000, ssl } = options;
	// No column holds more than 2^53, so a number does.
	const types = new TypeOverrides();
	types.setTypeParser(int8, Number);
	// A pool that is told of the time-out takes it for the wait until a connection is free, too.
	class Connection extends Client {
		constructor(config?: object) {
			super({ ...config, connectionTimeoutMillis: connect_timeout });
		}
	}
	let pool: Pool;
	try {
		pool = new Pool({
			connectionString: url,
			Client: Connection,
			max: pool_size,
			application_name: 'portcullis',
			statement_timeout,
			lock_timeout,
			idle_in_transaction_session_timeout: idle_timeout,
			// A server whose machine is gone says nothing at all.
			query_timeout: statement_timeout + 5000,
			keepAlive: true,
			types,
			...(ssl === undefined ? {} : { ssl }),
		});
		// The URL is read by each connection: once here, so that a mistake shows as one.
		const { port } = new Connection(pool.options);
		// The trap: pg takes a port that is no number, throws when it connects, and nobody hears of it.
		if (!(port > 0 && port < 65_536)) throw new RangeError('the port is not a number from 1 to 65535');
	} catch (cause) {
		// Its text may repeat the password.
		throw new PortcullisError('STORE_URL_UNKNOWN', 'The URL of the PostgreSQL database cannot be understood.', {
			cause,
		});
	}
	// The trap: a connection that the server ends says so by an event, idle or not, and an event `error` that nobody
	// hears ends the process. Whoever uses the connection gets the error as well, and idle ones are replaced.
	const heard = (): void => {};
	pool.on('error', heard);
	pool.on('connect', (client) => client.on('error', heard));
	return pool;
}
