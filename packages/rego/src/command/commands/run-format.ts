import { chmod, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { type Formatted, format } from '../../format.js';
import type { LanguageOptions } from '../../language.js';
import type { RegoErrorDetail } from '../../rego-error.js';
import type { CommandIo } from '../command-io.js';
import { compileLimitMs } from '../compile-limit.js';
import { fileError, systemError } from '../files/file-error.js';
import { type FoundFile, findFiles } from '../files/find-files.js';
import { type LanguageFlags, loadLanguage } from '../files/load-language.js';
import { readAll } from '../files/read-all.js';
import { decodeText, readText } from '../files/read-text.js';
import { colorsFor } from '../output/colors-for.js';
import { writeErrors } from '../output/error-output.js';
import { harmlessLines } from '../output/harmless-lines.js';
import { type SayProgress, withProgress } from '../output/progress.js';

/** The options of `fmt`. */
export interface FormatFlags extends LanguageFlags {
	readonly write?: boolean;
	readonly list?: boolean;
	readonly diff?: boolean;
	readonly fail?: boolean;
	readonly dropV0Imports?: boolean;
	readonly ignore: readonly string[];
}

/** Carries `fmt` out. */
export async function runFormat(paths: readonly string[], flags: FormatFlags, io: CommandIo): Promise<number> {
	const read = await loadLanguage(flags, io.cwd);
	if (read.kind === 'refused') {
		writeErrors(read.errors, io);
		return 1;
	}
	if (paths.length === 0) return formatInput(read.language, flags, io);
	const found = await findFiles(paths, io.cwd, flags.ignore);
	writeErrors(found.errors, io);
	const sources = found.files.filter(({ name }) => name.endsWith('.rego'));
	if (found.errors.length === 0 && sources.length === 0) {
		writeErrors(
			paths.map((path) => fileError(path, 'there is no .rego file in it')),
			io,
		);
		return 1;
	}
	const statuses = await withProgress(io, `formatting ${sources.length} files`, (say) =>
		formatFiles(sources, read.language, flags, io, say),
	);
	return Math.max(found.errors.length > 0 ? 1 : 0, ...statuses);
}

async function formatFiles(
	files: readonly FoundFile[],
	language: LanguageOptions,
	flags: FormatFlags,
	io: CommandIo,
	say: SayProgress,
): Promise<number[]> {
	const statuses: number[] = [];
	for (const file of files) {
		say(`formatting ${file.name}`);
		statuses.push(await formatFile(file, language, flags, io));
	}
	return statuses;
}

async function formatFile(
	file: FoundFile,
	language: LanguageOptions,
	flags: FormatFlags,
	io: CommandIo,
): Promise<number> {
	const refuse = (errors: readonly RegoErrorDetail[]): number => {
		writeErrors(errors, io);
		return 2;
	};
	const text = await readText(file.path, file.name);
	if (typeof text !== 'string') return refuse([text]);
	const options = { ...language, dropRedundantImports: flags.dropV0Imports ?? false, limitMs: compileLimitMs };
	const formatted = await format({ path: file.name, text }, options);
	if (formatted.kind === 'refused') return refuse(formatted.errors);
	if (flags.list) {
		if (formatted.changed) io.stdout.write(`${harmlessLines(file.name)}\n`);
	} else if (flags.diff) {
		if (formatted.changed) io.stdout.write(differences(file.name, text, formatted, io));
	} else if (flags.fail && formatted.changed) {
		return refuse([fileError(file.name, 'it would be laid out otherwise')]);
	} else if (flags.write) {
		const failure = formatted.changed ? await overwrite(file, formatted, options) : undefined;
		if (failure !== undefined) return refuse([failure]);
	} else io.stdout.write(formatted.text);
	return flags.fail && formatted.changed ? 2 : 0;
}

async function formatInput(language: LanguageOptions, flags: FormatFlags, io: CommandIo): Promise<number> {
	const text = decodeText(await readAll(io.stdin), 'stdin');
	const formatted =
		typeof text === 'string'
			? await format(
					{ path: 'stdin', text },
					{ ...language, dropRedundantImports: flags.dropV0Imports ?? false, limitMs: compileLimitMs },
				)
			: ({ kind: 'refused', errors: [text] } as const);
	if (formatted.kind === 'refused') {
		writeErrors(formatted.errors, io);
		return 1;
	}
	io.stdout.write(formatted.text);
	return 0;
}

function differences(name: string, before: string, { text }: Formatted, io: CommandIo): string {
	const { bold, cyan, green, red } = colorsFor(io.stdout, io.env);
	const paint = (line: string): string => {
		if (line.startsWith('---') || line.startsWith('+++')) return bold(line);
		if (line.startsWith('@@')) return cyan(line);
		return line.startsWith('+') ? green(line) : line.startsWith('-') ? red(line) : line;
	};
	const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
	const patch = createTwoFilesPatch(name, name, before, text, undefined, undefined, options);
	return harmlessLines(patch)
		.split('\n')
		.map((line) => (line === '' ? line : paint(line)))
		.join('\n');
}

/** Writes the file anew: a file beside it, then in its place, so that nobody sees half of it. Links stay links. */
async function overwrite(
	file: FoundFile,
	{ text }: Formatted,
	options: LanguageOptions,
): Promise<RegoErrorDetail | undefined> {
	// What OPA lays out must still be Rego, or the author's file would be lost.
	const again = await format({ path: file.name, text }, options);
	if (again.kind === 'refused')
		return { ...fileError(file.name, 'OPA laid it out in a way that it cannot read; it was left as it is') };
	const path = await realpath(file.path);
	const temporary = `${path}.${process.pid}.tmp`;
	try {
		const { mode } = await stat(path);
		await writeFile(temporary, text);
		await chmod(temporary, mode);
		await rename(temporary, path);
		return undefined;
	} catch (error) {
		await rm(temporary, { force: true });
		return systemError(file.name, error);
	}
}
