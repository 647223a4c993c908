import type { OpenDatabase } from '../open-database.js';

/** Ends a database that was opened without a store over it. */
export async function closeDatabase({ db, close }: OpenDatabase): Promise<void> {
	await db.destroy();
	await close();
}
