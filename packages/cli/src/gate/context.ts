import type { Config } from '../config/config-schema.js';
import type { Settings } from '../config/resolve-settings.js';
import type { Io } from '../io/io.js';
import type { Database } from './database.js';

/** What a command runs in: the outside world, and what the options that every command takes come to. */
export interface Context {
	readonly io: Io;
	readonly database: Database;
	readonly tenant: string;
	/** What is set, and where it comes from. */
	readonly settings: Settings;
	/** The configuration file that was read, absolute; `null` where there is none. */
	readonly configFile: string | null;
	/** What the file says of the Discord bot. */
	readonly discord?: Config['discord'] | undefined;
	/** The name given by `--as`; without it, the operating system's user acts. */
	readonly as: string | undefined;
	/** Whether what it comes to is written as one JSON object: nothing else may then be. */
	readonly json: boolean;
	/** What whoever calls knows this call by; without it, every call is another. */
	readonly requestId?: string | undefined;
	/** The file of the tenant's own prices, of `--prices` or PORTCULLIS_PRICES; list prices hold where there is none. */
	readonly prices?: string | undefined;
}
