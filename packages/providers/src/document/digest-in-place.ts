import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Project, sha256 } from '@portcullis/core';
import { documentName, projectFolder } from './project-folder.js';

/** SHA-256 of the document that is in place for a project; `null` where there is none that can be read. */
export async function digestInPlace(project: Pick<Project, 'name' | 'provider'>, root: string): Promise<string | null> {
	try {
		return sha256(await readFile(join(projectFolder(project, root), documentName)));
	} catch {
		return null;
	}
}
