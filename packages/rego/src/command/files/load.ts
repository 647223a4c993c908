import type { Refused } from '../../rego-error.js';
import { loadBundles } from './load-bundles.js';
import { loadPaths } from './load-paths.js';
import type { Loaded, LoadOptions } from './loaded.js';

/** Loads paths, each as a bundle where `--bundle` says so. */
export function load(
	paths: readonly string[],
	options: LoadOptions & { readonly bundle?: boolean | undefined },
): Promise<Loaded | Refused> {
	return options.bundle ? loadBundles(paths, options) : loadPaths(paths, options);
}
