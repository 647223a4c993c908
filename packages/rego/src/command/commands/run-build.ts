import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Built, build } from '../../build.js';
import { readBundle } from '../../read-bundle.js';
import type { Refused, RegoErrorDetail } from '../../rego-error.js';
import type { CommandIo } from '../command-io.js';
import { compileLimitMs } from '../compile-limit.js';
import { fileError, systemError } from '../files/file-error.js';
import { load } from '../files/load.js';
import { type LanguageFlags, loadLanguage } from '../files/load-language.js';
import type { LoadedSource } from '../files/loaded.js';
import { writeErrors } from '../output/error-output.js';
import { withProgress } from '../output/progress.js';
import type { PathFlags } from './definition.js';

/** The options of `build`. */
export interface BuildFlags extends PathFlags, LanguageFlags {
	readonly target: 'rego' | 'wasm' | 'plan';
	readonly entrypoint: readonly string[];
	readonly output: string;
	readonly revision?: string;
	readonly pruneUnused?: boolean;
	readonly optimize?: string;
}

/** Carries `build` out. */
export async function runBuild(paths: readonly string[], flags: BuildFlags, io: CommandIo): Promise<number> {
	const refuse = (errors: readonly RegoErrorDetail[]): number => {
		writeErrors(errors, io);
		return 1;
	};
	if ((flags.optimize ?? '0').replace(/^=/, '') !== '0') {
		const message = "OPA's optimiser was measured to change decisions and to make slower modules; build without -O";
		return refuse([{ code: 'rego_build_error', message, file: '', row: 0, column: 0 }]);
	}
	const read = await loadLanguage(flags, io.cwd);
	if (read.kind === 'refused') return refuse(read.errors);
	const { language } = read;
	const loaded = await load(paths, { ...flags, cwd: io.cwd, language, withoutArchives: true });
	if (loaded.kind === 'refused') return refuse(loaded.errors);
	const twins = twinsAmong(loaded.sources);
	if (twins.length > 0) return refuse(twins);
	const revision = flags.revision ?? loaded.manifest?.revision;
	const built = await withProgress(io, `building ${loaded.sources.length} files`, () =>
		build(
			loaded.sources.map(({ bundlePath, text }) => ({ path: bundlePath, text })),
			{
				...language,
				target: flags.target,
				limitMs: compileLimitMs,
				entrypoints: flags.entrypoint,
				annotatedEntrypoints: true,
				pruneUnused: flags.pruneUnused ?? false,
				...(loaded.data === undefined ? {} : { data: loaded.data }),
				...(revision === undefined ? {} : { revision }),
				...(loaded.manifest === undefined ? {} : { roots: loaded.manifest.roots }),
				...(loaded.manifest?.metadata === undefined ? {} : { metadata: loaded.manifest.metadata }),
			},
		),
	);
	const whole = built.kind === 'built' && flags.target === 'rego' ? await readBack(built) : built;
	if (whole.kind === 'refused') return refuse(inFiles(whole.errors, loaded.sources));
	const failure = await put(resolve(io.cwd, flags.output), flags.output, whole.bundle);
	return failure === undefined ? 0 : refuse([failure]);
}

/** What a bundle may hold by its roots is told by OPA where it loads one: better now than there. */
async function readBack(built: Built): Promise<Built | Refused> {
	const read = await readBundle(built.bundle);
	// Sources of another Rego than this one's cannot be read so, and have compiled already.
	const about = read.kind === 'refused' ? read.errors.filter(({ code }) => code === 'rego_bundle_error') : [];
	return about.length > 0 ? { kind: 'refused', errors: about } : built;
}

function twinsAmong(sources: readonly LoadedSource[]): RegoErrorDetail[] {
	const seen = new Map<string, string>();
	return sources.flatMap(({ path, bundlePath }) => {
		const other = seen.get(bundlePath);
		seen.set(bundlePath, path);
		return other === undefined ? [] : [fileError(path, `in a bundle it would have the path of ${other}`)];
	});
}

function inFiles(errors: readonly RegoErrorDetail[], sources: readonly LoadedSource[]): RegoErrorDetail[] {
	const paths = new Map(sources.map(({ path, bundlePath }) => [bundlePath, path]));
	return errors.map((error) => ({ ...error, file: paths.get(error.file) ?? error.file }));
}

/** Puts a file in place whole: who reads it meanwhile sees the old one or the new one. */
async function put(path: string, name: string, bytes: Uint8Array): Promise<RegoErrorDetail | undefined> {
	const temporary = `${path}.${process.pid}.tmp`;
	try {
		await writeFile(temporary, bytes);
		await rename(temporary, path);
		return undefined;
	} catch (error) {
		await rm(temporary, { force: true });
		return {
			...systemError(name, error),
			message: `it cannot be written: ${error instanceof Error ? error.message : error}`,
		};
	}
}
