import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Io } from '../io/io.js';

/** The name of the configuration file. */
export const configName = 'portcullis.yaml';

/**
 * Finds the configuration file: the one that PORTCULLIS_CONFIG names, else `portcullis.yaml` in the current folder or
 * the nearest one above it.
 *
 * @returns its absolute path; `null` where there is none. One that is named is returned whether or not it is there.
 */
export function findConfig({ cwd, env }: Pick<Io, 'cwd' | 'env'>): string | null {
	const named = env.PORTCULLIS_CONFIG ?? '';
	if (named !== '') return resolve(cwd, named);
	let folder = resolve(cwd);
	for (;;) {
		const path = join(folder, configName);
		if (existsSync(path)) return path;
		const above = dirname(folder);
		if (above === folder) return null;
		folder = above;
	}
}
