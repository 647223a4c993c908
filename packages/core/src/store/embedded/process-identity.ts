import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** What tells one process from every other, on this machine and the next, before and after a restart. */
export interface ProcessIdentity {
	readonly pid: number;
	/** When the process started, in the kernel's ticks since boot: a pid alone is soon another's. `null` where the system does not tell. */
	readonly started: string | null;
	readonly host: string;
	/** Changes when the machine starts anew; `null` where the system does not tell. */
	readonly boot: string | null;
	/** The space that the pid counts in: each container has its own. `null` where the system does not tell. */
	readonly pid_namespace: string | null;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
	return {
		pid: process.pid,
		started: processState(process.pid)?.started ?? null,
		host: hostname(),
		boot: orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
		pid_namespace: orNull(() => readlinkSync('/proc/self/ns/pid')),
	};
}

/** Whether a process still runs; `null` where this one cannot tell, because the other ran on another machine or in another container. */
export function isAlive(other: ProcessIdentity, self: ProcessIdentity): boolean | null {
	const sameHost = other.host === self.host;
	const sameBoot = other.boot !== null && other.boot === self.boot;
	// The same machine, started anew since.
	if (sameHost && !sameBoot && other.boot !== null && self.boot !== null) return false;
	if (!sameBoot && !(sameHost && self.boot === null)) return null;
	if (other.pid_namespace !== self.pid_namespace) return null;
	try {
		process.kill(other.pid, 0);
	} catch (error) {
		// EPERM: it is there, and another user's.
		if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
	}
	const state = processState(other.pid);
	if (state === null) return true;
	// A zombie has ended; it only waits for its parent to ask how.
	if (state.letter === 'Z' || state.letter === 'X') return false;
	return other.started === null || state.started === other.started;
}

/** See proc_pid_stat(5): the third field is the state, the 22nd when it started. The second may hold blanks and brackets. */
function processState(pid: number): { readonly letter: string; readonly started: string } | null {
	const fields = orNull(() =>
		readFileSync(`/proc/${pid}/stat`, 'utf8')
			.replace(/^.*\) /s, '')
			.split(' '),
	);
	const [letter, started] = [fields?.[0], fields?.[19]];
	return letter === undefined || started === undefined ? null : { letter, started };
}

function orNull<Value>(read: () => Value): Value | null {
	try {
		return read();
	} catch {
		return null;
	}
}
