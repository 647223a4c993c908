import { realpath } from 'node:fs/promises';
import { sql } from 'kysely';
import { openSnapshot } from '../embedded/open-snapshot.js';
import { type LockHolder, lockHolder } from '../embedded/process-lock.js';
import { readWhole } from '../embedded/saved-file.js';
import { sizeWarning } from '../embedded/size-warning.js';
import { connect } from '../postgres/connect.js';
import type { Database } from '../sql/database.js';
import type { Flavor } from '../sql/flavor.js';
import { migrationsDone, pendingMigrations } from '../sql/migrate.js';
import { postgresFlavor } from '../sql/postgres-flavor.js';
import { sqliteFlavor } from '../sql/sqlite-flavor.js';
import { headOf } from '../tx/history.js';
import { closeDatabase } from './close-database.js';
import { countRows } from './read-rows.js';
import { keptPlace, type UpkeepOptions } from './upkeep-options.js';

/** How a store is. */
export interface StoreStatus {
	/** Without secrets: for people. */
	readonly url: string;
	readonly flavor: Flavor['name'];
	/** The last migration that it has; `null` where nothing was made in it yet. */
	readonly schema: string | null;
	/** Migrations of this version that it lacks; opening it for writing runs them. */
	readonly pending: readonly string[];
	/** How large it is: the file, or the tables with their indexes. */
	readonly bytes: number;
	/** Rows of each table that is there. */
	readonly rows: Readonly<Record<string, number>>;
	/** The process that writes to the file; `null` where there is none, and on PostgreSQL. */
	readonly holder: LockHolder | null;
	/** The number and the hash of the history's last row; of an empty history 0, and 64 zeros. */
	readonly head: { readonly seq: number; readonly hash: string };
	/** When it was last written: the file was saved, or, on PostgreSQL, the history's last row was appended. `null`: never. */
	readonly last_write_at: number | null;
	/** What there is to be said, such as a file that has outgrown being written whole. */
	readonly warnings: readonly string[];
}

type Contents = Pick<StoreStatus, 'rows' | 'head'> & { readonly lastAppended: number | null };

/**
 * Looks at a store, beside whoever uses it, and changes nothing, not even its schema.
 *
 * @throws PortcullisError whatever `openStore` throws
 */
export async function storeStatus(url: string, options: UpkeepOptions = {}): Promise<StoreStatus> {
	const place = keptPlace(url);
	return place.kind === 'file' ? await ofFile(url, place.path, options) : await ofServer(url, place.shown, options);
}

async function ofFile(url: string, given: string, { clock = Date.now }: UpkeepOptions): Promise<StoreStatus> {
	const path = await realpath(given).catch(() => given);
	const opened = await openSnapshot({ url, path, clock });
	try {
		const { bytes } = await readWhole(path);
		const { done, contents } = await opened.db.transaction().execute(async (tx) => ({
			done: await migrationsDone(tx, sqliteFlavor),
			contents: await contentsOf(tx, sqliteFlavor),
		}));
		const { rows, head } = contents;
		const warning = sizeWarning(path, bytes.length);
		return {
			url,
			flavor: 'sqlite',
			schema: done.filter((name) => !opened.migrated.includes(name)).at(-1) ?? null,
			pending: opened.migrated,
			bytes: bytes.length,
			rows,
			holder: lockHolder(path),
			head,
			last_write_at: opened.snapshot_at,
			warnings: warning === undefined ? [] : [warning],
		};
	} finally {
		await closeDatabase(opened);
	}
}

async function ofServer(url: string, shown: string, { postgres = {} }: UpkeepOptions): Promise<StoreStatus> {
	const { db } = await connect(url, postgres);
	try {
		const reading = db.transaction().setAccessMode('read only').setIsolationLevel('repeatable read');
		return await reading.execute(async (tx) => {
			const pending = await pendingMigrations(tx, postgresFlavor);
			const done = await migrationsDone(tx, postgresFlavor);
			const { rows, head, lastAppended } = await contentsOf(tx, postgresFlavor);
			const { rows: sizes } = await sql<{ bytes: number }>`
				select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint as bytes from pg_class c
				join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema() and c.relkind = 'r'
			`.execute(tx);
			return {
				url: shown,
				flavor: 'postgres',
				schema: done.at(-1) ?? null,
				pending,
				bytes: sizes[0]?.bytes ?? 0,
				rows,
				holder: null,
				head,
				last_write_at: lastAppended,
				warnings: [],
			};
		});
	} finally {
		await db.destroy();
	}
}

async function contentsOf(tx: Database, flavor: Flavor): Promise<Contents> {
	const tables = (await flavor.tables(tx)).filter((name) => !/^(?:kysely|sqlite)_/.test(name));
	const rows: Record<string, number> = {};
	for (const name of tables) rows[name] = await countRows(tx, name);
	if (!tables.includes('deployment_history'))
		return { rows, head: { seq: 0, hash: '0'.repeat(64) }, lastAppended: null };
	const head = await headOf(tx);
	const last = await tx.selectFrom('deployment_history').select('at').where('seq', '=', head.seq).executeTakeFirst();
	return { rows, head, lastAppended: last?.at ?? null };
}
