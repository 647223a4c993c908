import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Io } from '../io/io.js';
import { misunderstood, type Understood, understood } from './input-problem.js';

// A configuration is small; a folder with more was named by mistake.
const mostFiles = 10_000;

/** The files of a configuration. */
export interface Sources {
	/** Texts of `.tf` and `.tofu` files by path, relative to the folder, with `/`. */
	readonly files: Readonly<Record<string, string>>;
	/** The folder, relative to where the command runs, with `/`; empty where it is that one. */
	readonly folder: string;
}

/** Reads a configuration's files below a folder. What Terraform itself keeps there (`.terraform`) is passed over. */
export async function readSources(folder: string, io: Io): Promise<Understood<Sources>> {
	const root = resolve(io.cwd, folder);
	const files: Record<string, string> = {};
	const problem = (message: string) => misunderstood({ path: ['--sources'], file: folder, message });
	const pending = [root];
	try {
		for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
			for (const entry of await readdir(at, { withFileTypes: true })) {
				const path = join(at, entry.name);
				if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') pending.push(path);
				if (!entry.isFile() || !/\.(?:tf|tofu)$/.test(entry.name)) continue;
				files[slashed(relative(root, path))] = await readFile(path, 'utf8');
				if (Object.keys(files).length > mostFiles) return problem(`holds more than ${mostFiles} files of Terraform's`);
			}
		}
	} catch (error) {
		return problem(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
	}
	if (Object.keys(files).length === 0) return problem('holds no .tf or .tofu file');
	return understood({ files, folder: slashed(relative(io.cwd, root)) });
}

function slashed(path: string): string {
	return path.split(sep).join('/');
}
