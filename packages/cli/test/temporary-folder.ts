import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One folder for all workshops of a run, made before the tests and removed after them. */
export default function setup(): () => void {
	const folder = mkdtempSync(join(tmpdir(), 'portcullis-cli-'));
	process.env.PORTCULLIS_TEST_FOLDER = folder;
	return () => rmSync(folder, { recursive: true, force: true });
}
