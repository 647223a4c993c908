import { toolboxSettings } from '../toolbox/shared-toolbox.js';
import { BuiltinThread } from './builtin-thread.js';

/** A share in the one thread of this process that answers built-ins. */
export interface BuiltinLease {
	readonly thread: BuiltinThread;
	/** Gives the share back; with the last one the thread ends. */
	release(): Promise<void>;
}

let thread: BuiltinThread | undefined;
let leases = 0;

/**
 * Takes a share. One thread is enough for all evaluators: none evaluates while another does, since whoever asks for an
 * evaluation stands still until it is done.
 */
export function leaseBuiltins(): BuiltinLease {
	thread ??= new BuiltinThread(toolboxSettings());
	leases++;
	const leased = thread;
	let held = true;
	return {
		thread: leased,
		async release() {
			if (!held) return;
			held = false;
			leases--;
			if (leases > 0) return;
			thread = undefined;
			await leased.close();
		},
	};
}
