import * as opaModule from '@open-policy-agent/opa-wasm';
import { PortcullisError } from '../model/portcullis-error.js';
import type { Evaluator } from './evaluator.js';
import type { LoadedBundle } from './load-bundle.js';
import { wordsOfCause } from './words-of-cause.js';

/** The built-ins that `@open-policy-agent/opa-wasm` answers in JavaScript; every other one is compiled in or missing. */
export const hostBuiltins: ReadonlySet<string> = new Set([
	'json.is_valid',
	'regex.split',
	'sprintf',
	'yaml.is_valid',
	'yaml.marshal',
	'yaml.unmarshal',
]);

/** Limits of an evaluator. */
export interface WasmEvaluatorOptions {
	/** The most memory that one instance may take, in MiB; 256 if left out. */
	readonly maximumMemoryMib?: number;
}

// Its types name what its CommonJS build exports; what an ES module gets is that object as its default.
const opa = (opaModule as unknown as { readonly default: typeof opaModule }).default;

const pageSize = 64 * 1024;
const entrypoint = 'portcullis/decision';
// An instance never gives memory back, so one that served a large request is replaced.
const recycleAbove = 64 * 1024 * 1024;

interface Instance {
	readonly memory: WebAssembly.Memory;
	readonly exports: WasmExports;
	readonly entrypoint: number;
	readonly data: number;
	readonly heap: number;
}

/** The part of OPA's WebAssembly ABI 1.3 that is used here (openpolicyagent.org/docs/wasm). */
interface WasmExports {
	opa_eval(
		reserved: 0,
		entrypoint: number,
		data: number,
		input: number,
		length: number,
		heap: number,
		format: 0,
	): number;
	opa_json_dump(value: number): number;
	builtins(): number;
}

/**
 * Loads a bundle into `@open-policy-agent/opa-wasm`. The module is compiled once; instances are made when needed, and
 * thrown away after a failure, since a failed call can leave data or heap in a state that answers wrongly.
 *
 * @throws PortcullisError `BUNDLE_BUILTIN_MISSING` where the module needs a built-in that the host lacks (the npm
 * evaluator would find out only when the call is reached), `BUNDLE_INVALID` for anything else that cannot be loaded
 */
export function createWasmEvaluator(
	bundle: Pick<LoadedBundle, 'wasm' | 'data'>,
	options: WasmEvaluatorOptions = {},
): Evaluator {
	const maximum = Math.ceil(((options.maximumMemoryMib ?? 256) * 1024 * 1024) / pageSize);
	const module = compiled(bundle.wasm);
	let spare: Instance | null = instantiate(module, bundle.data, maximum);
	return {
		evaluate(input) {
			const instance = spare ?? instantiate(module, bundle.data, maximum);
			spare = null;
			const document = evaluate(instance, input);
			if (instance.memory.buffer.byteLength <= recycleAbove) spare = instance;
			return document;
		},
	};
}

function compiled(wasm: Uint8Array): WebAssembly.Module {
	try {
		return new WebAssembly.Module(wasm);
	} catch (cause) {
		throw new PortcullisError('BUNDLE_INVALID', 'the bundle is not a WebAssembly module', { cause });
	}
}

function instantiate(module: WebAssembly.Module, data: string | null, maximum: number): Instance {
	let policy: LoadedPolicy;
	let needed: string[];
	try {
		policy = opa.loadPolicySync(module, { initial: 5, maximum }) as unknown as LoadedPolicy;
		// As bytes: an object would be read again, and could have changed since it was checked.
		if (data !== null) policy.setData(Uint8Array.from(Buffer.from(data)).buffer);
		// Read from the module itself: what the bundle says of itself is not proof.
		const { opa_json_dump, builtins } = policy.wasmInstance.exports;
		needed = Object.keys(readJson(policy.mem, opa_json_dump(builtins())) as object);
	} catch (cause) {
		throw new PortcullisError('BUNDLE_INVALID', `the bundle cannot be loaded: ${wordsOfCause(cause)}`, { cause });
	}
	const missing = needed.filter((name) => !hostBuiltins.has(name));
	if (missing.length > 0) {
		throw new PortcullisError(
			'BUNDLE_BUILTIN_MISSING',
			`the bundle calls ${missing.sort().join(', ')}, which this evaluator does not have`,
		);
	}
	const exports = policy.wasmInstance.exports;
	const entry = policy.entrypoints[entrypoint];
	if (entry === undefined || !(policy.minorVersion >= 2) || typeof exports.opa_eval !== 'function') {
		throw new PortcullisError('BUNDLE_INVALID', `the bundle has no entrypoint ${entrypoint} of OPA's ABI 1.2 or later`);
	}
	return { memory: policy.mem, exports, entrypoint: entry, data: policy.dataAddr, heap: policy.dataHeapPtr };
}

/** What `LoadedPolicy` has and its types leave out. */
interface LoadedPolicy {
	readonly wasmInstance: { readonly exports: WasmExports };
	readonly mem: WebAssembly.Memory;
	readonly minorVersion: number;
	readonly dataAddr: number;
	readonly dataHeapPtr: number;
	readonly entrypoints: Readonly<Record<string, number>>;
	setData(data: ArrayBuffer): void;
}

function evaluate(instance: Instance, input: Uint8Array): Readonly<Record<string, unknown>> {
	const { memory, exports, heap } = instance;
	let results: unknown;
	try {
		const lacking = heap + input.byteLength - memory.buffer.byteLength;
		if (lacking > 0) memory.grow(Math.ceil(lacking / pageSize));
		new Uint8Array(memory.buffer).set(input, heap);
		const end = heap + input.byteLength;
		results = readJson(memory, exports.opa_eval(0, instance.entrypoint, instance.data, heap, input.byteLength, end, 0));
	} catch (cause) {
		throw new PortcullisError('POLICY_FAILED', wordsOfCause(cause), { cause });
	}
	const document =
		Array.isArray(results) && results.length === 1 ? Reflect.get(Object(results[0]), 'result') : undefined;
	if (typeof document !== 'object' || document === null || Array.isArray(document)) {
		throw new PortcullisError('POLICY_FAILED', 'the entrypoint is undefined: malformed input, or rules that conflict');
	}
	return document as Readonly<Record<string, unknown>>;
}

function readJson(memory: WebAssembly.Memory, address: number): unknown {
	const bytes = Buffer.from(memory.buffer, address);
	return JSON.parse(bytes.toString('utf8', 0, bytes.indexOf(0)));
}
