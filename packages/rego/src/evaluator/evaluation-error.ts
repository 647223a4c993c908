/**
 * Why an evaluator could not be made:
 *
 * - `EVALUATION_MODULE_INVALID`: the bytes are no module of OPA's ABI 1.2 or later.
 * - `EVALUATION_ENTRYPOINT_UNKNOWN`: the module has no such entrypoint.
 * - `EVALUATION_DATA_MALFORMED`: the base documents are not JSON.
 * - `EVALUATION_BUILTIN_MISSING`: the module calls a built-in that this OPA does not have.
 * - `EVALUATION_BUILTIN_REFUSED`: the module calls a built-in that reaches outside of the evaluation, or asks for the
 *   time where none was handed in.
 *
 * and why an evaluation gave no answer:
 *
 * - `EVALUATION_INPUT_MALFORMED`: the input is not JSON in UTF-8.
 * - `EVALUATION_CONFLICT`: two rules give different values; OPA's `eval_conflict_error`.
 * - `EVALUATION_BUILTIN_FAILED`: a built-in failed and `strictBuiltinErrors` is set, or OPA's own code broke in it.
 * - `EVALUATION_BUILTIN_TIMED_OUT`: built-ins took longer than `deadlineMs`. The next evaluation gets a new thread.
 * - `EVALUATION_BUILTIN_ENDED`: OPA's thread ended in a built-in (no memory). The next evaluation gets a new one.
 * - `EVALUATION_MEMORY`: the module needs more than `maximumMemoryMib`.
 * - `EVALUATION_DEPTH`: a value is nested too deeply for the stack, or rules are.
 * - `EVALUATION_VALUE`: a value cannot be carried without change: text that is not Unicode, an integer past 2^53.
 * - `EVALUATION_UNDEFINED`: the entrypoint has no value.
 * - `EVALUATION_ABORTED`: the module gave up for another reason, in its own words.
 * - `EVALUATION_CLOSED`: the evaluator was closed before.
 *
 * and of an isolated evaluation:
 *
 * - `EVALUATION_TIMED_OUT`: the module did not end within its deadline.
 * - `EVALUATION_NOT_STARTED`: its thread could not be loaded within its limit.
 * - `EVALUATION_ANSWER_TOO_LONG`: it gave a longer answer than `maximumAnswerBytes`.
 */
export type EvaluationErrorCode =
	| 'EVALUATION_MODULE_INVALID'
	| 'EVALUATION_ENTRYPOINT_UNKNOWN'
	| 'EVALUATION_DATA_MALFORMED'
	| 'EVALUATION_BUILTIN_MISSING'
	| 'EVALUATION_BUILTIN_REFUSED'
	| 'EVALUATION_INPUT_MALFORMED'
	| 'EVALUATION_CONFLICT'
	| 'EVALUATION_BUILTIN_FAILED'
	| 'EVALUATION_BUILTIN_TIMED_OUT'
	| 'EVALUATION_BUILTIN_ENDED'
	| 'EVALUATION_MEMORY'
	| 'EVALUATION_DEPTH'
	| 'EVALUATION_VALUE'
	| 'EVALUATION_UNDEFINED'
	| 'EVALUATION_ABORTED'
	| 'EVALUATION_CLOSED'
	| 'EVALUATION_TIMED_OUT'
	| 'EVALUATION_NOT_STARTED'
	| 'EVALUATION_ANSWER_TOO_LONG';

/** What an {@link EvaluationError} may say beside its code and message. */
interface EvaluationErrorOptions extends ErrorOptions {
	/** OPA's own code for it: `eval_conflict_error`, `eval_builtin_error`, `eval_type_error`. */
	readonly opaCode?: string;
}

/**
 * An evaluator could not be made, or an evaluation gave no answer. After a failed evaluation the next one works.
 *
 * @example
 * ```ts
 * import { createFullEvaluator, EvaluationError } from '@portcullis/rego';
 *
 * try {
 * 	await createFullEvaluator({ wasm: new Uint8Array(), entrypoint: 'hello/world' });
 * } catch (error) {
 * 	if (error instanceof EvaluationError && error.code === 'EVALUATION_MODULE_INVALID') console.error(error.message);
 * 	else throw error;
 * }
 * ```
 */
export class EvaluationError extends Error {
	override readonly name = 'EvaluationError';
	readonly code: EvaluationErrorCode;
	/** OPA's own code, where it has one for this. */
	readonly opaCode: string | undefined;

	constructor(code: EvaluationErrorCode, message: string, { opaCode, ...options }: EvaluationErrorOptions = {}) {
		super(message, options);
		this.code = code;
		this.opaCode = opaCode;
	}
}
