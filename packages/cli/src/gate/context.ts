import type { Io } from '../io/io.js';

/** What a command runs in: the outside world, and what the options that every command takes come to. */
export interface Context {
	readonly io: Io;
	/** The database file, absolute. */
	readonly database: string;
	readonly tenant: string;
	/** The name given by `--as`; without it, the operating system's user acts. */
	readonly as: string | undefined;
}
