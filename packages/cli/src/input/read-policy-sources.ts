import { readdir } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { mostSourceBytes, type PolicySource, type Problem } from '@portcullis/core';
import type { Io } from '../io/io.js';
import { isFolder } from '../io/is-folder.js';
import type { PlacedProblem } from '../output/json-document.js';
import { misunderstood, type Understood, understood } from './input-problem.js';
import { readLimited } from './read-limited.js';

/** The files of one policy, by names that are the same wherever the command is run. */
export interface PolicyFiles {
	readonly sources: readonly PolicySource[];
	/** Says a problem's file as it was typed. */
	place(problem: Problem): PlacedProblem;
}

/** Reads Rego files, the Rego files of folders, or standard input (`-`). */
export async function readPolicySources(paths: readonly string[], io: Io): Promise<Understood<PolicyFiles>> {
	const typed = new Map<string, string>();
	const sources: PolicySource[] = [];
	for (const path of paths) {
		const found = isFolder(resolve(io.cwd, path)) ? await regoFilesIn(path, io) : [{ name: nameOf(path), file: path }];
		if (found.length === 0) return misunderstood({ file: path, message: 'has no .rego files in it' });
		for (const { name, file } of found) {
			const text = await readLimited(file, io, mostSourceBytes);
			if (text.kind === 'problems') return text;
			if (typed.has(name)) return misunderstood({ file, message: `has the name of another: ${typed.get(name)}` });
			typed.set(name, file);
			sources.push({ path: name, text: text.value });
		}
	}
	const place = ({ file, ...found }: Problem): PlacedProblem =>
		file === undefined ? found : { ...found, file: typed.get(file) ?? file };
	return understood({ sources, place });
}

function nameOf(path: string): string {
	return path === '-' ? 'policy.rego' : basename(path);
}

async function regoFilesIn(folder: string, io: Io): Promise<{ readonly name: string; readonly file: string }[]> {
	const names = await readdir(resolve(io.cwd, folder), { recursive: true });
	return names
		.filter((name) => name.endsWith('.rego'))
		.sort()
		.map((name) => ({ name: name.split(sep).join('/'), file: join(folder, name) }));
}
