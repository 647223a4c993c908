import type { Io } from './io.js';
import { progressLine } from './progress.js';

/**
 * Says on a terminal what is being done, once that has taken a while, and takes the line away when it is over.
 *
 * @param patience after how many milliseconds
 */
export async function whileWorking<Value>(
	io: Pick<Io, 'stderr'>,
	step: string,
	work: () => Promise<Value>,
	patience = 1000,
): Promise<Value> {
	// How long it has taken is known by the timer: a clock that is handed in may stand still.
	const line = progressLine({ stderr: io.stderr, clock: risingClock() });
	const timer = setTimeout(() => line.show({ step, done: 0, total: 0 }), patience);
	try {
		return await work();
	} finally {
		clearTimeout(timer);
		line.end();
	}
}

function risingClock(): () => number {
	let now = 0;
	return () => {
		const before = now;
		now += 1000;
		return before;
	};
}
