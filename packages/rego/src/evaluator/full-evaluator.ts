import { REFUSED_BUILTINS } from '../refused-builtins.js';
import { type WasmModule, wasm } from '../web-assembly.js';
import { BuiltinCalls } from './builtin-calls.js';
import { EvaluationError } from './evaluation-error.js';
import { type BuiltinLease, leaseBuiltins } from './lease-builtins.js';
import { type BuiltinHost, type Notation, OpaInstance, PAGE_BYTES } from './opa-instance.js';
import { readDocument } from './read-document.js';
import { requireJson } from './require-json.js';

/** What {@link createFullEvaluator} evaluates, and within which limits. */
export interface FullEvaluatorOptions {
	/** A module of OPA's ABI 1.2 or later, as {@link compile} makes it. */
	readonly wasm: Uint8Array;
	/** The rule to ask for, as a path: `portcullis/decision`. */
	readonly entrypoint: string;
	/** The base documents: an object, or JSON in UTF-8, in which numbers keep all their digits. Default none. */
	readonly data?: Readonly<Record<string, unknown>> | Uint8Array;
	/**
	 * The moment that counts as now, in milliseconds since 1970, asked once for each evaluation. Without it a module that
	 * asks for the time is refused: no clock is read.
	 */
	readonly now?: () => number;
	/** Makes random built-ins (`uuid.rfc4122`) repeat themselves: an integer. Default: what `now` gives. */
	readonly seed?: number;
	/** The most memory that the module may take, in MiB. Default 256. */
	readonly maximumMemoryMib?: number;
	/** The longest that all built-ins of one evaluation may take together, in milliseconds. Default 10,000. */
	readonly deadlineMs?: number;
	/**
	 * Let an error of a built-in end the evaluation, as `opa eval --strict-builtin-errors` does; otherwise the call is
	 * undefined. Built-ins that the module has in itself give no error and stay undefined.
	 */
	readonly strictBuiltinErrors?: boolean;
}

/** Evaluates one entrypoint of a module. */
export interface FullEvaluator {
	/** The built-ins that the module calls in its host, in order of name. */
	readonly builtins: readonly string[];
	/**
	 * @param input a JSON document in UTF-8
	 * @returns the document of the entrypoint, an object; sets in it are lists
	 * @throws {@link EvaluationError}
	 */
	evaluate(input: Uint8Array): Readonly<Record<string, unknown>>;
	/**
	 * The whole result, exactly: every number with all its digits, sets as sets.
	 *
	 * @param input a value in OPA's notation, which is JSON and beside it sets (`{1, 2}`, `set()`) and keys of any kind
	 * @returns a set, one object in it for each result (an entrypoint's value under `result`), in the same notation
	 * @throws {@link EvaluationError}
	 */
	evaluateText(input?: Uint8Array): string;
	/** Gives back memory, and ends the thread of the built-ins where no other evaluator needs it. */
	close(): Promise<void>;
}

/** Built-ins that read the moment of the evaluation. */
const TIMED_BUILTINS: readonly string[] = ['time.now_ns', 'io.jwt.decode_verify'];

/** An instance never gives memory back, so one that served a large request is replaced. */
const RECYCLE_ABOVE = 64 * 1024 * 1024;

/**
 * Evaluates a module with every built-in that OPA has: those that WebAssembly lacks are answered by OPA's own
 * implementation, in a thread that is loaded only where a module needs one. An evaluation is synchronous.
 *
 * Built-ins have a deadline; the module itself has none, since nothing stops WebAssembly but the end of its thread.
 *
 * @throws {@link EvaluationError} where the module cannot be evaluated at all; see {@link EvaluationErrorCode}
 *
 * @example
 * ```ts
 * import { compile, createFullEvaluator } from '@portcullis/rego';
 *
 * const compiled = await compile(
 * 	{ 'size.rego': 'package size\n\nlimit := {"bytes": units.parse_bytes(input.text)}\n' },
 * 	{ entrypoints: ['size/limit'] },
 * );
 * if (compiled.kind === 'refused') throw new Error(compiled.errors[0]?.message);
 * const evaluator = await createFullEvaluator({ wasm: compiled.wasm, entrypoint: 'size/limit' });
 * console.log(evaluator.evaluate(new TextEncoder().encode('{"text": "10KiB"}')));
 * await evaluator.close();
 * ```
 */
export async function createFullEvaluator(options: FullEvaluatorOptions): Promise<FullEvaluator> {
	const data = dataOf(options);
	const module = await compiled(options.wasm);
	const program = new Program(module, data, options);
	requireAllowed(program.builtins, options);
	if (program.builtins.length > 0) await program.attach(leaseBuiltins());
	return program;
}

class Program implements FullEvaluator {
	readonly builtins: readonly string[];
	readonly #module: WasmModule;
	readonly #data: Uint8Array;
	readonly #options: FullEvaluatorOptions;
	readonly #entrypoint: number;
	#spare: OpaInstance | undefined;
	#lease: BuiltinLease | undefined;
	#calls: BuiltinHost | undefined;
	#closed = false;

