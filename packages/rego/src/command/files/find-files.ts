import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import picomatch from 'picomatch';
import { glob, isDynamicPattern } from 'tinyglobby';
import type { RegoErrorDetail } from '../../rego-error.js';
import { fileError, systemError } from './file-error.js';

/** A file that an argument of the command line led to. */
export interface FoundFile {
	/** As messages speak of it: relative to where the argument was, with `/`. */
	readonly name: string;
	/** Where it lies. */
	readonly path: string;
	/** Where its documents go below `data`: the argument's prefix, then the folders below the argument. */
	readonly root: readonly string[];
	/** Whether the argument named this file itself, and not a folder that it lies in. */
	readonly named: boolean;
}

/** What arguments led to, and what was wrong with them. */
export interface FoundFiles {
	readonly files: readonly FoundFile[];
	readonly errors: readonly RegoErrorDetail[];
}

/**
 * Finds the files that arguments name: files, folders with all in them, and patterns, which are expanded here where the
 * shell did not. `policies.eu:folder` puts the documents of a folder below `data.policies.eu`, as in OPA.
 *
 * @param ignore patterns of names of files and folders that are left out, below the arguments themselves
 * @param links whether symbolic links in folders are followed; `refused` makes each an error
 */
export async function findFiles(
	args: readonly string[],
	cwd: string,
	ignore: readonly string[],
	links: 'followed' | 'refused' = 'followed',
): Promise<FoundFiles> {
	const files = new Map<string, FoundFile>();
	const errors: RegoErrorDetail[] = [];
	const ignored = picomatch([...ignore], { dot: true });
	for (const arg of args) {
		const { root, path } = splitPrefix(arg);
		for (const name of await expand(path, cwd, errors)) {
			const walk = { links, ignored, errors, files };
			await visit(walk, { name, path: resolve(cwd, name), root, named: true }, []);
		}
	}
	return { files: [...files.values()], errors };
}

interface Walk {
	readonly links: 'followed' | 'refused';
	readonly ignored: (name: string) => boolean;
	readonly errors: RegoErrorDetail[];
	/** By place and path: a file that is named twice is one file. */
	readonly files: Map<string, FoundFile>;
}

async function visit(walk: Walk, found: FoundFile, above: readonly string[]): Promise<void> {
	try {
		if (walk.links === 'refused' && !found.named && (await lstat(found.path)).isSymbolicLink()) {
			walk.errors.push(fileError(found.name, 'it is a symbolic link, which a bundle cannot hold'));
			return;
		}
		const kind = await stat(found.path);
		if (kind.isDirectory()) return await visitFolder(walk, found, above);
		if (kind.isFile() || found.named) walk.files.set(JSON.stringify([found.root, found.path]), found);
		else walk.errors.push(fileError(found.name, 'it is neither a file nor a folder'));
	} catch (error) {
		walk.errors.push(systemError(found.name, error));
	}
}

async function visitFolder(walk: Walk, folder: FoundFile, above: readonly string[]): Promise<void> {
	const real = await realpath(folder.path);
	if (above.includes(real)) {
		walk.errors.push(fileError(folder.name, 'it is a symbolic link that leads back to a folder it lies in'));
		return;
	}
	const root = folder.named ? folder.root : [...folder.root, basename(folder.path)];
	for (const entry of (await readdir(folder.path)).sort()) {
		if (walk.ignored(entry)) continue;
		const name = join(folder.name, entry).split(sep).join('/');
		await visit(walk, { name, path: join(folder.path, entry), root, named: false }, [...above, real]);
	}
}

/** `a.b:path`, where it is neither a URL nor a Windows drive. */
function splitPrefix(arg: string): { readonly root: readonly string[]; readonly path: string } {
	if (arg.startsWith('file://')) return { root: [], path: fileURLToPath(arg) };
	const colon = arg.indexOf(':');
	if (colon < 1 || /^[A-Za-z]:[\\/]/.test(arg)) return { root: [], path: arg };
	return { root: arg.slice(0, colon).split('.'), path: splitPrefix(arg.slice(colon + 1)).path };
}

async function expand(path: string, cwd: string, errors: RegoErrorDetail[]): Promise<readonly string[]> {
	// A file may be named like a pattern.
	const exists = await stat(resolve(cwd, path)).then(
		() => true,
		() => false,
	);
	if (exists || !isDynamicPattern(path)) return [path];
	const matched = await glob(path, { cwd, onlyFiles: false, expandDirectories: false });
	if (matched.length === 0) errors.push(fileError(path, 'no file matches this pattern'));
	return matched.map((each) => each.replace(/\/$/, '')).sort();
}
