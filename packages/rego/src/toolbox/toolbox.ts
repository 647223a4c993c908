import { Worker } from 'node:worker_threads';
import type { RegoErrorDetail } from '../rego-error.js';
import { compiledProgram } from './compiled-program.js';
import { threadLimits } from './opa-program.js';
import type { CallMessage, WorkerMessage, WorkerSettings } from './protocol.js';
import { ToolboxError } from './toolbox-error.js';

/** From `src/toolbox` and from `dist/toolbox` alike, the built file: a worker thread cannot run TypeScript. */
const WORKER = new URL('../../dist/toolbox/worker.js', import.meta.url);

/** How the toolbox is loaded; for {@link configureToolbox}. */
export interface ToolboxSettings {
	/** The greatest memory of each thread of the toolbox in bytes. Default 2 GiB. */
	readonly memoryLimit?: number;
	/**
	 * Load with V8's baseline compiler only: several times faster cold, slower when warm. While the
	 * toolbox loads this is a flag of the whole process, so only a command that owns its process should set it.
	 */
	readonly baselineOnly?: boolean;
}

/** One call of the Go program; see the request types in `opa/`. */
export interface ToolboxCall {
	readonly operation: string;
	readonly request: object;
	readonly attachments?: readonly Uint8Array[];
	/** The longest the call may take, in milliseconds, not counting the time to load. */
	readonly limitMs: number;
	/** The longest that may pass after a progress message, in milliseconds. */
	readonly stepLimitMs?: number;
	readonly onProgress?: (message: unknown) => void;
}

/** What the Go program answered: a result with its attachments, or the errors of the sources. */
export type ToolboxReply =
	| { readonly kind: 'result'; readonly result: unknown; readonly attachments: readonly Uint8Array[] }
	| { readonly kind: 'refused'; readonly errors: readonly RegoErrorDetail[] };

interface Reply {
	readonly result?: unknown;
	readonly errors?: readonly RegoErrorDetail[];
	readonly problem?: { readonly kind: 'usage' | 'panic'; readonly message: string; readonly stack?: string };
}

/**
 * One worker thread with one Go program in it, started at the first call and
 * kept. Calls wait for one another: Go has one thread, and a limit can so count
 * from the moment at which a call really starts.
 */
export class Toolbox {
	readonly #settings: ToolboxSettings;
	#worker: Promise<Worker> | undefined;
	#last: Promise<unknown> = Promise.resolve();
	#abort: ((error: ToolboxError) => void) | undefined;

	constructor(settings: ToolboxSettings = {}) {
		this.#settings = settings;
	}

	/**
	 * Asks the Go program; waits for the calls before this one.
	 *
	 * @throws {@link ToolboxError} where the program did not answer.
	 */
	call(call: ToolboxCall): Promise<ToolboxReply> {
		const answer = this.#last.then(() => this.#run(call));
		this.#last = answer.catch(() => undefined);
		return answer;
	}

	/** Ends the thread; a call that is under way fails with `TOOLBOX_CLOSED`. The next call starts anew. */
	async close(): Promise<void> {
		this.#abort?.(new ToolboxError('TOOLBOX_CLOSED', 'The toolbox was closed.'));
		await this.#discard();
	}

	async #run(call: ToolboxCall): Promise<ToolboxReply> {
		this.#worker ??= this.#start();
		const starting = this.#worker;
		const worker = await starting.catch((error: unknown) => {
			this.#worker = undefined;
			throw error;
		});
		if (this.#worker !== starting) throw new ToolboxError('TOOLBOX_CLOSED', 'The toolbox was closed.');
		// A thread that waits must not keep the process alive; one that works must.
		worker.ref();
		try {
			return read(await this.#exchange(worker, call));
		} catch (error) {
			if (error instanceof ToolboxError && !['TOOLBOX_PANICKED', 'TOOLBOX_MISUSED'].includes(error.code)) {
				await this.#discard();
			}
			throw error;
		} finally {
			this.#abort = undefined;
			worker.removeAllListeners('message');
			worker.unref();
		}
	}

	#exchange(worker: Worker, call: ToolboxCall): Promise<WorkerMessage & { kind: 'reply' }> {
		return new Promise((resolve, reject) => {
			let timer = setTimeout(timedOut, call.limitMs, call.limitMs);
			function timedOut(limit: number): void {
				reject(new ToolboxError('TOOLBOX_TIMED_OUT', `${call.operation} took longer than ${limit} ms.`));
			}
			this.#abort = (error) => {
				clearTimeout(timer);
				reject(error);
			};
			worker.on('message', (message: WorkerMessage) => {
				if (message.kind !== 'progress') clearTimeout(timer);
				if (message.kind === 'reply') return resolve(message);
				if (message.kind === 'ended') {
					return reject(new ToolboxError('TOOLBOX_ENDED', `The toolbox ended in ${call.operation}: ${message.reason}`));
				}
				if (message.kind !== 'progress') return;
				if (call.stepLimitMs !== undefined) {
					clearTimeout(timer);
					timer = setTimeout(timedOut, call.stepLimitMs, call.stepLimitMs);
				}
				call.onProgress?.(JSON.parse(message.text));
			});
			worker.postMessage({
				operation: call.operation,
				header: JSON.stringify(call.request),
				attachments: call.attachments ?? [],
			} satisfies CallMessage);
		});
	}

	async #start(): Promise<Worker> {
		const settings: WorkerSettings = {
			module: compiledProgram.get(),
			memoryLimit: this.#settings.memoryLimit ?? 2 ** 31,
			baselineOnly: this.#settings.baselineOnly ?? false,
		};
		const worker = new Worker(WORKER, {
			name: 'opa',
			workerData: settings,
			resourceLimits: threadLimits,
			// Nothing of the host's command line or environment concerns the toolbox.
			execArgv: [],
			env: {},
		});
		await new Promise<void>((resolve, reject) => {
			const fail = (reason: string, cause?: unknown): void =>
				reject(new ToolboxError('TOOLBOX_ENDED', `The toolbox did not start: ${reason}`, { cause }));
			worker.once('error', (error) => fail(String(error), error));
			worker.once('exit', (code) => fail(`exit status ${code}`));
			worker.once('message', (message: WorkerMessage) => {
				if (message.kind !== 'ready') return fail(message.kind === 'ended' ? message.reason : message.kind);
				compiledProgram.set(message.module);
				resolve();
			});
		});
		const gone = (reason: string): void => {
			this.#worker = undefined;
			this.#abort?.(new ToolboxError('TOOLBOX_ENDED', `The toolbox ended: ${reason}`));
		};
		// By name: a worker has listeners of Node's own as well.
		for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
		worker.on('error', (error) => gone(String(error)));
		worker.on('exit', (code) => gone(`exit status ${code}`));
		return worker;
	}

	async #discard(): Promise<void> {
		const starting = this.#worker;
		this.#worker = undefined;
		const worker = await starting?.catch(() => undefined);
		worker?.removeAllListeners('exit');
		await worker?.terminate();
	}
}

function read(message: WorkerMessage & { kind: 'reply' }): ToolboxReply {
	const { result, errors, problem } = JSON.parse(message.header) as Reply;
	if (problem?.kind === 'panic') {
		throw new ToolboxError('TOOLBOX_PANICKED', `OPA failed: ${problem.message}\n${problem.stack ?? ''}`.trim());
	}
	if (problem !== undefined) throw new ToolboxError('TOOLBOX_MISUSED', problem.message);
	if (errors !== undefined) return { kind: 'refused', errors };
	return { kind: 'result', result, attachments: message.attachments };
}
