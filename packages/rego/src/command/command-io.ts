/** A stream that text goes to. */
export interface CommandStream {
	write(text: string): unknown;
	/** Whether people read it on a terminal; only then are there colours and progress. */
	readonly isTTY?: boolean | undefined;
}

/** All that the command touches outside itself but files, handed in so that tests need no fakes. */
export interface CommandIo {
	readonly stdin: AsyncIterable<Uint8Array>;
	readonly stdout: CommandStream;
	readonly stderr: CommandStream;
	/** The folder that relative paths are taken from. */
	readonly cwd: string;
	readonly env: Readonly<Record<string, string | undefined>>;
}
