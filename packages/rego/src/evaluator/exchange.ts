/** Where the 32-bit words at the head of the shared memory stand. */
const STATE = 0;
const REQUEST = 1;
const FIRST_LENGTH = 2;
const SECOND_LENGTH = 3;
const HEAD_BYTES = 16;

const INITIAL_BYTES = 64 * 1024;
const MAXIMUM_BYTES = 256 * 1024 * 1024;

/** What the thread behind an {@link Exchange} does. */
export const exchangeState = { starting: 0, waiting: 1, asked: 2, ended: 3 } as const;

/** What can be asked: that a new evaluation starts, with its settings as JSON; or a built-in, with name and operands. */
export const exchangeRequest = { evaluation: 1, builtin: 2 } as const;

/** A request as the thread sees it. The bytes are views that hold until it replies. */
export interface ExchangeRequest {
	readonly request: number;
	readonly first: Uint8Array;
	readonly second: Uint8Array;
}

/**
 * One piece of memory that two threads share, and a word in it that says whose turn it is.
 *
 * A module's call of a built-in must return its value, so the thread that evaluates has to stand still until the other
 * has answered: messages arrive only in the event loop, to which it does not return. Both sides wait on the word.
 */
export class Exchange {
	readonly buffer: SharedArrayBuffer;
	readonly #words: Int32Array<SharedArrayBuffer>;
	/** Follows the memory as it grows. */
	readonly #bytes: Uint8Array<SharedArrayBuffer>;

	/** Without memory of another exchange, makes its own. */
	constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(INITIAL_BYTES, { maxByteLength: MAXIMUM_BYTES })) {
		this.buffer = buffer;
		this.#words = new Int32Array(buffer, 0, HEAD_BYTES / 4);
		this.#bytes = new Uint8Array(buffer, HEAD_BYTES);
	}

	get state(): number {
		return Atomics.load(this.#words, STATE);
	}

	/** Stands still while the state is this one, for so long at most; gives the state that it has then. */
	waitWhile(state: number, limitMs: number): number {
		const end = performance.now() + limitMs;
		// In a loop: the other side's wake-up for the turn before may come late, when this side waits for the next one.
		for (let left = limitMs; this.state === state && left > 0; left = end - performance.now()) {
			Atomics.wait(this.#words, STATE, state, left);
		}
		return this.state;
	}

	/** Puts a request down and wakes the thread. @throws RangeError where it is too large */
	ask(request: number, first: Uint8Array, second: Uint8Array): void {
		this.#write(first, second);
		this.#words[REQUEST] = request;
		this.#turn(exchangeState.asked);
	}

	/** What was replied last: a view that holds until the next request. */
	answer(): Uint8Array {
		return this.#bytes.subarray(0, this.#words[FIRST_LENGTH]);
	}

	/** For the thread: stands still until there is a request. */
	next(): ExchangeRequest {
		let state = this.state;
		// The state that was seen is the one to wait on: read again, it could be a request already, and slept through.
		while (state !== exchangeState.asked) state = this.waitWhile(state, Number.POSITIVE_INFINITY);
		const [, request = 0, first = 0, second = 0] = this.#words;
		return {
			request,
			first: this.#bytes.subarray(0, first),
			second: this.#bytes.subarray(first, first + second),
		};
	}

	/** For the thread: it is ready, or this is its answer. @throws RangeError where it is too large */
	reply(answer: Uint8Array): void {
		this.#write(answer);
		this.#turn(exchangeState.waiting);
	}

	/** For the thread: it will answer nothing more, and why. */
	end(reason: string): void {
		this.#write(new TextEncoder().encode(reason));
		this.#turn(exchangeState.ended);
	}

	#write(first: Uint8Array, second: Uint8Array = new Uint8Array()): void {
		const size = HEAD_BYTES + first.length + second.length;
		if (size > MAXIMUM_BYTES) throw new RangeError(`more than ${MAXIMUM_BYTES} bytes at once`);
		if (size > this.buffer.byteLength) this.buffer.grow(Math.min(size * 2, MAXIMUM_BYTES));
		this.#bytes.set(first);
		this.#bytes.set(second, first.length);
		this.#words[FIRST_LENGTH] = first.length;
		this.#words[SECOND_LENGTH] = second.length;
	}

	#turn(state: number): void {
		Atomics.store(this.#words, STATE, state);
		Atomics.notify(this.#words, STATE);
	}
}
