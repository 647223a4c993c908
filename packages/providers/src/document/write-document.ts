import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { PortcullisError, type Project, sha256, type TerraformDocument, type WrittenDocument } from '@portcullis/core';
import { documentName, projectFolder } from './project-folder.js';

/**
 * Puts a document in place as `main.tf.json` in the project's folder: a temporary file beside it, flushed, renamed
 * over it, the folder flushed. Whoever reads sees the old document or the new one, and once this returns the new one
 * outlives a loss of power. Nothing else in the folder is touched.
 *
 * @param stillMine asked right before the rename; what was made is thrown away where it answers no
 * @throws PortcullisError `DOCUMENT_NOT_OURS` then; `DOCUMENT_WRITE_FAILED` if it cannot be written, and if the folder or the file is a symbolic
 * link or something else than expected: what is there is then as it was
 */
export async function writeDocument(
	project: Project,
	document: TerraformDocument,
	root: string,
	stillMine: () => Promise<boolean> = async () => true,
): Promise<WrittenDocument> {
	const folder = projectFolder(project, root);
	const path = join(folder, documentName);
	try {
		const bytes = `${JSON.stringify(document, null, 2)}\n`;
		await mkdir(folder, { recursive: true });
		await expectKind(folder, 'directory');
		await expectKind(path, 'file');
		await replace(path, folder, bytes, stillMine);
		return { path, digest: sha256(bytes) };
	} catch (cause) {
		if (cause instanceof PortcullisError) throw cause;
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new PortcullisError('DOCUMENT_WRITE_FAILED', `${path} could not be written: ${reason}`, { cause });
	}
}

// A link would let somebody with access to the folder send the document, or the state that Terraform puts beside it,
// to a place of their choice.
async function expectKind(path: string, kind: 'directory' | 'file'): Promise<void> {
	const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return undefined;
		throw error;
	});
	if (found === undefined) return;
	if (kind === 'directory' ? found.isDirectory() : found.isFile()) return;
	const is = found.isSymbolicLink() ? 'a symbolic link' : `not a ${kind}`;
	throw new PortcullisError('DOCUMENT_WRITE_FAILED', `${path} is ${is}; nothing was written. Move it away`);
}

async function replace(path: string, folder: string, bytes: string, stillMine: () => Promise<boolean>): Promise<void> {
	// Terraform reads files that end in .tf.json; this must not, or a run between the two steps would see both.
	const temporary = `${path}.${randomUUID()}.tmp`;
	try {
		const file = await open(temporary, 'wx', 0o644);
		try {
			await file.writeFile(bytes);
			await file.sync();
		} finally {
			await file.close();
		}
		if (!(await stillMine())) {
			throw new PortcullisError(
				'DOCUMENT_NOT_OURS',
				`${path} was left as it is: somebody else has the project in hand`,
			);
		}
		await rename(temporary, path);
	} catch (error) {
		await unlink(temporary).catch(() => undefined);
		throw error;
	}
	// Windows has no handle on a folder, and needs none: there the rename itself is written through.
	if (process.platform === 'win32') return;
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
