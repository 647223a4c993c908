/**
 * Why the toolbox could not answer:
 *
 * - `TOOLBOX_ENDED`: the program ended in the middle of the call (no memory, a stack too deep). The next call gets a new one.
 * - `TOOLBOX_TIMED_OUT`: the call took longer than its limit and was ended. The next call gets a new one.
 * - `TOOLBOX_PANICKED`: OPA's code failed; the program goes on.
 * - `TOOLBOX_MISUSED`: the call itself was wrong: a bug of this package.
 * - `TOOLBOX_CLOSED`: {@link closeToolbox} was called while the call waited.
 */
export type ToolboxErrorCode =
	| 'TOOLBOX_ENDED'
	| 'TOOLBOX_TIMED_OUT'
	| 'TOOLBOX_PANICKED'
	| 'TOOLBOX_MISUSED'
	| 'TOOLBOX_CLOSED';

/**
 * The toolbox failed, and not the sources it was given: those come back as a value.
 *
 * @example
 * ```ts
 * import { compile, ToolboxError } from '@portcullis/rego';
 *
 * try {
 * 	await compile({}, { entrypoints: ['portcullis/decision'], limitMs: 30_000 });
 * } catch (error) {
 * 	if (error instanceof ToolboxError && error.code === 'TOOLBOX_TIMED_OUT') console.error('gave up');
 * 	else throw error;
 * }
 * ```
 */
export class ToolboxError extends Error {
	override readonly name = 'ToolboxError';
	readonly code: ToolboxErrorCode;

	constructor(code: ToolboxErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}
