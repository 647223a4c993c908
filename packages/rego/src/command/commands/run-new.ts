import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { CommandIo } from '../command-io.js';
import { fileError, systemError } from '../files/file-error.js';
import { policyFiles } from '../new-policy/policy-files.js';
import { readPolicyName } from '../new-policy/policy-name.js';
import { writeErrors } from '../output/error-output.js';

/** Carries `new` out. */
export async function runNew(given: string, folder: string, io: CommandIo): Promise<number> {
	const name = readPolicyName(given);
	if (typeof name === 'string') {
		writeErrors([{ code: 'rego_name_error', message: name, file: '', row: 0, column: 0 }], io);
		return 1;
	}
	const place = join(folder, name.category, name.name);
	const path = resolve(io.cwd, place);
	try {
		await mkdir(dirname(path), { recursive: true });
		// Not recursive: it fails where the folder is there, and nothing is ever overwritten.
		await mkdir(path);
	} catch (error) {
		const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
		writeErrors(
			[isThere ? fileError(place, 'it is there already; nothing was written') : systemError(place, error)],
			io,
		);
		return 1;
	}
	for (const [file, text] of Object.entries(policyFiles(name))) {
		await writeFile(join(path, file), text, { flag: 'wx' });
		io.stdout.write(`${join(place, file)}\n`);
	}
	return 0;
}
