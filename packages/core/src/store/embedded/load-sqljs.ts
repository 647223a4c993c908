import type { SqlJsStatic } from 'sql.js';

let loaded: Promise<SqlJsStatic> | undefined;

/** Loads SQLite's WebAssembly, once a process and only when a database is opened. */
export function loadSqlJs(): Promise<SqlJsStatic> {
	loaded ??= import('sql.js').then((module) => module.default());
	return loaded;
}
