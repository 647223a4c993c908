import { Kysely } from 'kysely';
import type { SqlJsStatic } from 'sql.js';
import { PortcullisError } from '../../model/portcullis-error.js';
import { migrate } from '../sql/migrate.js';
import type { Schema } from '../sql/schema.js';
import { sqliteFlavor } from '../sql/sqlite-flavor.js';
import { headerProblem } from './check-bytes.js';
import { Image } from './image.js';
import { loadSqlJs } from './load-sqljs.js';
import type { SavedFile } from './saved-file.js';
import { sqlJsDialect } from './sqljs-dialect.js';

/** A database that was opened: whole, and of this version's schema. */
export interface OpenImage {
	readonly image: Image;
	readonly db: Kysely<Schema>;
	/** The migrations that ran; where there are any, the schema was changed and is to be saved. */
	readonly migrated: readonly string[];
}

/**
 * Opens a database that was read, or a new one.
 *
 * @param bytes the file as it is; `null` makes a new one
 * @param file where changes are saved; `null`: nowhere
 * @param name of the database, for messages
 * @throws PortcullisError `STORE_DAMAGED`, `STORE_SCHEMA_NEWER`; nothing is open then
 */
export async function openImage(bytes: Uint8Array | null, file: SavedFile | null, name: string): Promise<OpenImage> {
	const sqlite = await loadSqlJs();
	if (bytes === null) {
		empty ??= await makeEmpty(sqlite);
		const image = new Image(sqlite, empty.bytes, file);
		return { image, db: databaseOf(image), migrated: empty.migrated };
	}
	const damage = headerProblem(bytes);
	if (damage !== null) throw damaged(name, damage);
	const image = openDatabase(() => new Image(sqlite, bytes, file), name);
	try {
		checkWhole(image, name);
		const db = databaseOf(image);
		return { image, db, migrated: await migrate(db, sqliteFlavor) };
	} catch (error) {
		image.close();
		throw error;
	}
}

/** A database that has the schema and no rows, and the migrations that made it. */
interface Empty {
	readonly bytes: Uint8Array;
	readonly migrated: readonly string[];
}

/** Made once in a process: to run all migrations takes many times as long as to open what they made. */
let empty: Empty | undefined;

async function makeEmpty(sqlite: SqlJsStatic): Promise<Empty> {
	const image = new Image(sqlite, null, null);
	try {
		const migrated = await migrate(databaseOf(image), sqliteFlavor);
		return { bytes: image.database.export(), migrated };
	} finally {
		image.close();
	}
}

function databaseOf(image: Image): Kysely<Schema> {
	return new Kysely<Schema>({ dialect: sqlJsDialect(image) });
}

function openDatabase(open: () => Image, name: string): Image {
	try {
		return open();
	} catch (cause) {
		throw damaged(name, String(cause), cause);
	}
}

/** Looks at every page. `integrity_check` would compare every index with its table as well, and takes several times as long. */
function checkWhole(image: Image, name: string): void {
	let answers: unknown[];
	try {
		answers = image.database.exec('pragma quick_check(5)')[0]?.values.flat() ?? [];
	} catch (cause) {
		throw damaged(name, String(cause), cause);
	}
	if (answers.length !== 1 || answers[0] !== 'ok') throw damaged(name, answers.join('; '));
}

function damaged(name: string, what: string, cause?: unknown): PortcullisError {
	return new PortcullisError(
		'STORE_DAMAGED',
		`${name} is damaged, and was left as it is: ${what}. Put a backup in its place, or give another path.`,
		{ cause },
	);
}
