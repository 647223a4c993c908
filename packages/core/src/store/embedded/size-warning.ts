const mib = 1024 * 1024;

// Measured: a commit writes the whole file, which takes some 40 ms at 10 MB and 200 ms at 50 MB.
const limits = [
	{
		bytes: 50 * mib,
		text: (path: string) =>
			`${path} HAS GROWN PAST 50 MB, AND ALL OF IT IS WRITTEN AT EACH CHANGE. Move to PostgreSQL now (portcullis db copy).`,
	},
	{
		bytes: 10 * mib,
		text: (path: string) =>
			`${path} has grown past 10 MB, and all of it is written at each change. Consider moving to PostgreSQL (portcullis db copy).`,
	},
];

const told = new Set<string>();

/** What there is to say of a file that has outgrown being written whole; `undefined` where it has not. */
export function sizeWarning(path: string, bytes: number): string | undefined {
	return limits.find((limit) => bytes >= limit.bytes)?.text(path);
}

/** Tells of a file that has outgrown being written whole: once a process at each limit. */
export function warnOfSize(path: string, bytes: number, warn: (message: string) => void): void {
	const text = sizeWarning(path, bytes);
	if (text === undefined || told.has(text)) return;
	told.add(text);
	warn(text);
}
