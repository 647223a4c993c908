import type { ConnectionOptions } from 'node:tls';

/** What can be set about connections to PostgreSQL. The same names of `pg` in the URL win. */
export interface PostgresOptions {
	/** At most so many connections at once; 10 if left out. What needs one waits for its turn. */
	readonly pool_size?: number;
	/** How the server is known to be the right one, as `node:tls` takes it: `ca`, `cert`, `key`, `servername`. Also `sslmode`, `sslrootcert` and so on in the URL. */
	readonly ssl?: boolean | ConnectionOptions;
	/** In milliseconds, until connecting is given up; 10 seconds if left out. */
	readonly connect_timeout?: number;
	/** In milliseconds, until a statement is given up; 30 seconds if left out. */
	readonly statement_timeout?: number;
	/** In milliseconds, until waiting for what others hold is given up; 10 seconds if left out. */
	readonly lock_timeout?: number;
	/** In milliseconds, until the server ends a transaction that asks nothing; 60 seconds if left out, 0 for never. */
	readonly idle_timeout?: number;
}
