/** Milliseconds since 1970. */
export type Clock = () => number;

/** A clock that stands until a test turns it, so that three seconds do not pass because the machine is slow. */
export interface HandClock {
	readonly now: Clock;
	/** Lets time pass, in milliseconds. */
	wait(milliseconds: number): void;
}

/** @param start Where it stands at first; the present, if left out. */
export function handClock(start = Date.now()): HandClock {
	let time = start;
	return {
		now: () => time,
		wait(milliseconds) {
			time += milliseconds;
		},
	};
}
