import { LosslessNumber, stringify } from 'lossless-json';
import type { RegoErrorDetail } from '../../rego-error.js';
import { fileError } from './file-error.js';

type Tree = Map<string, Tree | Leaf>;

interface Leaf {
	readonly value: unknown;
	readonly file: string;
}

/**
 * Base documents out of several files, put together as OPA does: objects are merged, and two files that give one path
 * are an error. Numbers keep all their digits.
 */
export class BaseDocuments {
	readonly #tree: Tree = new Map();

	/** Adds a document below a path; returns what is wrong with it. */
	add(root: readonly string[], value: unknown, file: string): RegoErrorDetail | undefined {
		if (root.length === 0 && !isObject(value)) {
			return { ...fileError(file, 'base documents must be an object'), code: 'rego_data_error' };
		}
		let whole = value;
		for (const name of [...root].reverse()) whole = { [name]: whole };
		return isObject(whole) ? merge(this.#tree, whole, file, ['data']) : undefined;
	}

	/** All of them as JSON; undefined where there are none. */
	text(): string | undefined {
		return this.#tree.size === 0 ? undefined : stringify(plain(this.#tree));
	}
}

function merge(
	tree: Tree,
	object: Readonly<Record<string, unknown>>,
	file: string,
	path: readonly string[],
): RegoErrorDetail | undefined {
	for (const [key, value] of Object.entries(object)) {
		const here = tree.get(key);
		const below = here instanceof Map ? here : new Map();
		const conflict =
			here !== undefined && !(here instanceof Map && isObject(value))
				? { ...fileError(file, clash([...path, key], here)), code: 'rego_data_error' }
				: isObject(value)
					? merge(below, value, file, [...path, key])
					: undefined;
		if (conflict !== undefined) return conflict;
		tree.set(key, isObject(value) ? below : { value, file });
	}
	return undefined;
}

function clash(path: readonly string[], here: Tree | Leaf): string {
	const other = here instanceof Map ? 'other files' : here.file;
	return `${path.join('.')} has a value in ${other} as well`;
}

function plain(node: Tree | Leaf): unknown {
	// Without a prototype, so that `__proto__` is a key like any other.
	if (!(node instanceof Map)) return node.value;
	const object: Record<string, unknown> = Object.create(null);
	for (const [key, value] of node) object[key] = plain(value);
	return object;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber);
}
