import type { ResourceLimits } from 'node:worker_threads';
import type { WasmModule } from '../web-assembly.js';
import { GoProgram } from './go-program.js';

/** The function that the Go program hands out; see opa/host_js.go. */
type Serve = (
	operation: string,
	header: Uint8Array,
	attachments: readonly Uint8Array[],
	progress: (text: Uint8Array) => void,
	reply: (header: Uint8Array, attachments: readonly Uint8Array[]) => void,
) => void;

/** OPA, started and waiting. */
export interface OpaProgram {
	readonly program: GoProgram;
	readonly serve: Serve;
}

/** For a thread that runs OPA: twice the stack that nested brackets need to the depth at which its parser gives up; Node gives 4. */
export const threadLimits: ResourceLimits = { stackSizeMb: 64 };

/** Starts OPA on this thread, with memory of so many bytes at most; or says why it did not start. */
export function startOpa(module: WasmModule, memoryLimit: number): OpaProgram | string {
	let serve: Serve | undefined;
	const program = new GoProgram(module, {
		globals: { portcullis: { ready: (given: Serve) => (serve = given) } },
		memoryLimit,
		// Less frequent collection: a fifth faster for some 20 MB.
		environment: { GOGC: '400' },
	});
	if (serve === undefined || program.ended !== undefined) {
		return program.ended ?? 'the program did not say that it is ready';
	}
	return { program, serve };
}
