import { resolve } from 'node:path';
import { misunderstood, type Understood, understood } from '../input/input-problem.js';
import { isFolder } from '../io/is-folder.js';

/** The database that a command works on. */
export type Database =
	/** `path` is absolute; `shown` is the same, for people. */
	| { readonly kind: 'file'; readonly url: string; readonly path: string; readonly shown: string }
	/** The URL may hold a password: it is never shown, and the store that is opened tells how to show it. */
	| { readonly kind: 'postgres'; readonly url: string };

/**
 * Reads what `--db` and PORTCULLIS_DB name: a path, `file:PATH`, or `postgres://…`.
 *
 * `memory:` is refused. A command is a process, and what it keeps in memory is gone when it ends: everything would be
 * answered by "nothing is set up here". It is for programs, by `openStore({ url: 'memory:' })`.
 */
export function parseDatabase(given: string, cwd: string): Understood<Database> {
	if (/^postgres(?:ql)?:/i.test(given)) return understood({ kind: 'postgres', url: given });
	if (given === 'memory:') {
		return misunderstood({
			message: 'memory: is gone when the command ends, so nothing could be found in it; name a file',
		});
	}
	if (given.startsWith('file://')) return fileUrl(given);
	// What stands behind an unknown scheme may be a password: it is not repeated.
	const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(given)?.[1];
	if (scheme !== undefined) {
		return misunderstood({
			message: `must be a file, file:PATH or postgres://USER@HOST/DATABASE, and does not start with ${scheme}:`,
		});
	}
	const name = given.startsWith('file:') ? given.slice('file:'.length) : given;
	if (name === '') return misunderstood({ message: 'must name a file behind file:' });
	return fileAt(resolve(cwd, name));
}

function fileUrl(given: string): Understood<Database> {
	try {
		const url = new URL(given);
		if (url.hostname !== '') return misunderstood({ message: 'must be on this machine: write file:PATH' });
		return fileAt(decodeURIComponent(url.pathname));
	} catch {
		return misunderstood({ message: 'is not the URL of a file; write file:PATH' });
	}
}

function fileAt(path: string): Understood<Database> {
	if (isFolder(path)) {
		return misunderstood({ message: 'is a folder, and a database is a file: name one in it', received: path });
	}
	return understood({ kind: 'file', url: `file:${path}`, path, shown: path });
}

/** How a store's URL is shown: the path of a file, the URL of a server. */
export function placeText(url: string): string {
	return url.startsWith('file:') ? url.slice('file:'.length) : url;
}
