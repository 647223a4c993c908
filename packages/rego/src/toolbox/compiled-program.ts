import type { WasmModule } from '../web-assembly.js';

let compiled: WasmModule | undefined;

/** The program as V8 compiled it for the first thread of this process that ran it: the next ones start many times faster. */
export const compiledProgram = {
	get: (): WasmModule | undefined => compiled,
	set(module: WasmModule): void {
		compiled = module;
	},
};
