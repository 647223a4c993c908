import type { GoMemory } from './go-memory.js';

/** The upper half of a reference: a NaN that no arithmetic makes. */
const NAN_HEAD = 0x7ff80000;

/** What Go wants to know of a referenced value without asking: the low bits of the upper half. */
function kindBits(value: unknown): number {
	if (typeof value === 'object' && value !== null) return 1;
	if (typeof value === 'string') return 2;
	if (typeof value === 'symbol') return 3;
	return typeof value === 'function' ? 4 : 0;
}

/**
 * The JavaScript values that a Go program holds.
 *
 * Go keeps a value as 8 bytes: a number as itself, `undefined` as zero, anything
 * else as a NaN whose lower half is a number into this table. Go says when it
 * has dropped one, and its place is used again.
 */
export class GoValues {
	readonly #memory: GoMemory;
	readonly #values: unknown[];
	readonly #counts: number[];
	readonly #ids: Map<unknown, number>;
	readonly #free: number[] = [];

	/** `global` and `program` are what Go finds under its fixed numbers 5 and 6. */
	constructor(memory: GoMemory, global: object, program: object) {
		this.#memory = memory;
		this.#values = [Number.NaN, 0, null, true, false, global, program];
		this.#counts = this.#values.map(() => Number.POSITIVE_INFINITY);
		this.#ids = new Map(this.#values.slice(1).map((value, index) => [value, index + 1]));
	}

	load(address: number): unknown {
		const number = this.#memory.getFloat64(address);
		if (number === 0) return undefined;
		if (!Number.isNaN(number)) return number;
		return this.#values[this.#memory.getUint32(address)];
	}

	/** The values of a Go slice of references whose header stands at the address. */
	loadSlice(address: number): unknown[] {
		const start = this.#memory.getInt64(address);
		const length = this.#memory.getInt64(address + 8);
		return Array.from({ length }, (_, index) => this.load(start + index * 8));
	}

	store(address: number, value: unknown): void {
		if (value === undefined) {
			this.#memory.setFloat64(address, 0);
		} else if (typeof value === 'number' && value !== 0 && !Number.isNaN(value)) {
			this.#memory.setFloat64(address, value);
		} else {
			// Zero too, which would read as `undefined`, and a NaN, which would read as a reference.
			this.#memory.setUint32(address + 4, NAN_HEAD | kindBits(value));
			this.#memory.setUint32(address, this.#hold(value));
		}
	}

	/** Go dropped one reference to the value with this number. */
	release(id: number): void {
		const count = (this.#counts[id] ?? 0) - 1;
		this.#counts[id] = count;
		if (count > 0) return;
		this.#ids.delete(this.#values[id]);
		this.#values[id] = null;
		this.#free.push(id);
	}

	#hold(value: unknown): number {
		if (Number.isNaN(value)) return 0;
		let id = this.#ids.get(value);
		if (id === undefined) {
			id = this.#free.pop() ?? this.#values.length;
			this.#values[id] = value;
			this.#counts[id] = 0;
			this.#ids.set(value, id);
		}
		this.#counts[id] = (this.#counts[id] ?? 0) + 1;
		return id;
	}
}
