import { isUtf8 } from 'node:buffer';
import { type WasmMemory, type WasmModule, wasm } from '../web-assembly.js';
import { EvaluationError } from './evaluation-error.js';

export const PAGE_BYTES = 64 * 1024;

/** OPA's module needs this much before it runs. */
const INITIAL_PAGES = 5;

/** Answers the built-ins that a module does not have in itself. */
export interface BuiltinHost {
	/**
	 * @param operands a list of them, as the text of an OPA value
	 * @returns the text of the value, to be used before the next call; nothing where the call is undefined
	 */
	call(builtin: string, operands: Uint8Array): Uint8Array | undefined;
}

/** A notation for documents: JSON, or OPA's own, which has sets and keys of any kind beside it. */
export type Notation = 'json' | 'value';

/** The part of OPA's WebAssembly ABI 1.2 that is used here (openpolicyagent.org/docs/wasm). Addresses are numbers; 0 is none. */
interface OpaExports {
	readonly opa_wasm_abi_version: { readonly value: number };
	readonly opa_wasm_abi_minor_version: { readonly value: number };
	builtins(): number;
	entrypoints(): number;
	eval(context: number): number;
	opa_eval_ctx_new(): number;
	opa_eval_ctx_set_data(context: number, value: number): void;
	opa_eval_ctx_set_entrypoint(context: number, entrypoint: number): void;
	opa_eval_ctx_set_input(context: number, value: number): void;
	opa_eval_ctx_get_result(context: number): number;
	opa_free(address: number): void;
	opa_heap_ptr_get(): number;
	opa_heap_ptr_set(address: number): void;
	opa_json_dump(value: number): number;
	opa_json_parse(address: number, length: number): number;
	opa_malloc(length: number): number;
	opa_value_dump(value: number): number;
	opa_value_parse(address: number, length: number): number;
}

/**
 * One instance of a module that OPA's compiler made, with its base documents.
 *
 * Its heap is wound back before each evaluation. After anything was thrown the heap is in pieces, and a new instance
 * has to take over.
 */
export class OpaInstance {
	readonly #exports: OpaExports;
	readonly #memory: WasmMemory;
	readonly #host: BuiltinHost;
	readonly #builtins: ReadonlyMap<number, string>;
	readonly #data: number;
	/** Where the base documents end and evaluations begin. */
	readonly #heap: number;
	/** The numbers of the entrypoints, by path. */
	readonly entrypoints: ReadonlyMap<string, number>;

