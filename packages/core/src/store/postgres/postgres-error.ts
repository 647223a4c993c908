import { type ErrorCode, PortcullisError } from '../../model/portcullis-error.js';
import { appendOnlyState } from '../sql/postgres-flavor.js';

// https://www.postgresql.org/docs/15/errcodes-appendix.html; a class of two characters stands for all that start so.
const known: readonly (readonly [states: readonly string[], code: ErrorCode, text: string])[] = [
	[[appendOnlyState], 'STORE_READ_ONLY', 'The history is only ever added to.'],
	[['25006'], 'STORE_READ_ONLY', 'This transaction may only read.'],
	[['42501'], 'STORE_READ_ONLY', 'The role that was logged in as may not do this.'],
	[['23505'], 'STORE_CONFLICT', 'There is such a row already.'],
	[['23514'], 'STORE_CONFLICT', 'An amount would leave its bounds.'],
	[['23503'], 'STORE_CONFLICT', 'A row refers to one that is not there, or is referred to.'],
	[['40001', '40P01'], 'STORE_CONFLICT', 'Others were changing the same; everything is undone: try again.'],
	[['55P03'], 'STORE_BUSY', 'Others hold what this waited for; everything is undone: try again.'],
	[['57014'], 'STORE_BUSY', 'A statement took longer than it may; everything is undone.'],
	[['53300'], 'STORE_BUSY', 'The server takes no more connections.'],
	[['53', '54', '58'], 'STORE_SAVE_FAILED', 'The server has no room for more, or cannot write; everything is undone.'],
	[['3D000', '3F000'], 'STORE_MISSING', 'There is no such database, or no schema in its search path.'],
	[['XX001', 'XX002'], 'STORE_DAMAGED', 'The database is damaged.'],
	[['28'], 'STORE_UNREACHABLE', 'The server refused the login.'],
	[['08', '57P', '25P03', '25P04'], 'STORE_UNREACHABLE', 'The server ended the connection; nothing of this happened.'],
];

/** The SQLSTATE of what the server itself has said; `undefined` for anything else, such as a broken connection. */
function sqlState(error: Error): string | undefined {
	const { code, severity } = error as Error & { code?: unknown; severity?: unknown };
	return typeof code === 'string' && typeof severity === 'string' ? code : undefined;
}

/** Gives what went wrong on PostgreSQL the code that it has for callers; wrong SQL and the like stays as it is. */
export function postgresError(error: unknown): unknown {
	if (!(error instanceof Error) || error instanceof PortcullisError) return error;
	const state = sqlState(error);
	if (state === undefined) {
		const text = `The server cannot be reached, or went away; nothing of this happened (${reason(error)}).`;
		return new PortcullisError('STORE_UNREACHABLE', text, { cause: error });
	}
	const found = known.find(([states]) => states.some((start) => state.startsWith(start)));
	if (found === undefined) return error;
	const [, code, text] = found;
	return new PortcullisError(code, `${text} (PostgreSQL ${state}: ${error.message})`, { cause: error });
}

/** What went wrong where it was the COMMIT: if the answer is lost, nobody knows whether it came about. */
export function commitError(error: unknown): unknown {
	const mapped = postgresError(error);
	if (!(mapped instanceof PortcullisError) || mapped.code !== 'STORE_UNREACHABLE') return mapped;
	return new PortcullisError(
		'STORE_COMMIT_UNKNOWN',
		`The server went away while committing, so this may have happened or not: ask again by the same id before you repeat it (${reason(error)}).`,
		{ cause: error },
	);
}

/** Of several addresses tried in vain, each has an error of its own and the whole has no text. */
function reason(error: unknown): string {
	if (error instanceof AggregateError) return error.errors.map(String).join('; ');
	return error instanceof Error ? error.message : String(error);
}
