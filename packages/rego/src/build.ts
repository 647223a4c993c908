import { type Documents, documentBytes } from './document.js';
import { type LanguageOptions, languageRequest } from './language.js';
import { refuse } from './refuse.js';
import type { Refused } from './rego-error.js';
import { areErrors, readSources, type Sources } from './source.js';
import { attachmentOf } from './toolbox/attachment-of.js';
import { sharedToolbox } from './toolbox/shared-toolbox.js';

/** What {@link build} is to make. */
export interface BuildOptions extends LanguageOptions {
	/** `rego` (default): the sources, checked; `wasm`: a module beside them; `plan`: OPA's intermediate representation. */
	readonly target?: 'rego' | 'wasm' | 'plan';
	/** The rules that can be asked for, as paths (`portcullis/decision`). `wasm` and `plan` need at least one. */
	readonly entrypoints?: readonly string[];
	/** Add the entrypoints that METADATA marks. */
	readonly annotatedEntrypoints?: boolean;
	/** Base documents, to go into the bundle. */
	readonly data?: Documents;
	/** The paths that the bundle owns, as `policies/cost`. Default: all. */
	readonly roots?: readonly string[];
	/** Leave out rules that no entrypoint needs. */
	readonly pruneUnused?: boolean;
	/** The manifest's revision. */
	readonly revision?: string;
	/** The manifest's metadata. */
	readonly metadata?: Readonly<Record<string, unknown>>;
	/** The longest that it may take, in milliseconds, loading not counted. Default 60,000. */
	readonly limitMs?: number;
}

/** A bundle, as OPA loads it. */
export interface Built {
	readonly kind: 'built';
	/** A gzipped tar archive. */
	readonly bundle: Uint8Array;
	readonly manifest: BundleManifest;
}

/** A bundle's `.manifest`, as OPA writes it. */
export type BundleManifest = Readonly<Record<string, unknown>> & {
	readonly revision: string;
	readonly roots: readonly string[];
};

/**
 * Makes a bundle as `opa build` does. Test files go into it where they are among the sources.
 *
 * It never optimises: OPA's optimiser was measured to make slower modules and to change decisions.
 *
 * @returns the bundle, or the errors of the sources.
 * @throws {@link ToolboxError} where the toolbox failed or the limit passed.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises';
 * import { build } from '@portcullis/rego';
 *
 * const built = await build({ 'a.rego': 'package a\n\nx := 1\n' }, { revision: 'v1' });
 * if (built.kind === 'built') await writeFile('bundle.tar.gz', built.bundle);
 * ```
 */
export async function build(sources: Sources, options: BuildOptions = {}): Promise<Built | Refused> {
	const read = readSources(sources);
	if (areErrors(read)) return refuse(read, []);
	const { data, target, entrypoints, annotatedEntrypoints, roots, pruneUnused, revision, metadata } = options;
	const reply = await sharedToolbox().call({
		operation: 'build',
		request: {
			...languageRequest(options),
			...{ target, entrypoints, annotatedEntrypoints, roots, pruneUnused, revision, metadata },
			...(data === undefined ? {} : { data: 0 }),
			sources: read,
		},
		attachments: data === undefined ? [] : [documentBytes(data)],
		limitMs: options.limitMs ?? 60_000,
	});
	if (reply.kind === 'refused') return refuse(reply.errors, read);
	const { bundle, manifest } = reply.result as { readonly bundle: number; readonly manifest: BundleManifest };
	return { kind: 'built', bundle: attachmentOf(reply, bundle), manifest };
}
