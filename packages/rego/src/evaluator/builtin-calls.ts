import { isUtf8 } from 'node:buffer';
import type { BuiltinThread, EvaluationStart } from './builtin-thread.js';
import { EvaluationError } from './evaluation-error.js';
import type { BuiltinHost } from './opa-instance.js';

/** How the built-ins of one evaluation are to be answered. */
export interface BuiltinCallsOptions {
	readonly start: EvaluationStart;
	/** The longest that all of them together may take, in milliseconds. */
	readonly deadlineMs: number;
	/** Whether a built-in's error ends the evaluation; otherwise the call is undefined. */
	readonly strict: boolean;
}

/** OPA's errors that make a call undefined: about its operands. Any other is about OPA itself. */
const FORGIVEN: readonly string[] = ['eval_builtin_error', 'eval_type_error'];

/** The replacement for bytes that are no Unicode, as Go writes it; one that stood in the text comes as itself. */
const REPLACED = Buffer.from('\\ufffd');

/** Answers the built-ins of one evaluation by OPA's own thread, which is told of the evaluation at the first of them. */
export class BuiltinCalls implements BuiltinHost {
	readonly #thread: BuiltinThread;
	readonly #options: BuiltinCallsOptions;
	#started = false;
	#leftMs: number;

	constructor(thread: BuiltinThread, options: BuiltinCallsOptions) {
		this.#thread = thread;
		this.#options = options;
		this.#leftMs = options.deadlineMs;
	}

	call(builtin: string, operands: Uint8Array): Uint8Array | undefined {
		// Go would replace such bytes where the text has escapes too.
		if (!isUtf8(operands) && operands.includes(0x5c)) throw notUnicode(builtin, 'an operand');
		if (!this.#started) this.#timed((limit) => this.#thread.startEvaluation(this.#options.start, limit));
		this.#started = true;
		const answer = this.#timed((limit) => this.#thread.call(encode(builtin), operands, limit));
		if (answer.kind === 'undefined') return undefined;
		if (answer.kind === 'value') {
			if (holdsReplaced(answer.text)) throw notUnicode(builtin, 'its answer');
			return answer.text;
		}
		if (!FORGIVEN.includes(answer.code)) throw broken(answer.code, answer.message);
		if (!this.#options.strict) return undefined;
		throw new EvaluationError('EVALUATION_BUILTIN_FAILED', answer.message, { opaCode: answer.code });
	}

	#timed<Result>(run: (limitMs: number) => Result): Result {
		const start = performance.now();
		const result = run(this.#leftMs);
		this.#leftMs -= performance.now() - start;
		return result;
	}
}

function broken(code: string, message: string): EvaluationError {
	if (code === 'rego_builtin_missing') return new EvaluationError('EVALUATION_BUILTIN_MISSING', message);
	if (code === 'rego_builtin_refused') return new EvaluationError('EVALUATION_BUILTIN_REFUSED', message);
	if (code === 'rego_builtin_operands') return new EvaluationError('EVALUATION_VALUE', message);
	return new EvaluationError('EVALUATION_BUILTIN_FAILED', message, { opaCode: code });
}

function notUnicode(builtin: string, what: string): EvaluationError {
	return new EvaluationError('EVALUATION_VALUE', `${builtin}: ${what} has bytes that are not Unicode`);
}

/** Whether the escape itself stands there, and not a backslash that is escaped before the same letters. */
function holdsReplaced(shared: Uint8Array): boolean {
	const text = Buffer.from(shared.buffer, shared.byteOffset, shared.byteLength);
	for (let at = text.indexOf(REPLACED); at >= 0; at = text.indexOf(REPLACED, at + 1)) {
		let first = at;
		while (text[first - 1] === 0x5c) first--;
		if ((at - first) % 2 === 0) return true;
	}
	return false;
}

const encoder = new TextEncoder();
const encoded = new Map<string, Uint8Array>();

/** Names come again and again. */
function encode(name: string): Uint8Array {
	const known = encoded.get(name) ?? encoder.encode(name);
	encoded.set(name, known);
	return known;
}
