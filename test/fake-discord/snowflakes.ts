import type { Clock } from './clock.js';

// Discord's epoch, 2015-01-01; a snowflake's upper 42 bits count milliseconds from there.
const epoch = Date.UTC(2015, 0, 1);

/** Makes ids as Discord does: each greater than the one before, with the moment of its making in it. */
export function snowflakes(now: Clock): () => string {
	let last = 0n;
	return () => {
		const made = BigInt(now() - epoch) << 22n;
		last = made > last ? made : last + 1n;
		return last.toString();
	};
}
