import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Ask } from './ask.js';
import type { Io, OutputStream } from './io.js';
import { operatingUser } from './operating-user.js';
import { terminalAsk } from './terminal-ask.js';

/** The process that the command runs in. */
export function processIo(): Io {
	return {
		stdin: process.stdin,
		stdout: untilClosed(process.stdout),
		stderr: untilClosed(process.stderr),
		cwd: process.cwd(),
		env: process.env,
		clock: Date.now,
		wait: (milliseconds) => setTimeout(milliseconds),
		// Hexadecimal: it never starts with a hyphen, and a double click selects all of it.
		newId: () => randomBytes(16).toString('hex'),
		untilStopped,
		user: operatingUser,
		ask: askHere(),
	};
}

// `portcullis history | head -1`: the reader goes away in the middle. What was asked for is done all the same, and the
// exit status still says how it ended.
function untilClosed(stream: NodeJS.WriteStream): OutputStream {
	let open = true;
	stream.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE') throw error;
		open = false;
	});
	return {
		isTTY: stream.isTTY,
		write: (text) => open && stream.write(text),
		async taken() {
			if (open && stream.writableNeedDrain) await firstOf(stream, 'drain', 'error', 'close');
			return open;
		},
	};
}

// `once` of node:events would reject at the error, which is heard already.
function firstOf(stream: NodeJS.WriteStream, ...events: readonly string[]): Promise<void> {
	return new Promise((resolve) => {
		const heard = (): void => {
			for (const event of events) stream.off(event, heard);
			resolve();
		};
		for (const event of events) stream.on(event, heard);
	});
}

// In CI a terminal may be there, and nobody at it.
function askHere(): Ask | undefined {
	const somebody = process.stdin.isTTY === true && process.stdout.isTTY === true && (process.env.CI ?? '') === '';
	return somebody ? terminalAsk : undefined;
}

// Heard once: a second signal ends the process at once, as it does everywhere.
function untilStopped(): Promise<string> {
	return new Promise((resolve) => {
		const signals = ['SIGTERM', 'SIGINT'] as const;
		const stop = (signal: NodeJS.Signals): void => {
			for (const each of signals) process.off(each, stop);
			resolve(signal);
		};
		for (const signal of signals) process.on(signal, stop);
	});
}
