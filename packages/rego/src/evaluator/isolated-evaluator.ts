import { IsolatedThread } from './isolated-thread.js';

/** What {@link createIsolatedEvaluator} evaluates, and within which limits. */
export interface IsolatedEvaluatorOptions {
	/** A module of OPA's ABI 1.2 or later, as {@link compile} makes it; it reads no base documents. */
	readonly wasm: Uint8Array;
	/** The rule to ask for, as a path: `portcullis/decision`. */
	readonly entrypoint: string;
	/** The most memory that the module may take, in MiB. Default 64. */
	readonly maximumMemoryMib?: number;
	/** The longest answer, in bytes of JSON. Default 1,048,576. */
	readonly maximumAnswerBytes?: number;
	/** The longest that loading thread and module may take, in milliseconds. Default 60,000. */
	readonly startLimitMs?: number;
}

/** Evaluates one entrypoint of a module that is not trusted, in a thread of its own. */
export interface IsolatedEvaluator {
	/**
	 * Evaluations of one module take turns.
	 *
	 * @param input a JSON document in UTF-8
	 * @param deadlineMs how long the module may take, in milliseconds from the moment at which it begins
	 * @returns the document of the entrypoint, an object; sets in it are lists
	 * @throws {@link EvaluationError}; the next evaluation gets a new thread
	 */
	evaluate(input: Uint8Array, deadlineMs: number): Promise<Readonly<Record<string, unknown>>>;
	/** Ends the thread once what was asked is answered. A later evaluation starts another. */
	release(): Promise<void>;
}

/**
 * Evaluates a module that somebody else wrote: one that loops is ended at its deadline, one that takes too much memory
 * or gives too long an answer fails, and the thread that asks goes on meanwhile. It has all the built-ins that
 * `createFullEvaluator` has. The thread is started by the first evaluation, and does not keep the process alive.
 *
 * @example
 * ```ts
 * import { compile, createIsolatedEvaluator } from '@portcullis/rego';
 *
 * const compiled = await compile(
 * 	{ 'size.rego': 'package size\n\nlimit := {"most": input.number * 2}\n' },
 * 	{ entrypoints: ['size/limit'] },
 * );
 * if (compiled.kind === 'refused') throw new Error(compiled.errors[0]?.message);
 * const evaluator = createIsolatedEvaluator({ wasm: compiled.wasm, entrypoint: 'size/limit' });
 * console.log(await evaluator.evaluate(new TextEncoder().encode('{"number": 2}'), 250)); // { most: 4 }
 * await evaluator.release();
 * ```
 */
export function createIsolatedEvaluator({
	maximumMemoryMib = 64,
	maximumAnswerBytes = 1024 * 1024,
	startLimitMs = 60_000,
	...given
}: IsolatedEvaluatorOptions): IsolatedEvaluator {
	const settings = { wasm: given.wasm.slice(), entrypoint: given.entrypoint, maximumMemoryMib, maximumAnswerBytes };
	let thread: IsolatedThread | undefined;
	let last: Promise<unknown> = Promise.resolve();
	const end = async (): Promise<void> => {
		const ending = thread;
		thread = undefined;
		await ending?.end();
	};
	const inTurn = <Value>(act: () => Promise<Value>): Promise<Value> => {
		const turn = last.then(act);
		last = turn.catch(() => undefined);
		return turn;
	};
	return {
		evaluate: (input, deadlineMs) =>
			inTurn(async () => {
				thread ??= new IsolatedThread(settings);
				try {
					return await thread.evaluate(input, { deadlineMs, startLimitMs });
				} catch (error) {
					await end();
					throw error;
				}
			}),
		release: () => inTurn(end),
	};
}
