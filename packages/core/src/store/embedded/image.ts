import type { Database, SqlJsStatic } from 'sql.js';
import { PortcullisError } from '../../model/portcullis-error.js';
import type { SavedFile } from './saved-file.js';

// All of these belong to the connection and not to the file, and sql.js opens a new connection at each export.
const pragmas = [
	'foreign_keys = on',
	'recursive_triggers = on', // without it, INSERT OR REPLACE overwrites a row of the history
	'trusted_schema = off',
	'journal_mode = memory',
	'temp_store = memory',
]
	.map((pragma) => `pragma ${pragma};`)
	.join(' ');

/**
 * A SQLite database in memory and, unless it is to be forgotten, the file that it is saved to whole.
 *
 * The trap: `export` closes the database and opens it again. Statements prepared before are gone, and an open
 * transaction is rolled back without a word; so it is called between transactions only.
 */
export class Image {
	readonly #sqlite: SqlJsStatic;
	readonly #file: SavedFile | null;
	#database: Database | null;
	#closed = false;

	constructor(sqlite: SqlJsStatic, bytes: Uint8Array | null, file: SavedFile | null) {
		this.#sqlite = sqlite;
		this.#file = file;
		this.#database = this.#open(bytes);
	}

	/** @throws PortcullisError `STORE_CLOSED`, or `STORE_SAVE_FAILED` after a failed save whose undoing failed too */
	get database(): Database {
		if (this.#closed) throw new PortcullisError('STORE_CLOSED', 'The store is closed.');
		if (this.#database !== null) return this.#database;
		throw new PortcullisError(
			'STORE_SAVE_FAILED',
			'The file could neither be saved nor read again. Open the store anew.',
		);
	}

	/**
	 * Puts what was committed on disk. Where that fails, memory goes back to what the file holds.
	 *
	 * @throws PortcullisError `STORE_SAVE_FAILED`; `STORE_BUSY` where the lock is another's by now
	 */
	async save(): Promise<void> {
		if (this.#file === null) return;
		const database = this.database;
		try {
			const bytes = database.export();
			database.exec(pragmas);
			await this.#file.write(bytes);
		} catch (error) {
			await this.#goBack(this.#file);
			throw error;
		}
	}

	/** Frees the memory. */
	close(): void {
		this.#closed = true;
		this.#database?.close();
		this.#database = null;
	}

	#open(bytes: Uint8Array | null): Database {
		const database = new this.#sqlite.Database(bytes);
		database.exec(pragmas);
		return database;
	}

	async #goBack(file: SavedFile): Promise<void> {
		this.#database?.close();
		this.#database = null;
		try {
			this.#database = this.#open(await file.read());
		} catch {
			// The error of the save tells more; whoever comes next is told that there is nothing to work on.
		}
	}
}
