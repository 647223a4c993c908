import type { LanguageOptions } from '../../language.js';
import type { Refused, RegoErrorDetail } from '../../rego-error.js';
import type { Source } from '../../source.js';

/** A source, and where it stands in a bundle that is made of it. */
export interface LoadedSource extends Source {
	/** `path` without what leads out of a folder: `../a.rego` is `a.rego`. */
	readonly bundlePath: string;
}

/** What the manifest of a bundle says. */
export interface LoadedManifest {
	readonly revision: string;
	readonly roots: readonly string[];
	readonly metadata?: Readonly<Record<string, unknown>>;
}

/** All that the paths of a command line hold. */
export interface Loaded {
	readonly kind: 'loaded';
	readonly sources: readonly LoadedSource[];
	/** Base documents, as JSON in which numbers keep their digits. */
	readonly data?: string;
	/** The manifests of bundles, together; absent where no path was taken for a bundle. */
	readonly manifest?: LoadedManifest;
}

/** How paths are to be taken. */
export interface LoadOptions {
	readonly cwd: string;
	readonly language: LanguageOptions;
	/** Patterns of names that are left out. */
	readonly ignore: readonly string[];
	/** Leave base documents and bundles among the files out, as `opa check` does. */
	readonly onlyRego?: boolean;
	/** Leave bundles among the files out, as `opa build` does. */
	readonly withoutArchives?: boolean;
	/** Refuse paths that hold no Rego at all: most likely they are mistyped. */
	readonly needsRego?: boolean;
}

/** Sources and errors on the way to {@link Loaded}. */
export interface Gathered {
	readonly sources: LoadedSource[];
	readonly errors: RegoErrorDetail[];
}

/** Tells a refusal by errors that are there. */
export function refusedBy(errors: readonly RegoErrorDetail[]): Refused {
	return { kind: 'refused', errors };
}
