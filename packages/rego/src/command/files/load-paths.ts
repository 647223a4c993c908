import { readBundle } from '../../read-bundle.js';
import type { Refused } from '../../rego-error.js';
import { BaseDocuments } from './base-documents.js';
import { fileError } from './file-error.js';
import { type FoundFile, findFiles } from './find-files.js';
import { type Gathered, type Loaded, type LoadOptions, refusedBy } from './loaded.js';
import { parseDocument, parseJson } from './parse-document.js';
import { readBytes, readText } from './read-text.js';

/**
 * Loads files, folders and patterns as OPA does without `--bundle`: every `.rego`, every `.json` and `.yaml` below the
 * name of the folder that it lies in, every bundle (`.tar.gz`). What is wrong with any of them is told of all.
 */
export async function loadPaths(paths: readonly string[], options: LoadOptions): Promise<Loaded | Refused> {
	const found = await findFiles(paths, options.cwd, options.ignore);
	const gathered: Gathered = { sources: [], errors: [...found.errors] };
	const documents = new BaseDocuments();
	for (const file of found.files) {
		if (file.name.endsWith('.rego')) await addSource(file, gathered);
		else if (options.onlyRego) continue;
		else if (/\.(json|ya?ml)$/.test(file.name)) await addDocument(file, file.root, documents, gathered);
		else if (!file.name.endsWith('.tar.gz')) refuseUnknown(file, gathered);
		else if (!options.withoutArchives) await addArchive(file, documents, gathered, options);
	}
	if (gathered.errors.length > 0) return refusedBy(gathered.errors);
	if (options.needsRego && gathered.sources.length === 0) {
		return refusedBy(paths.map((path) => fileError(path, 'there is no .rego file in it')));
	}
	const data = documents.text();
	return { kind: 'loaded', sources: gathered.sources, ...(data === undefined ? {} : { data }) };
}

/** Adds a Rego file; `bundlePath` where it stands in a bundle already. */
export async function addSource(
	file: FoundFile,
	{ sources, errors }: Gathered,
	bundlePath = file.name.replace(/^(\.{0,2}\/)+|^[A-Za-z]:\/+/, ''),
): Promise<void> {
	const text = await readText(file.path, file.name);
	if (typeof text !== 'string') errors.push(text);
	else sources.push({ path: file.name, text, bundlePath });
}

/** Adds a file of base documents below a path. */
export async function addDocument(
	file: FoundFile,
	root: readonly string[],
	documents: BaseDocuments,
	{ errors }: Gathered,
): Promise<void> {
	const text = await readText(file.path, file.name);
	const parsed = typeof text === 'string' ? await parseDocument(text, file.name) : text;
	const error = 'value' in parsed ? documents.add(root, parsed.value, file.name) : parsed;
	if (error !== undefined) errors.push(error);
}

/** Adds what a bundle holds; gives back its manifest. */
export async function addArchive(
	file: FoundFile,
	documents: BaseDocuments,
	{ sources, errors }: Gathered,
	{ language }: LoadOptions,
): Promise<Readonly<Record<string, unknown>> | undefined> {
	const bytes = await readBytes(file.path, file.name);
	if (!(bytes instanceof Uint8Array)) {
		errors.push(bytes);
		return undefined;
	}
	const read = await readBundle(bytes, language);
	if (read.kind === 'refused') {
		const within = (path: string): string => (path === '' ? file.name : `${file.name}/${path.replace(/^\/+/, '')}`);
		errors.push(...read.errors.map((error) => ({ ...error, file: within(error.file) })));
		return undefined;
	}
	for (const { path, text } of read.sources) {
		sources.push({ path: `${file.name}/${path}`, text, bundlePath: path });
	}
	const parsed = parseJson(read.data, file.name);
	const error = 'value' in parsed ? documents.add(file.root, parsed.value, file.name) : parsed;
	if (error !== undefined) errors.push(error);
	return read.manifest;
}

function refuseUnknown(file: FoundFile, { errors }: Gathered): void {
	if (!file.named) return;
	errors.push(fileError(file.name, 'its name ends in none of .rego, .json, .yaml, .yml and .tar.gz'));
}
