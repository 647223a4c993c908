import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Bundle, PolicyMetadata } from '../contracts/bundle.js';
import { PortcullisError } from '../model/portcullis-error.js';
import { pathText, problemsOf } from '../model/problem.js';
import { canonicalJson } from '../util/canonical-json.js';
import { parameterProblems } from './check-parameters.js';
import { jsonFault } from './json-fault.js';
import { policyMetadataSchema } from './policy-metadata.js';
import { wordsOfCause } from './words-of-cause.js';

/** A policy of a bundle that was checked. */
export interface LoadedPolicy {
	readonly metadata: PolicyMetadata;
	/** Says what of a binding's parameters the policy's own schema refuses; `null` for nothing. */
	parametersFault(parameters: unknown): string | null;
}

/** A bundle that was checked and copied: what its caller does to it afterwards changes nothing. */
export interface LoadedBundle {
	readonly wasm: Uint8Array;
	readonly policies: ReadonlyMap<string, LoadedPolicy>;
	/** Base documents as JSON; `null` where the bundle has none. */
	readonly data: string | null;
	readonly digest: string;
	/** SHA-256 of module, METADATA and data as they were loaded: `digest` is only what the bundle says of itself. */
	readonly loaded: string;
}

const bundleSchema = z.object({
	wasm: z.instanceof(Uint8Array),
	policies: z.array(policyMetadataSchema),
	data_paths: z.array(z.string()),
	data: z.unknown().optional(),
	digest: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal'),
});

/**
 * Checks a bundle and copies it. What METADATA says decides what a policy is asked about, so METADATA that is not
 * well-formed is refused: a policy that judges no kind of subject would never be asked, and nobody would see it.
 *
 * @throws PortcullisError `BUNDLE_INVALID`, or `BUNDLE_DATA_MISSING` where base documents are missing
 */
export function loadBundle(bundle: Bundle): LoadedBundle {
	const parsed = bundleSchema.safeParse(bundle);
	if (!parsed.success) {
		const [first] = problemsOf(parsed.error, undefined);
		throw invalid(`${pathText(first?.path ?? [])}: ${first?.message ?? 'is not a bundle'}`);
	}
	const { policies: described, data_paths, digest } = parsed.data;
	const wasm = Uint8Array.from(parsed.data.wasm);
	const policies = new Map<string, LoadedPolicy>();
	for (const metadata of described) {
		if (policies.has(metadata.id)) throw invalid(`it has two policies ${metadata.id}`);
		policies.set(metadata.id, loadPolicy(metadata as PolicyMetadata));
	}
	const data = dataText(parsed.data.data);
	requireData(data_paths, data === null ? undefined : JSON.parse(data));
	const loaded = createHash('sha256')
		.update(wasm)
		.update(canonicalJson([described, data]));
	return { wasm, policies, data, digest, loaded: loaded.digest('hex') };
}

/** Makes a policy whose METADATA was checked ready: its parameters' schema is read once, and METADATA changes no more. */
export function loadPolicy(metadata: PolicyMetadata): LoadedPolicy {
	return { metadata: frozen(metadata), parametersFault: parameterCheck(metadata) };
}

function parameterCheck({
	id,
	parameters,
	windows,
}: Pick<PolicyMetadata, 'id' | 'parameters' | 'windows'>): LoadedPolicy['parametersFault'] {
	let schema: z.ZodType;
	try {
		schema = z.fromJSONSchema(parameters);
	} catch (cause) {
		throw invalid(`the parameters of ${id} are not a usable JSON Schema: ${wordsOfCause(cause)}`, cause);
	}
	return (given) => {
		const problems = parameterProblems(schema, windows === undefined ? {} : { windows }, given);
		if (problems.length === 0) return null;
		const words = problems.map(({ path, message }) => `${pathText(path)}: ${message}`);
		return `its parameters are not what it takes: ${words.join('; ')}`;
	};
}

function dataText(data: unknown): string | null {
	if (data === undefined) return null;
	if (typeof data !== 'object' || data === null || Array.isArray(data)) throw invalid('its data is not an object');
	const fault = jsonFault(data);
	if (fault !== null) throw invalid(`data.${pathText(fault.path)}: ${fault.message}`);
	return canonicalJson(data);
}

function requireData(paths: readonly string[], data: unknown): void {
	for (const path of paths) {
		let node = data;
		for (const step of path.split('.').slice(1)) {
			node =
				typeof node === 'object' && node !== null && Object.hasOwn(node, step) ? Reflect.get(node, step) : undefined;
		}
		if (node === undefined) {
			throw new PortcullisError('BUNDLE_DATA_MISSING', `the bundle's policies read ${path}, and it holds no such data`);
		}
	}
}

function frozen<Value>(value: Value): Value {
	if (typeof value === 'object' && value !== null) {
		for (const field of Object.values(value)) frozen(field);
		Object.freeze(value);
	}
	return value;
}

function invalid(words: string, cause?: unknown): PortcullisError {
	return new PortcullisError('BUNDLE_INVALID', `the bundle cannot be loaded: ${words}`, { cause });
}
