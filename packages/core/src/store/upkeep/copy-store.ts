import { sql } from 'kysely';
import { ok, type Refused, type Result, refused } from '../../model/result.js';
import { type OpenDatabase, openDatabase } from '../open-database.js';
import type { Database } from '../sql/database.js';
import { closeDatabase } from './close-database.js';
import { type CopiedRows, copyRows, filledTables } from './copy-rows.js';
import { openSource } from './open-source.js';
import type { OnProgress } from './progress.js';
import { type TableOutline, tableOutlines } from './table-outline.js';
import { keptPlace, patient, type UpkeepOptions } from './upkeep-options.js';

/** What copying a store came to. */
export interface CopyReport extends CopiedRows {
	/** Without secrets: for people. */
	readonly from: string;
	readonly to: string;
}

/** Carries a refusal out of a transaction, which is undone by that. */
class Refusal extends Error {
	readonly refused: Refused;

	constructor(refused: Refused) {
		super(refused.message);
		this.refused = refused;
	}
}

/**
 * Copies everything that a store holds into an empty one, of the same or the other kind of database: how a file moves to
 * PostgreSQL. It is one transaction on the target: all of it is there, or nothing. Every row is read again and compared,
 * and the chain of the history read to its end, before that commits. The source stays as it is; nobody writes to it
 * meanwhile where it is a file, and whoever writes to a PostgreSQL database is to be stopped before.
 *
 * @returns a refusal: `STORE_NOT_EMPTY` where the target holds something, `HISTORY_BROKEN` where the source's history is
 * not intact
 * @throws PortcullisError whatever `openStore` throws, of either
 * @example
 * ```ts
 * import { copyStore } from '@portcullis/core';
 *
 * export const move = () => copyStore('file:.portcullis/portcullis.db', 'postgres://portcullis@db.example/portcullis');
 * ```
 */
export async function copyStore(from: string, to: string, options: UpkeepOptions = {}): Promise<Result<CopyReport>> {
	keptPlace(to);
	const source = await openSource(from, options);
	try {
		return await copyInto(source, to, options);
	} finally {
		await closeDatabase(source);
	}
}

/** Copies a database that is open into another, which must be empty. */
export async function copyInto(source: OpenDatabase, to: string, options: UpkeepOptions): Promise<Result<CopyReport>> {
	const { onProgress = () => {}, postgres, ...rest } = options;
	const target = await openDatabase({ url: to, ...rest, postgres: patient(postgres) });
	try {
		const copied = await copyAll(source, target, await tableOutlines(), onProgress);
		return ok({ from: source.url, to: target.url, ...copied });
	} catch (error) {
		if (error instanceof Refusal) return error.refused;
		throw error;
	} finally {
		await closeDatabase(target);
	}
}

/** Copies all rows in one transaction of each side. */
async function copyAll(
	source: OpenDatabase,
	target: OpenDatabase,
	tables: readonly TableOutline[],
	onProgress: OnProgress,
): Promise<CopiedRows> {
	const reading = source.db.transaction().setAccessMode('read only').setIsolationLevel('repeatable read');
	return await reading.execute((from) =>
		target.db
			.transaction()
			.setIsolationLevel('read committed')
			.execute(async (to) => {
				if (target.flavor === 'postgres') await keepOthersOut(to, tables);
				const filled = await filledTables(to, tables);
				if (filled.length > 0) throw new Refusal(notEmpty(target.url, filled));
				const copied = await copyRows(from, to, tables, onProgress);
				if ('kind' in copied) throw new Refusal(copied);
				return copied;
			}),
	);
}

/** Refuses to write into a store that holds something. */
export function notEmpty(url: string, filled: readonly string[]): Refused {
	const what = filled.slice(0, 3).join(', ');
	return refused('STORE_NOT_EMPTY', `${url} is not empty: there are rows in ${what}; name one that is`);
}

// Others may read. What they would write between the look and the commit would stand beside what is copied.
async function keepOthersOut(to: Database, tables: readonly TableOutline[]): Promise<void> {
	const names = sql.join(tables.map(({ name }) => sql.table(name)));
	await sql`lock table ${names} in share row exclusive mode`.execute(to);
}
