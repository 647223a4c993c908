import type { CommandIo } from '../command-io.js';
import { harmlessLines } from './harmless-lines.js';

/** Says what goes on from now on. */
export type SayProgress = (text: string) => void;

/**
 * Carries an action out, and says what goes on: on a terminal, once it has taken a second, on one line that is taken
 * away in the end. Elsewhere nothing is written.
 */
export async function withProgress<Result>(
	{ stderr }: Pick<CommandIo, 'stderr'>,
	text: string,
	action: (say: SayProgress) => Promise<Result>,
	afterMs = 1_000,
): Promise<Result> {
	if (stderr.isTTY !== true) return action(() => undefined);
	let current = text;
	let shown = false;
	const show = (): void => {
		shown = true;
		stderr.write(`\r\u001b[2K${harmlessLines(current)}`);
	};
	const timer = setTimeout(show, afterMs);
	try {
		return await action((next) => {
			current = next;
			if (shown) show();
		});
	} finally {
		clearTimeout(timer);
		if (shown) stderr.write('\r\u001b[2K');
	}
}
