import type { Ask } from './ask.js';

/** A stream that text goes to. */
export interface OutputStream {
	write(text: string): unknown;
	/** Waits until what was written was taken; `false`: the reader has gone away. Where it is missing, there is no need to wait. */
	taken?(): Promise<boolean>;
	/** Whether people read it on a terminal; only then are there colours and tables. */
	readonly isTTY?: boolean | undefined;
}

/** All that the command touches outside itself, handed in so that tests need no fakes of our own code. */
export interface Io {
	readonly stdin: AsyncIterable<Uint8Array>;
	readonly stdout: OutputStream;
	readonly stderr: OutputStream;
	/** The folder that relative paths are taken from. */
	readonly cwd: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Milliseconds since 1970. */
	readonly clock: () => number;
	/** Waits so many milliseconds. */
	readonly wait: (milliseconds: number) => Promise<void>;
	/** Makes an id that nobody can guess; it must not start with a hyphen, or the command line takes it for an option. */
	readonly newId: () => string;
	/** The name of the operating system's user. */
	readonly user: () => string;
	/** Waits until the process is told to end, by a signal that asks for it; answers which. */
	readonly untilStopped: () => Promise<string>;
	/** Asks a person; absent where nobody is there to be asked. */
	readonly ask?: Ask | undefined;
}