	/** @throws EvaluationError where the module is none of OPA's, or the base documents do not fit or are no JSON */
	constructor(module: WasmModule, data: Uint8Array, maximumPages: number, host: BuiltinHost) {
		this.#host = host;
		try {
			this.#memory = new wasm.Memory({ initial: INITIAL_PAGES, maximum: Math.max(maximumPages, INITIAL_PAGES) });
			this.#exports = new wasm.Instance(module, { env: this.#imports() }).exports as unknown as OpaExports;
			const { opa_wasm_abi_version: abi, opa_wasm_abi_minor_version: minor } = this.#exports;
			if (abi.value !== 1 || minor.value < 2) throw new Error(`its ABI is ${abi.value}.${minor.value}`);
			this.#builtins = new Map(this.#table(this.#exports.builtins()).map(([name, id]) => [id, name]));
			this.entrypoints = new Map(this.#table(this.#exports.entrypoints()));
		} catch (cause) {
			const message = `not a module of OPA's ABI 1.2 or later: ${wordsOf(cause)}`;
			throw new EvaluationError('EVALUATION_MODULE_INVALID', message, { cause });
		}
		this.#data = this.#parse(data, 'json', 'EVALUATION_DATA_MALFORMED', 'the base documents are not JSON');
		this.#heap = this.#exports.opa_heap_ptr_get();
	}

	/** The built-ins that the module calls in its host, in order of name. */
	get builtins(): string[] {
		return [...this.#builtins.values()].sort();
	}

	/** The memory that it has taken, in bytes; it never gives any back. */
	get size(): number {
		return this.#memory.buffer.byteLength;
	}

	/**
	 * @param input a document, or nothing for an evaluation without
	 * @returns the set of results in the same notation; in JSON it is a list
	 * @throws EvaluationError
	 */
	evaluate(entrypoint: number, input: Uint8Array | undefined, notation: Notation): string {
		const opa = this.#exports;
		try {
			opa.opa_heap_ptr_set(this.#heap);
			const context = opa.opa_eval_ctx_new();
			opa.opa_eval_ctx_set_data(context, this.#data);
			opa.opa_eval_ctx_set_entrypoint(context, entrypoint);
			if (input !== undefined) {
				const value = this.#parse(input, notation, 'EVALUATION_INPUT_MALFORMED', 'the input cannot be read');
				opa.opa_eval_ctx_set_input(context, value);
			}
			opa.eval(context);
			const result = opa.opa_eval_ctx_get_result(context);
			const text = this.#bytesAt(notation === 'json' ? opa.opa_json_dump(result) : opa.opa_value_dump(result));
			if (!isUtf8(text)) throw new EvaluationError('EVALUATION_VALUE', 'the result has a text that is not Unicode');
			return text.toString('utf8');
		} catch (thrown) {
			throw failure(thrown);
		}
	}

	#imports(): Record<string, unknown> {
		const call = (id: number, _context: number, ...operands: number[]) => this.#call(id, operands);
		return {
			memory: this.#memory,
			opa_abort: (address: number): never => {
				throw aborted(this.#bytesAt(address).toString('utf8'));
			},
			opa_println: () => undefined,
			opa_builtin0: call,
			opa_builtin1: call,
			opa_builtin2: call,
			opa_builtin3: call,
			opa_builtin4: call,
		};
	}

	#call(id: number, operands: readonly number[]): number {
		const name = this.#builtins.get(id) ?? '';
		const answer = this.#host.call(name, this.#listOf(operands));
		if (answer === undefined) return 0;
		return this.#parse(answer, 'value', 'EVALUATION_VALUE', `${name}: its answer cannot be read`);
	}

	/** The text of a list of values. */
	#listOf(values: readonly number[]): Uint8Array {
		const parts = values.flatMap((value, index) => {
			const address = this.#exports.opa_value_dump(value);
			const text = Buffer.from(this.#bytesAt(address));
			this.#exports.opa_free(address);
			return [Buffer.from(index === 0 ? '[' : ','), text];
		});
		return Buffer.concat([...parts, Buffer.from(parts.length === 0 ? '[]' : ']')]);
	}

	#parse(text: Uint8Array, notation: Notation, code: EvaluationError['code'], words: string): number {
		const opa = this.#exports;
		let value: number;
		try {
			const address = opa.opa_malloc(text.length);
			new Uint8Array(this.#memory.buffer, address).set(text);
			value =
				notation === 'json' ? opa.opa_json_parse(address, text.length) : opa.opa_value_parse(address, text.length);
			opa.opa_free(address);
		} catch (thrown) {
			const cause = failure(thrown);
			// What the reader stumbled over is the text's fault; that it does not fit is not.
			if (cause.code !== 'EVALUATION_ABORTED') throw cause;
			throw new EvaluationError(code, `${words}: ${cause.message}`, { cause });
		}
		if (value === 0) throw new EvaluationError(code, words);
		return value;
	}

	#table(value: number): [name: string, id: number][] {
		const text = this.#bytesAt(this.#exports.opa_json_dump(value)).toString('utf8');
		return Object.entries(JSON.parse(text) as Record<string, number>);
	}

	/** The bytes up to a zero: a view that holds until the module runs again. */
	#bytesAt(address: number): Buffer {
		const bytes = Buffer.from(this.#memory.buffer, address);
		return bytes.subarray(0, bytes.indexOf(0));
	}
}

/** What a module said when it gave up. Its texts are those of OPA's compiler and of its C library. */
function aborted(message: string): EvaluationError {
	if (/(^|: )(var assignment|object insert) conflict$/.test(message)) {
		return new EvaluationError('EVALUATION_CONFLICT', message, { opaCode: 'eval_conflict_error' });
	}
	const code = message === 'opa_malloc: failed' ? 'EVALUATION_MEMORY' : 'EVALUATION_ABORTED';
	return new EvaluationError(code, message);
}

function failure(thrown: unknown): EvaluationError {
	if (thrown instanceof EvaluationError) return thrown;
	// V8 has no other sign for a stack that is full.
	if (thrown instanceof RangeError && thrown.message.includes('call stack')) {
		return new EvaluationError('EVALUATION_DEPTH', 'a value or a rule is nested too deeply', { cause: thrown });
	}
	return new EvaluationError('EVALUATION_ABORTED', wordsOf(thrown), { cause: thrown });
}

function wordsOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.message : String(thrown);
}
