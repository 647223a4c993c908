/** The part of the global that is used here: `@types/node` 20 leaves it to the DOM's types, which do not belong in Node. */
declare namespace WebAssembly {
	class Module {
		constructor(bytes: Uint8Array);
	}
	class Memory {
		readonly buffer: ArrayBuffer;
		grow(pages: number): number;
	}
}
