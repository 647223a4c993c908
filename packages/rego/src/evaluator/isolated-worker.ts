import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { compiledProgram } from '../toolbox/compiled-program.js';
import type { WorkerSettings } from '../toolbox/protocol.js';
import { configureToolbox } from '../toolbox/shared-toolbox.js';
import { EvaluationError, type EvaluationErrorCode } from './evaluation-error.js';
import { createFullEvaluator, type FullEvaluator } from './full-evaluator.js';

/** Handed to this thread when it starts. */
export interface IsolatedWorkerSettings extends WorkerSettings {
	readonly wasm: Uint8Array;
	readonly entrypoint: string;
	readonly maximumMemoryMib: number;
	readonly maximumAnswerBytes: number;
	/** One 32-bit integer: 1 once the evaluation that was asked for last is over. */
	readonly finished: SharedArrayBuffer;
}

/** What this thread says: that it begins with what it was asked, and what came of it. */
export type IsolatedMessage =
	| { readonly kind: 'started' }
	| { readonly kind: 'answer'; readonly text: string }
	| { readonly kind: 'failed'; readonly code: EvaluationErrorCode; readonly message: string };

async function main(port: MessagePort, settings: IsolatedWorkerSettings): Promise<void> {
	const finished = new Int32Array(settings.finished);
	const send = (message: IsolatedMessage): void => port.postMessage(message);
	try {
		const { wasm, entrypoint, maximumMemoryMib, module, memoryLimit, baselineOnly } = settings;
		// A module that needs OPA's own built-ins starts a thread with OPA beside this one.
		configureToolbox({ memoryLimit, baselineOnly });
		if (module !== undefined) compiledProgram.set(module);
		const evaluator = await createFullEvaluator({ wasm, entrypoint, maximumMemoryMib });
		port.on('message', (input: Uint8Array) => {
			send({ kind: 'started' });
			const said = answer(evaluator, input, settings);
			Atomics.store(finished, 0, 1);
			send(said);
		});
	} catch (error) {
		send(failed(error));
	}
}

function answer(
	evaluator: FullEvaluator,
	input: Uint8Array,
	{ maximumAnswerBytes }: IsolatedWorkerSettings,
): IsolatedMessage {
	try {
		const text = JSON.stringify(evaluator.evaluate(input));
		if (Buffer.byteLength(text) <= maximumAnswerBytes) return { kind: 'answer', text };
		const message = `its answer is longer than ${maximumAnswerBytes} bytes`;
		return { kind: 'failed', code: 'EVALUATION_ANSWER_TOO_LONG', message };
	} catch (error) {
		return failed(error);
	}
}

function failed(error: unknown): IsolatedMessage {
	const message = error instanceof Error ? error.message : String(error);
	return { kind: 'failed', code: error instanceof EvaluationError ? error.code : 'EVALUATION_ABORTED', message };
}

if (parentPort !== null) await main(parentPort, workerData as IsolatedWorkerSettings);
