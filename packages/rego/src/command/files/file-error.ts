import type { RegoErrorDetail } from '../../rego-error.js';

/** An error about a file as such: it is absent, unreadable, of no kind that is understood. */
export function fileError(file: string, message: string, row = 0): RegoErrorDetail {
	return { code: 'rego_file_error', message, file, row, column: 0 };
}

const reasons: Readonly<Record<string, string>> = {
	ENOENT: 'there is no such file or folder',
	ENOTDIR: 'there is no such file or folder',
	EISDIR: 'it is a folder',
	EACCES: 'it may not be read',
	EPERM: 'it may not be read',
	ELOOP: 'it is a symbolic link that leads back to itself',
};

/** What the operating system said, as an error about the file; anything else is thrown on. */
export function systemError(file: string, error: unknown): RegoErrorDetail {
	const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
	if (code === undefined) throw error;
	return fileError(file, reasons[code] ?? `it cannot be read: ${code}`);
}
