import { Worker } from 'node:worker_threads';
import { compiledProgram } from '../toolbox/compiled-program.js';
import { threadLimits } from '../toolbox/opa-program.js';
import type { WorkerMessage } from '../toolbox/protocol.js';
import type { ToolboxSettings } from '../toolbox/toolbox.js';
import type { BuiltinWorkerSettings } from './builtin-worker.js';
import { EvaluationError } from './evaluation-error.js';
import { Exchange, exchangeRequest, exchangeState } from './exchange.js';

/** From `src/evaluator` and from `dist/evaluator` alike, the built file: a worker thread cannot run TypeScript. */
const WORKER = new URL('../../dist/evaluator/builtin-worker.js', import.meta.url);

/** Loading is no part of any deadline; this only keeps a thread that never starts from holding its caller for ever. */
const START_LIMIT_MS = 120_000;

/** What an evaluation is started with; see `evaluationRequest` in opa/builtin.go. */
export interface EvaluationStart {
	/** Nanoseconds since 1970, in decimals. */
	readonly nowNs: string;
	readonly seed?: number;
	readonly refused: readonly string[];
}

/** What a built-in answered. The text of a value is a view that holds until the next call. */
export type BuiltinAnswer =
	| { readonly kind: 'undefined' }
	| { readonly kind: 'value'; readonly text: Uint8Array }
	| { readonly kind: 'error'; readonly code: string; readonly message: string };

interface Running {
	readonly worker: Worker;
	readonly exchange: Exchange;
	readonly ready: Promise<void>;
}

const decoder = new TextDecoder();
const nothing = new Uint8Array();

/**
 * A thread with OPA in it that answers built-ins while this thread stands still. It is started when it is first needed,
 * and again after it was ended; waiting, it costs no time and does not keep the process alive.
 */
export class BuiltinThread {
	readonly #settings: ToolboxSettings;
	#running: Running | undefined;

	constructor(settings: ToolboxSettings) {
		this.#settings = settings;
	}

	/** Loads OPA without standing still for it. @throws EvaluationError `EVALUATION_BUILTIN_ENDED` */
	async start(): Promise<void> {
		const running = this.#start();
		running.worker.ref();
		try {
			await running.ready;
		} catch (error) {
			this.#discard(running);
			throw error;
		} finally {
			running.worker.unref();
		}
	}

	/** Gives built-ins the time, the seed and empty caches of a new evaluation. @throws EvaluationError */
	startEvaluation(start: EvaluationStart, limitMs: number): void {
		const header = new TextEncoder().encode(JSON.stringify(start));
		const reply = this.#ask('a new evaluation', exchangeRequest.evaluation, header, nothing, limitMs);
		const { result } = JSON.parse(decoder.decode(reply.slice())) as { readonly result?: unknown };
		if (result === undefined) throw new EvaluationError('EVALUATION_BUILTIN_ENDED', 'OPA did not start an evaluation');
	}

	/**
	 * Calls a built-in.
	 *
	 * @param name of the built-in, in UTF-8
	 * @param operands a list of them, as the text of an OPA value
	 * @throws EvaluationError `EVALUATION_BUILTIN_TIMED_OUT`, `EVALUATION_BUILTIN_ENDED`
	 */
	call(name: Uint8Array, operands: Uint8Array, limitMs: number): BuiltinAnswer {
		const answer = this.#ask(decoder.decode(name), exchangeRequest.builtin, name, operands, limitMs);
		const text = answer.subarray(1);
		if (answer[0] === 0) return { kind: 'undefined' };
		if (answer[0] === 1) return { kind: 'value', text };
		const { code, message } = JSON.parse(decoder.decode(text.slice())) as Record<'code' | 'message', string>;
		return { kind: 'error', code, message };
	}

	async close(): Promise<void> {
		const worker = this.#running?.worker;
		this.#running = undefined;
		await worker?.terminate();
	}

	#ask(what: string, request: number, first: Uint8Array, second: Uint8Array, limitMs: number): Uint8Array {
		const running = this.#start();
		const { exchange } = running;
		if (exchange.waitWhile(exchangeState.starting, START_LIMIT_MS) === exchangeState.waiting) {
			try {
				exchange.ask(request, first, second);
			} catch (cause) {
				throw new EvaluationError('EVALUATION_VALUE', `${what}: its operands are ${words(cause)}`, { cause });
			}
			if (exchange.waitWhile(exchangeState.asked, Math.max(limitMs, 0)) === exchangeState.waiting) {
				return exchange.answer();
			}
		}
		this.#discard(running);
		if (exchange.state === exchangeState.ended) throw ended(`${what}: ${decoder.decode(exchange.answer().slice())}`);
		throw new EvaluationError('EVALUATION_BUILTIN_TIMED_OUT', `${what} did not answer before the deadline`);
	}

	#start(): Running {
		this.#running ??= startThread(this.#settings);
		return this.#running;
	}

	#discard(running: Running): void {
		if (this.#running === running) this.#running = undefined;
		// Nobody waits for its end: it may stand in a loop, and the caller has been kept long enough.
		void running.worker.terminate();
	}
}

function startThread({ memoryLimit = 2 ** 31, baselineOnly = false }: ToolboxSettings): Running {
	const exchange = new Exchange();
	const settings: BuiltinWorkerSettings = {
		exchange: exchange.buffer,
		module: compiledProgram.get(),
		memoryLimit,
		baselineOnly,
	};
	const worker = new Worker(WORKER, {
		name: 'opa-built-ins',
		workerData: settings,
		resourceLimits: threadLimits,
		// Nothing of the host's command line or environment concerns it.
		execArgv: [],
		env: {},
	});
	worker.unref();
	const ready = new Promise<void>((resolve, reject) => {
		worker.on('error', (error) => reject(ended(String(error))));
		worker.on('exit', (code) => reject(ended(`exit status ${code}`)));
		worker.on('message', (message: WorkerMessage) => {
			if (message.kind !== 'ready') return reject(ended(message.kind === 'ended' ? message.reason : message.kind));
			compiledProgram.set(message.module);
			resolve();
		});
	});
	// It may be that nobody waits for it: a thread that is started again is waited for by its first call.
	ready.catch(() => undefined);
	return { worker, exchange, ready };
}

function ended(reason: string): EvaluationError {
	return new EvaluationError('EVALUATION_BUILTIN_ENDED', `OPA ended: ${reason}`);
}

function words(cause: unknown): string {
	return cause instanceof Error ? cause.message : String(cause);
}
