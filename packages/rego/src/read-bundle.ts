import type { BundleManifest } from './build.js';
import { type LanguageOptions, languageRequest } from './language.js';
import { refuse } from './refuse.js';
import type { Refused } from './rego-error.js';
import type { Source } from './source.js';
import { attachmentOf } from './toolbox/attachment-of.js';
import { sharedToolbox } from './toolbox/shared-toolbox.js';

/** How {@link readBundle} is to read. */
export interface ReadBundleOptions extends LanguageOptions {
	/** The greatest size of all files together, unpacked, in bytes: a small archive can unpack to gigabytes. Default 1 GiB. */
	readonly totalLimit?: number;
	/** The longest that it may take, in milliseconds, loading not counted. Default 60,000. */
	readonly limitMs?: number;
}

/** What a bundle holds. */
export interface ReadBundle {
	readonly kind: 'bundle';
	readonly sources: readonly Source[];
	readonly manifest: BundleManifest;
	/** The base documents as JSON text, in which numbers keep their digits. */
	readonly data: string;
	readonly modules: readonly BundleModule[];
}

/** A WebAssembly module in a bundle. */
export interface BundleModule {
	readonly path: string;
	readonly wasm: Uint8Array;
}

/**
 * Reads a bundle (`.tar.gz`) with OPA's own reader, after every name in it was found to stay inside it and
 * everything in it to be a plain file. Signatures are not verified.
 *
 * @returns what it holds, or why it is refused.
 * @throws {@link ToolboxError} where the toolbox failed or the limit passed.
 *
 * @example
 * ```ts
 * import { build, readBundle } from '@portcullis/rego';
 *
 * const built = await build({ 'a.rego': 'package a\n\nx := 1\n' });
 * if (built.kind === 'refused') throw new Error(built.errors[0]?.message);
 * const read = await readBundle(built.bundle);
 * if (read.kind === 'bundle') console.log(read.sources.map(({ path }) => path)); // [ 'a.rego' ]
 * ```
 */
export async function readBundle(
	archive: Uint8Array,
	{ totalLimit, limitMs = 60_000, ...language }: ReadBundleOptions = {},
): Promise<ReadBundle | Refused> {
	const reply = await sharedToolbox().call({
		operation: 'unbundle',
		request: { ...languageRequest(language), ...(totalLimit === undefined ? {} : { totalLimit }) },
		attachments: [archive],
		limitMs,
	});
	if (reply.kind === 'refused') return refuse(reply.errors, []);
	const { sources, manifest, data, wasm } = reply.result as {
		readonly sources: readonly Source[];
		readonly manifest: BundleManifest;
		readonly data: number;
		readonly wasm: readonly { readonly path: string; readonly wasm: number }[];
	};
	return {
		kind: 'bundle',
		sources,
		manifest,
		data: new TextDecoder().decode(attachmentOf(reply, data)),
		modules: wasm.map((each) => ({ path: each.path, wasm: attachmentOf(reply, each.wasm) })),
	};
}
