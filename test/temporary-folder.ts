import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One folder for everything that the tests of a run write, made before them and removed after them. */
export default function setup(): () => void {
	const folder = mkdtempSync(join(tmpdir(), 'portcullis-test-'));
	// PostgreSQL runs as a user of its own, who must get through to its folder.
	chmodSync(folder, 0o711);
	process.env.TMPDIR = folder;
	return () => rmSync(folder, { recursive: true, force: true });
}
