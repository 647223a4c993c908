import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { PortcullisError } from '../../model/portcullis-error.js';
import type { Clock } from '../../util/clock.js';
import { momentText } from '../../util/time-text.js';
import { isAlive, ownIdentity, type ProcessIdentity } from './process-identity.js';

/** A file that this process alone may write to. */
export interface ProcessLock {
	/** @throws PortcullisError `STORE_BUSY` where the lock is not this process's any more */
	check(): void;
	/** Lets others in. Does nothing where the lock is not this process's any more. */
	release(): void;
}

interface Holder extends ProcessIdentity {
	/** One lock of one process. */
	readonly token: string;
	readonly since: number;
}

/** Who holds the lock of a file. */
export interface LockHolder {
	readonly pid: number;
	readonly host: string;
	/** Milliseconds since 1970. */
	readonly since: number;
	/** `null` where it cannot be told from here: it ran on another machine or in another container. */
	readonly alive: boolean | null;
}

/** The end of the chain of locks: the place to take, and the dead ones before it. */
interface ChainEnd {
	readonly path: string;
	readonly mine: boolean;
	readonly dead: readonly string[];
}

const attempts = 50;

/**
 * Locks a file against a second writer, by a file `PATH.lock` beside it, for the life of the process or until it is
 * released. A lock whose holder has died is taken over at once.
 *
 * The trap: to remove a dead holder's lock and make a new one is two steps, and between them another process may have
 * done both; it would then lose its lock to the slower one. So nothing is removed before it is won. The successor of a
 * dead holder T is the file `PATH.lock.T`, which link(2) makes for exactly one; only then is it renamed to `PATH.lock`.
 * A successor that dies before that is itself followed by `PATH.lock.T2`, and so on: a chain.
 *
 * @throws PortcullisError `STORE_BUSY`, naming the holder; `STORE_SAVE_FAILED` where the lock cannot be made
 */
export function takeProcessLock(path: string, clock: Clock): ProcessLock {
	const lock = `${path}.lock`;
	const me: Holder = { token: randomUUID(), since: clock(), ...ownIdentity() };
	const offer = `${lock}.${me.token}.offer`;
	try {
		writeFlushed(offer, JSON.stringify(me));
		win(path, lock, offer, me);
	} catch (error) {
		if (error instanceof PortcullisError) throw error;
		throw new PortcullisError('STORE_SAVE_FAILED', `${lock} cannot be made: ${String(error)}`, { cause: error });
	} finally {
		remove(offer);
	}
	const held = (): boolean => holderOf(lock)?.token === me.token;
	return {
		check() {
			if (held()) return;
			throw new PortcullisError(
				'STORE_BUSY',
				`${lock} is not this process's any more: nothing is written. Someone removed or replaced it.`,
			);
		},
		release() {
			if (held()) remove(lock);
		},
	};
}

/**
 * Who holds the lock of a file; `null` where nobody does. One that has died holds it until the next takes it over.
 *
 * @throws PortcullisError `STORE_BUSY` where the lock is none that Portcullis wrote
 */
export function lockHolder(path: string): LockHolder | null {
	const holder = holderOf(`${path}.lock`);
	if (holder === null) return null;
	const { pid, host, since } = holder;
	return { pid, host, since, alive: isAlive(holder, ownIdentity()) };
}

function win(path: string, lock: string, offer: string, me: Holder): void {
	for (let attempt = 0; attempt < attempts; attempt++) {
		const { path: place } = chainEnd(path, lock, me);
		try {
			linkSync(offer, place);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
			throw error;
		}
		// The place may have been the end of a chain that someone else has tidied away meanwhile: walk it again.
		let end: ChainEnd;
		try {
			end = chainEnd(path, lock, me);
		} catch (error) {
			remove(place);
			throw error;
		}
		if (end.mine && end.path === place) {
			if (place !== lock) renameSync(place, lock);
			for (const dead of end.dead) if (dead !== lock) remove(dead);
			return;
		}
		remove(place);
	}
	throw new PortcullisError('STORE_BUSY', `${path} is being opened by several processes at once. Try again.`);
}

/** Follows the chain from the lock: past dead holders, to the first place that is free or mine. */
function chainEnd(path: string, lock: string, me: Holder): ChainEnd {
	const dead: string[] = [];
	for (let place = lock; ; ) {
		const holder = holderOf(place);
		if (holder === null || holder.token === me.token) return { path: place, mine: holder !== null, dead };
		const alive = isAlive(holder, me);
		if (alive !== false) throw busy(path, lock, holder, alive);
		dead.push(place);
		place = `${lock}.${holder.token}`;
	}
}

function holderOf(place: string): Holder | null {
	let text: string;
	try {
		text = readFileSync(place, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw error;
	}
	try {
		return JSON.parse(text) as Holder;
	} catch (cause) {
		throw new PortcullisError(
			'STORE_BUSY',
			`${place} is not a lock that Portcullis wrote. Remove it if no process uses the database.`,
			{ cause },
		);
	}
}

function busy(path: string, lock: string, holder: Holder, alive: true | null): PortcullisError {
	const doubt =
		alive === null
			? ` Whether that process still runs cannot be told from here, since it ran on another machine or in another container; if it does not, remove ${lock}.`
			: '';
	return new PortcullisError(
		'STORE_BUSY',
		`${path} is in use by process ${holder.pid} on ${holder.host} since ${momentText(holder.since)}.${doubt} One process writes to a file at a time; list, show and history still work, and PostgreSQL takes several writers.`,
	);
}

function writeFlushed(path: string, text: string): void {
	const file = openSync(path, 'wx', 0o600);
	try {
		writeSync(file, text);
		// After a loss of power, an empty lock would say nothing of who held it.
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
}

function remove(path: string): void {
	try {
		unlinkSync(path);
	} catch {
		// Gone already, which is what was wanted.
	}
}
