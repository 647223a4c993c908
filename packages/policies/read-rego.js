import { readdir, readFile } from 'node:fs/promises';

/**
 * Reads every Rego file below a folder, tests too, in order of path.
 *
 * @param {URL} folder
 * @param {string} name what paths in messages begin with
 * @returns {Promise<{ path: string, text: string }[]>}
 */
export async function readRego(folder, name) {
	const entries = await readdir(folder, { recursive: true });
	const paths = entries.filter((entry) => entry.endsWith('.rego')).sort();
	return Promise.all(
		paths.map(async (path) => ({ path: `${name}/${path}`, text: await readFile(new URL(path, folder), 'utf8') })),
	);
}
