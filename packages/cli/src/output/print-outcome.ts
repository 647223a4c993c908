import type { ExitStatus } from '../exit-status.js';
import type { Io } from '../io/io.js';
import { harmless } from '../render/harmless.js';
import { styleFor } from '../render/style.js';
import { jsonText } from './json-text.js';
import type { Outcome } from './outcome.js';

/** Prints what a command came to: the one place where anything is printed. */
export function printOutcome({ status, document, text, notes = [] }: Outcome, json: boolean, io: Io): ExitStatus {
	if (json) {
		io.stdout.write(jsonText(document));
		return status;
	}
	for (const note of notes) io.stderr.write(`note: ${harmless(note)}\n`);
	const stream = document.kind === 'error' ? io.stderr : io.stdout;
	stream.write(text(styleFor(stream, io.env)));
	return status;
}
