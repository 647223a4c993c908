import type { Context } from '../gate/context.js';
import type { Outcome } from '../output/outcome.js';
import { styleFor } from '../render/style.js';
import { show } from './show.js';

/** How often a session that is watched is looked at anew, in milliseconds. */
const interval = 2000;

/**
 * Shows a session until it is over. A terminal always has its newest state, with the time left counted down; elsewhere
 * it is written each time that something about it changes.
 *
 * @returns its last state, to be printed like that of `show`
 */
export async function watchSession(context: Context, id: string): Promise<Outcome> {
	const { io, json } = context;
	const terminal = io.stdout.isTTY === true && !json;
	const style = styleFor(io.stdout, io.env);
	let before: string | null = null;
	for (;;) {
		const outcome = await show(context, id);
		const { document } = outcome;
		if (document.kind !== 'session') return outcome;
		const { remaining_ms: _, ...lasting } = document.view;
		const { status } = lasting.session;
		if (status !== 'open' && status !== 'deploying') {
			if (terminal) io.stdout.write(clearScreen);
			return outcome;
		}
		const now = JSON.stringify(lasting);
		if (terminal) io.stdout.write(`${clearScreen}${outcome.text(style)}`);
		else if (now !== before && !json) io.stdout.write(`${outcome.text(style)}\n`);
		before = now;
		await io.wait(interval);
	}
}

const clearScreen = '\u001b[H\u001b[2J';
