import { existsSync } from 'node:fs';
import { failure } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import type { Database } from './database.js';

/** Refuses a file that is not there, and says how one is made; `null` where it is, and of a server, which says so itself. */
export function missingDatabase(database: Database): Outcome | null {
	if (database.kind !== 'file' || existsSync(database.path)) return null;
	return failure({
		code: 'STORE_MISSING',
		message: `there is no database at ${database.shown}`,
		hint: 'portcullis init makes one; --db FILE (or postgres://…) or PORTCULLIS_DB names another',
	});
}