	constructor(module: WasmModule, data: Uint8Array, options: FullEvaluatorOptions) {
		this.#module = module;
		this.#data = data;
		this.#options = options;
		const instance = this.#instantiate();
		const entrypoint = instance.entrypoints.get(options.entrypoint);
		if (entrypoint === undefined) {
			const known = [...instance.entrypoints.keys()].sort().join(', ');
			const message = `the module has no entrypoint ${options.entrypoint}; it has ${known}`;
			throw new EvaluationError('EVALUATION_ENTRYPOINT_UNKNOWN', message);
		}
		this.#entrypoint = entrypoint;
		this.builtins = instance.builtins;
		this.#spare = instance;
	}

	/** Loads the built-ins, and asks for each whether it is there. */
	async attach(lease: BuiltinLease): Promise<void> {
		this.#lease = lease;
		try {
			await lease.thread.start();
			const missing = this.builtins.filter((name) => isMissing(lease, name));
			if (missing.length === 0) return;
			const message = `the module calls ${missing.join(', ')}, which this OPA does not have`;
			throw new EvaluationError('EVALUATION_BUILTIN_MISSING', message);
		} catch (error) {
			await this.close();
			throw error;
		}
	}

	evaluate(input: Uint8Array): Readonly<Record<string, unknown>> {
		requireJson(input, 'EVALUATION_INPUT_MALFORMED', 'the input');
		return readDocument(this.#run(input, 'json'));
	}

	evaluateText(input?: Uint8Array): string {
		return this.#run(input, 'value');
	}

	async close(): Promise<void> {
		this.#closed = true;
		this.#spare = undefined;
		await this.#lease?.release();
	}

	#run(input: Uint8Array | undefined, notation: Notation): string {
		if (this.#closed) throw new EvaluationError('EVALUATION_CLOSED', 'the evaluator was closed');
		const instance = this.#spare ?? this.#instantiate();
		this.#spare = undefined;
		this.#calls = this.#newCalls();
		const text = instance.evaluate(this.#entrypoint, input, notation);
		if (instance.size <= RECYCLE_ABOVE) this.#spare = instance;
		return text;
	}

	#instantiate(): OpaInstance {
		const pages = Math.ceil(((this.#options.maximumMemoryMib ?? 256) * 1024 * 1024) / PAGE_BYTES);
		return new OpaInstance(this.#module, this.#data, pages, {
			call: (builtin, operands) => this.#calls?.call(builtin, operands),
		});
	}

	#newCalls(): BuiltinHost | undefined {
		if (this.#lease === undefined) return undefined;
		const { now, seed, deadlineMs = 10_000, strictBuiltinErrors = false } = this.#options;
		const nowNs = String(BigInt(Math.trunc(now?.() ?? 0)) * 1_000_000n);
		const start = { nowNs, refused: REFUSED_BUILTINS, ...(seed === undefined ? {} : { seed }) };
		return new BuiltinCalls(this.#lease.thread, { start, deadlineMs, strict: strictBuiltinErrors });
	}
}

async function compiled(bytes: Uint8Array): Promise<WasmModule> {
	try {
		return await wasm.compile(bytes);
	} catch (cause) {
		throw new EvaluationError('EVALUATION_MODULE_INVALID', 'not a WebAssembly module', { cause });
	}
}

function dataOf({ data = {} }: FullEvaluatorOptions): Uint8Array {
	// A copy, since instances are made from it later on.
	const bytes = data instanceof Uint8Array ? data.slice() : new TextEncoder().encode(JSON.stringify(data));
	requireJson(bytes, 'EVALUATION_DATA_MALFORMED', 'the base documents');
	return bytes;
}

function requireAllowed(builtins: readonly string[], { now }: FullEvaluatorOptions): void {
	const refused = builtins.filter((name) => REFUSED_BUILTINS.includes(name));
	if (refused.length > 0) {
		const message = `the module calls ${refused.join(', ')}, which reaches outside of the evaluation`;
		throw new EvaluationError('EVALUATION_BUILTIN_REFUSED', message);
	}
	const timed = builtins.filter((name) => TIMED_BUILTINS.includes(name));
	if (timed.length > 0 && now === undefined) {
		const message = `the module calls ${timed.join(', ')}, which asks for the time, and no \`now\` was given`;
		throw new EvaluationError('EVALUATION_BUILTIN_REFUSED', message);
	}
}

/** Operands that no built-in takes: OPA looks for the name first and at the operands then. */
const NO_OPERANDS = new TextEncoder().encode('null');

/** Loading is over, and the look-up takes microseconds. */
const PROBE_LIMIT_MS = 10_000;

function isMissing({ thread }: BuiltinLease, name: string): boolean {
	const answer = thread.call(new TextEncoder().encode(name), NO_OPERANDS, PROBE_LIMIT_MS);
	return answer.kind === 'error' && answer.code === 'rego_builtin_missing';
}
