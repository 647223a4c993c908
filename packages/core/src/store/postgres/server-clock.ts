import type { Clock } from '../../util/clock.js';

/**
 * The server's time, told between two looks at it by a clock that nobody sets: processes whose machines' clocks differ
 * agree on what has expired, and a machine whose clock is set meanwhile does not differ from itself.
 */
export class ServerClock {
	/** What the server's time is ahead of the time since this process started. */
	#ahead: number | undefined;
	readonly #elapsed: Clock;

	/** @param elapsed milliseconds since any moment, never set back or forth */
	constructor(elapsed: Clock = () => performance.now()) {
		this.#elapsed = elapsed;
	}

	/** The time now. */
	readonly now: Clock = () => {
		if (this.#ahead === undefined) throw new TypeError('the server was not asked for its time');
		return Math.floor(this.#elapsed() + this.#ahead);
	};

	/** Begins to look at the server's time; what is answered takes what the server has said. */
	look(): (server: number) => void {
		const asked = this.#elapsed();
		return (server) => {
			// Said at some moment between the question and the answer, which may lie far apart where the network or this
			// process is slow: what is believed already is only moved as far as it must be.
			const [least, most] = [server - this.#elapsed(), server - asked];
			const believed = this.#ahead ?? (least + most) / 2;
			this.#ahead = Math.min(Math.max(believed, least), most);
		};
	}
}
