import { realpathSync } from 'node:fs';
import type { Database } from './database.js';

/** Whether two databases are one: the same file whatever links lead to it, or the same URL of a server. */
export function sameDatabase(one: Database, other: Database): boolean {
	return placeOf(one) === placeOf(other);
}

function placeOf(database: Database): string {
	if (database.kind !== 'file') return database.url;
	try {
		return realpathSync(database.path);
	} catch {
		return database.path;
	}
}
