import { statSync } from 'node:fs';

/** Whether a folder is there. What cannot be looked at is left to whatever reads it to complain of. */
export function isFolder(path: string): boolean {
	try {
		return statSync(path).isDirectory();
	} catch {
		return false;
	}
}
