import { PortcullisError } from '../../model/portcullis-error.js';
import type { OpenDatabase } from '../open-database.js';
import { migrate, pendingMigrations } from '../sql/migrate.js';
import { postgresFlavor } from '../sql/postgres-flavor.js';
import { connect } from './connect.js';
import { postgresLocks } from './postgres-locks.js';
import type { PostgresOptions } from './postgres-options.js';

/** Opens a PostgreSQL database, and brings it to this version's schema unless it is only to be read. */
export async function openPostgres(options: {
	/** As it was given. */
	readonly secretUrl: string;
	/** For people. */
	readonly url: string;
	readonly mode: 'write' | 'read';
	readonly postgres: PostgresOptions;
}): Promise<OpenDatabase> {
	const { secretUrl, url, mode, postgres } = options;
	const { db, clock } = await connect(secretUrl, postgres);
	let migrated: readonly string[];
	try {
		// Also the first look at the server's time.
		const begin = db.transaction().setIsolationLevel('read committed');
		const pending = await begin.execute((tx) => pendingMigrations(tx, postgresFlavor));
		if (mode === 'read' && pending.length > 0) {
			throw new PortcullisError(
				'STORE_MISSING',
				`${url} holds nothing of this version's schema yet, and is only to be read. Opening it for writing makes it.`,
			);
		}
		migrated = await migrate(db, postgresFlavor);
	} catch (error) {
		await db.destroy();
		throw error;
	}
	return {
		flavor: 'postgres',
		migrated,
		url,
		snapshot_at: null,
		read_only: mode === 'read',
		now: clock.now,
		locks: postgresLocks,
		db,
		close: async () => {},
	};
}
