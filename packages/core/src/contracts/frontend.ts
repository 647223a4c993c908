/**
 * What shows a gate to people: a bot in a chat, a page, a program. It is handed the gate when it is made, asks it for
 * everything, and keeps nothing that decides: what people see is read from the gate each time.
 *
 * The traps: what was typed or clicked is untrusted, and goes to the gate as it is; who did it is whom the medium says,
 * never what they wrote. A call that changes something carries a `request_id`, so that a message that arrives twice acts once.
 *
 * @example
 * ```ts
 * import type { Frontend, Gate, Session } from '@portcullis/core';
 *
 * // Says once a minute which sessions expired.
 * export function createLogFrontend(gate: Gate, write: (line: string) => void): Frontend {
 * 	let timer: NodeJS.Timeout | undefined;
 * 	const tidy = async () => {
 * 		const { expired } = await gate.sweep();
 * 		for (const { id } of expired) write(`session ${id} expired`);
 * 	};
 * 	return {
 * 		id: 'log',
 * 		async start() {
 * 			timer = setInterval(() => void tidy(), 60_000);
 * 		},
 * 		async stop() {
 * 			clearInterval(timer);
 * 		},
 * 	};
 * }
 * ```
 */
export interface Frontend {
	/** Names it in the store, beside the messages that are its: `discord`. */
	readonly id: string;
	/** Begins to answer people. Resolves once it does; rejects where it cannot. */
	start(): Promise<void>;
	/** Ends what is under way, answers nobody any more, and frees what it holds. The gate's store stays open. */
	stop(): Promise<void>;
}
