import { type ErrorCode, PortcullisError } from '../../model/portcullis-error.js';

// sql.js gives SQLite's message and no code.
const known: readonly (readonly [pattern: RegExp, code: ErrorCode, text: string])[] = [
	[/readonly database/, 'STORE_READ_ONLY', 'This transaction may only read.'],
	[/is append-only/, 'STORE_READ_ONLY', 'The history is only ever added to.'],
	[/^UNIQUE constraint failed/, 'STORE_CONFLICT', 'There is such a row already.'],
	[/^CHECK constraint failed/, 'STORE_CONFLICT', 'An amount would leave its bounds.'],
	[/^FOREIGN KEY constraint failed/, 'STORE_CONFLICT', 'A row refers to one that is not there, or is referred to.'],
	[/malformed|not a database/, 'STORE_DAMAGED', 'The database is damaged.'],
	[/is full|out of memory/, 'STORE_SAVE_FAILED', 'There is no room for more.'],
];

/** Gives SQLite's error the code that it has for callers; an error of another kind, such as wrong SQL, stays as it is. */
export function sqliteError(error: unknown): unknown {
	if (!(error instanceof Error)) return error;
	const found = known.find(([pattern]) => pattern.test(error.message));
	if (found === undefined) return error;
	const [, code, text] = found;
	return new PortcullisError(code, `${text} (SQLite: ${error.message})`, { cause: error });
}
