import type { WasmMemory } from '../web-assembly.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The linear memory of a Go program, with the numbers, slices and strings of
 * Go's 64-bit ABI. Addresses are byte offsets.
 *
 * The buffer is replaced whenever Go grows its memory, so every view is made
 * again by {@link GoMemory.refresh}, which Go asks for.
 */
export class GoMemory {
	readonly #memory: WasmMemory;
	#view: DataView;

	constructor(memory: WasmMemory) {
		this.#memory = memory;
		this.#view = new DataView(memory.buffer);
	}

	/** Looks at the buffer anew; gives its size in bytes. */
	refresh(): number {
		this.#view = new DataView(this.#memory.buffer);
		return this.#view.byteLength;
	}

	getUint32(address: number): number {
		return this.#view.getUint32(address, true);
	}

	getInt32(address: number): number {
		return this.#view.getInt32(address, true);
	}

	getFloat64(address: number): number {
		return this.#view.getFloat64(address, true);
	}

	/** Every 64-bit number that crosses is a length, an address or a time, all below 2^53. */
	getInt64(address: number): number {
		return this.#view.getUint32(address, true) + this.#view.getInt32(address + 4, true) * 2 ** 32;
	}

	setUint8(address: number, value: number): void {
		this.#view.setUint8(address, value);
	}

	setInt32(address: number, value: number): void {
		this.#view.setInt32(address, value, true);
	}

	setUint32(address: number, value: number): void {
		this.#view.setUint32(address, value, true);
	}

	setFloat64(address: number, value: number): void {
		this.#view.setFloat64(address, value, true);
	}

	setInt64(address: number, value: number): void {
		this.#view.setBigInt64(address, BigInt(Math.trunc(value)), true);
	}

	/** The bytes of a Go slice whose header (pointer, length) stands at the address. */
	slice(address: number): Uint8Array {
		return this.bytes(this.getInt64(address), this.getInt64(address + 8));
	}

	/** The text of a Go string whose header stands at the address. */
	string(address: number): string {
		return decoder.decode(this.slice(address));
	}

	bytes(address: number, length: number): Uint8Array {
		return new Uint8Array(this.#memory.buffer, address, length);
	}

	/** Writes text with a closing zero; gives the first free address, a multiple of 8. */
	writeCString(address: number, text: string): number {
		const bytes = encoder.encode(`${text}\0`);
		this.bytes(address, bytes.length).set(bytes);
		return Math.ceil((address + bytes.length) / 8) * 8;
	}
}
