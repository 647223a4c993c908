import type { WasmModule } from '../web-assembly.js';

/** What crosses between this process and the toolbox's worker thread. */

/** Handed to a worker when it starts. */
export interface WorkerSettings {
	/** The compiled program, where an earlier worker has compiled it already. */
	readonly module: WasmModule | undefined;
	/** The greatest memory of the program, in bytes. */
	readonly memoryLimit: number;
	/** Compile with V8's baseline tier only: a flag of the whole process while it is set. */
	readonly baselineOnly: boolean;
}

/** One request. `header` is JSON; `attachments` are documents too large to stand in it. */
export interface CallMessage {
	readonly operation: string;
	readonly header: string;
	readonly attachments: readonly Uint8Array[];
}

export type WorkerMessage =
	/** Loaded and waiting; the module is given back so that a later worker need not compile it. */
	| { readonly kind: 'ready'; readonly module: WasmModule }
	| { readonly kind: 'progress'; readonly text: string }
	| { readonly kind: 'reply'; readonly header: string; readonly attachments: readonly Uint8Array[] }
	/** The program has ended; nothing more will come from this worker. */
	| { readonly kind: 'ended'; readonly reason: string };
