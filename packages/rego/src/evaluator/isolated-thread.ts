import { Worker } from 'node:worker_threads';
import { compiledProgram } from '../toolbox/compiled-program.js';
import { toolboxSettings } from '../toolbox/shared-toolbox.js';
import { EvaluationError, type EvaluationErrorCode } from './evaluation-error.js';
import type { IsolatedMessage, IsolatedWorkerSettings } from './isolated-worker.js';

/** From `src/evaluator` and from `dist/evaluator` alike, the built file: a worker thread cannot run TypeScript. */
const WORKER = new URL('../../dist/evaluator/isolated-worker.js', import.meta.url);

/** For reading the input and writing the answer; the module's own memory is limited by itself. */
const HEAP_MIB = 128;

/** For OPA's own code, where the module calls built-ins that it does not have in itself. */
const BUILTIN_BYTES = 512 * 1024 * 1024;

/** What is evaluated in the thread. */
export type IsolatedProgram = Pick<
	IsolatedWorkerSettings,
	'wasm' | 'entrypoint' | 'maximumMemoryMib' | 'maximumAnswerBytes'
>;

/** How long one evaluation may take, in milliseconds. */
export interface IsolatedLimits {
	/** From the moment at which the module begins. */
	readonly deadlineMs: number;
	/** Until then: loading the thread and the module, which is no fault of the module's. */
	readonly startLimitMs: number;
}

/** A thread that evaluates one module, one evaluation at a time. Waiting, it does not keep the process alive. */
export class IsolatedThread {
	readonly #worker: Worker;
	readonly #finished: Int32Array;

	constructor(program: IsolatedProgram) {
		const finished = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
		this.#finished = new Int32Array(finished);
		const settings: IsolatedWorkerSettings = {
			...program,
			finished,
			module: compiledProgram.get(),
			memoryLimit: BUILTIN_BYTES,
			baselineOnly: toolboxSettings().baselineOnly ?? false,
		};
		this.#worker = new Worker(WORKER, {
			name: 'isolated-policy',
			workerData: settings,
			resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
			// Nothing of the host's command line or environment concerns it.
			execArgv: [],
			env: {},
		});
		this.#worker.unref();
		// One that ends while nobody waits for it is found ended by whoever asks next.
		this.#worker.on('error', () => undefined);
	}

	/** Evaluates once. @throws EvaluationError, after which the thread is of no more use */
	evaluate(
		input: Uint8Array,
		{ deadlineMs, startLimitMs }: IsolatedLimits,
	): Promise<Readonly<Record<string, unknown>>> {
		const worker = this.#worker;
		const finished = this.#finished;
		return new Promise((resolve, reject) => {
			const fail = (code: EvaluationErrorCode, message: string): void => {
				stop();
				reject(new EvaluationError(code, message));
			};
			const late = (): void => fail('EVALUATION_NOT_STARTED', `it was not ready after ${startLimitMs} ms`);
			const overdue = (): void => {
				// This thread itself may have been busy: then the answer was in time, and is on its way.
				if (Atomics.load(finished, 0) === 1) timer = setTimeout(late, startLimitMs);
				else fail('EVALUATION_TIMED_OUT', `it did not end within its deadline of ${deadlineMs} ms`);
			};
			const hear = (message: IsolatedMessage): void => {
				clearTimeout(timer);
				if (message.kind === 'started') timer = setTimeout(overdue, deadlineMs);
				else if (message.kind === 'failed') fail(message.code, message.message);
				else {
					stop();
					resolve(JSON.parse(message.text) as Readonly<Record<string, unknown>>);
				}
			};
			const broken = (error: Error): void => fail('EVALUATION_MEMORY', `its thread ended: ${error.message}`);
			const gone = (): void => fail('EVALUATION_ABORTED', 'its thread ended');
			const stop = (): void => {
				clearTimeout(timer);
				worker.off('message', hear).off('error', broken).off('exit', gone).unref();
			};
			let timer = setTimeout(late, startLimitMs);
			Atomics.store(finished, 0, 0);
			worker.on('message', hear).on('error', broken).on('exit', gone).ref();
			worker.postMessage(input);
		});
	}

	/** Ends the thread, whatever it does. */
	async end(): Promise<void> {
		await this.#worker.terminate();
	}
}
