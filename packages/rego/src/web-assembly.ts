/**
 * The part of WebAssembly's JavaScript API that this package uses.
 *
 * It is typed here because Node's types leave it to those of browsers, with which
 * thousands of names that Node does not have would compile as well.
 */
export interface WasmModule {
	readonly [Symbol.toStringTag]: string;
}

export interface WasmMemory {
	readonly buffer: ArrayBuffer;
}

export interface WasmInstance {
	readonly exports: Readonly<Record<string, unknown>>;
}

export type WasmImports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface WasmApi {
	readonly Module: { imports(module: WasmModule): { readonly module: string; readonly name: string }[] };
	readonly Instance: new (module: WasmModule, imports: WasmImports) => WasmInstance;
	readonly Memory: new (limits: { readonly initial: number; readonly maximum?: number }) => WasmMemory;
	compile(bytes: Uint8Array): Promise<WasmModule>;
}

export const wasm = (globalThis as unknown as { readonly WebAssembly: WasmApi }).WebAssembly;
