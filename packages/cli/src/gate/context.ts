import type { Io } from '../io/io.js';
import type { Database } from './database.js';

/** What a command runs in: the outside world, and what the options that every command takes come to. */
export interface Context {
	readonly io: Io;
	readonly database: Database;
	readonly tenant: string;
	/** The name given by `--as`; without it, the operating system's user acts. */
	readonly as: string | undefined;
	/** What whoever calls knows this call by; without it, every call is another. */
	readonly requestId?: string | undefined;
	/** The file of the tenant's own prices, of `--prices` or PORTCULLIS_PRICES; list prices hold where there is none. */
	readonly prices?: string | undefined;
}
