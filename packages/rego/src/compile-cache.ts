import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEntry, writeEntry } from './cache-entry.js';
import { type Compiled, type CompileOptions, compile, digestSources } from './compile.js';
import type { Refused } from './rego-error.js';
import type { Sources } from './source.js';

/** What {@link compileCached} compiles, and where it keeps it. */
export interface CompileCachedOptions extends CompileOptions {
	/** The folder; made where it is absent. Whoever can write to it decides what is allowed. */
	readonly cacheFolder: string;
	/** Milliseconds since 1970, kept as the moment of use. Default: the system's clock. */
	readonly clock?: () => number;
}

/** What was compiled, and where it came from. */
export interface CachedCompiled extends Compiled {
	/** `used`: it was there. `stored`: it is there now. `not_stored`: the folder cannot be written to. */
	readonly cache: 'used' | 'stored' | 'not_stored';
}

/**
 * Compiles as {@link compile} does, or takes what was compiled of the same sources, entrypoints and OPA before, without
 * loading the toolbox.
 *
 * Each entry is one file under the sources' digest, put in place by rename: several processes may use one folder at
 * once. It is read only if it is whole to the byte; a damaged one is compiled again and replaced. That finds accidents,
 * not malice: **trust the folder as you trust the policies**, and give nobody else the right to write to it.
 *
 * @returns the module, or the errors of the sources, which are never kept.
 * @throws {@link ToolboxError} as {@link compile} does. A folder that cannot be read or written is no error.
 *
 * @example
 * ```ts
 * import { compileCached, removeCached } from '@portcullis/rego';
 *
 * const cacheFolder = 'compiled-policies';
 * const sources = { 'hello.rego': 'package hello\n\nworld := true\n' };
 * const compiled = await compileCached(sources, { entrypoints: ['hello/world'], cacheFolder });
 * if (compiled.kind === 'compiled') console.log(compiled.cache); // stored
 *
 * console.log(await removeCached(cacheFolder, { unusedSince: Date.now() - 30 * 86_400_000 })); // 0
 * ```
 */
export async function compileCached(
	sources: Sources,
	{ cacheFolder, clock = Date.now, ...options }: CompileCachedOptions,
): Promise<CachedCompiled | Refused> {
	const digest = digestSources(sources, options);
	if (typeof digest !== 'string') return digest;
	const path = join(cacheFolder, `${digest}-${packageVersion()}.compiled`);
	const kept = await take(path, digest, clock());
	if (kept !== undefined) return { ...kept, cache: 'used' };
	const compiled = await compile(sources, options);
	if (compiled.kind === 'refused') return compiled;
	return { ...compiled, cache: (await put(cacheFolder, path, compiled, clock())) ? 'stored' : 'not_stored' };
}

/**
 * Removes entries that nobody has used for some time, and what writers left behind that were ended in the middle.
 * Other files in the folder are left alone. Several processes may do so at once.
 *
 * @param unusedSince milliseconds since 1970: entries last used before go
 * @returns how many files this call removed; 0 where there is no folder.
 */
export async function removeCached(folder: string, { unusedSince }: { readonly unusedSince: number }): Promise<number> {
	const names = await readdir(folder).catch((error: unknown) => absent(error, []));
	let removed = 0;
	for (const name of names.filter((each) => /^[0-9a-f]{64}-[\w.+-]+\.compiled(\.[0-9a-f]+\.tmp)?$/.test(each))) {
		const path = join(folder, name);
		const used = await stat(path).catch((error: unknown) => absent(error, undefined));
		if (used === undefined || used.mtimeMs >= unusedSince) continue;
		// Another process may have been faster, which `rm` would not tell.
		removed += await unlink(path).then(
			() => 1,
			(error: unknown) => absent(error, 0),
		);
	}
	return removed;
}

async function take(path: string, digest: string, now: number): Promise<Compiled | undefined> {
	const bytes = await readFile(path).catch(() => undefined);
	const compiled = bytes === undefined ? undefined : readEntry(bytes, digest);
	// A sweep may just have removed it, and what was read stands all the same.
	if (compiled !== undefined) await utimes(path, new Date(now), new Date(now)).catch(() => undefined);
	return compiled;
}

async function put(folder: string, path: string, compiled: Compiled, now: number): Promise<boolean> {
	const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`;
	try {
		await mkdir(folder, { recursive: true, mode: 0o700 });
		await writeFile(temporary, writeEntry(compiled), { flag: 'wx', mode: 0o600 });
		await utimes(temporary, new Date(now), new Date(now));
		await rename(temporary, path);
		return true;
	} catch {
		await rm(temporary, { force: true }).catch(() => undefined);
		return false;
	}
}

function absent<Value>(error: unknown, value: Value): Value {
	if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return value;
	throw error;
}

let version: string | undefined;

/** Another version of this package may describe what it compiled in other words. */
function packageVersion(): string {
	version ??= String(
		(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: unknown }).version,
	);
	return version;
}
