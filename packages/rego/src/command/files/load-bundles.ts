import { stat } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';
import type { Refused, RegoErrorDetail } from '../../rego-error.js';
import { BaseDocuments } from './base-documents.js';
import { fileError } from './file-error.js';
import { findFiles } from './find-files.js';
import { addArchive, addDocument, addSource } from './load-paths.js';
import { type Gathered, type Loaded, type LoadedManifest, type LoadOptions, refusedBy } from './loaded.js';
import { readText } from './read-text.js';

/**
 * Loads paths as OPA does with `--bundle`: each is a bundle, an archive or a folder. Of a folder every `.rego` counts,
 * `data.json` and `data.yaml`, which stand below the path of their folders, and `.manifest`.
 */
export async function loadBundles(paths: readonly string[], options: LoadOptions): Promise<Loaded | Refused> {
	const gathered: Gathered = { sources: [], errors: [] };
	const documents = new BaseDocuments();
	const manifests: (LoadedManifest & { readonly file: string })[] = [];
	for (const path of paths) {
		const file = { name: path, path: resolve(options.cwd, path), root: [], named: true };
		const isFolder = await stat(file.path).then(
			(kind) => kind.isDirectory(),
			() => false,
		);
		const manifest = isFolder
			? await addFolder(path, documents, gathered, options)
			: await addArchive(file, documents, gathered, options);
		manifests.push({ ...readManifest(manifest, path, gathered), file: path });
	}
	gathered.errors.push(...overlaps(manifests));
	if (gathered.errors.length > 0) return refusedBy(gathered.errors);
	const [only] = manifests;
	const data = documents.text();
	return {
		kind: 'loaded',
		sources: gathered.sources,
		...(data === undefined ? {} : { data }),
		manifest: {
			revision: manifests.length === 1 ? (only?.revision ?? '') : '',
			roots: manifests.flatMap(({ roots }) => roots),
			...(manifests.length === 1 && only?.metadata !== undefined ? { metadata: only.metadata } : {}),
		},
	};
}

async function addFolder(
	path: string,
	documents: BaseDocuments,
	gathered: Gathered,
	{ cwd, ignore }: LoadOptions,
): Promise<unknown> {
	const found = await findFiles([path], cwd, ignore, 'refused');
	gathered.errors.push(...found.errors);
	let manifest: unknown;
	for (const file of found.files) {
		const inside = relative(resolve(cwd, path), file.path).split(sep);
		const name = basename(file.path);
		if (name.endsWith('.rego')) await addSource(file, gathered, inside.join('/'));
		else if (/^data\.(json|ya?ml)$/.test(name)) await addDocument(file, inside.slice(0, -1), documents, gathered);
		else if (inside.join('/') === '.manifest') manifest = await parseManifest(file.path, file.name, gathered);
	}
	return manifest;
}

async function parseManifest(path: string, name: string, { errors }: Gathered): Promise<unknown> {
	const text = await readText(path, name);
	if (typeof text !== 'string') {
		errors.push(text);
		return undefined;
	}
	try {
		return JSON.parse(text);
	} catch {
		errors.push({ ...fileError(name, 'it is not JSON'), code: 'rego_bundle_error' });
		return undefined;
	}
}

function readManifest(manifest: unknown, path: string, { errors }: Gathered): LoadedManifest {
	const { revision = '', roots = [''], metadata } = (manifest ?? {}) as Readonly<Record<string, unknown>>;
	const isList = Array.isArray(roots) && roots.every((root) => typeof root === 'string');
	if (typeof revision === 'string' && isList && (metadata === undefined || isObject(metadata))) {
		return { revision, roots, ...(metadata === undefined ? {} : { metadata }) };
	}
	const message = 'revision is to be a text, roots a list of texts, metadata an object';
	errors.push({ ...fileError(`${path}/.manifest`, message), code: 'rego_bundle_error' });
	return { revision: '', roots: [] };
}

/** Two bundles may not own one path: nobody could say whose rules count. */
function overlaps(manifests: readonly (LoadedManifest & { readonly file: string })[]): RegoErrorDetail[] {
	return manifests.flatMap(({ roots, file }, index) =>
		manifests.slice(index + 1).flatMap((other) => {
			const both = roots.find((root) => other.roots.some((theirs) => within(root, theirs) || within(theirs, root)));
			if (both === undefined) return [];
			const message = `its root "${both}" overlaps with a root of ${other.file}`;
			return [{ ...fileError(file, message), code: 'rego_bundle_error' }];
		}),
	);
}

function within(path: string, root: string): boolean {
	const parts = (text: string): string[] => text.split('/').filter((part) => part !== '');
	return parts(root).every((part, index) => parts(path)[index] === part);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
