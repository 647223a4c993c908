import { parentPort, workerData } from 'node:worker_threads';
import { compileAsset } from '../toolbox/asset.js';
import { type OpaProgram, startOpa } from '../toolbox/opa-program.js';
import type { WorkerMessage, WorkerSettings } from '../toolbox/protocol.js';
import { Exchange, type ExchangeRequest, exchangeRequest } from './exchange.js';

/** Handed to this thread when it starts. */
export interface BuiltinWorkerSettings extends WorkerSettings {
	readonly exchange: SharedArrayBuffer;
}

/** Answers built-ins until the program ends or the parent ends this thread; it never returns to the event loop. */
async function main(settings: BuiltinWorkerSettings): Promise<void> {
	const exchange = new Exchange(settings.exchange);
	try {
		const module = settings.module ?? (await compileAsset(settings.baselineOnly));
		const opa = startOpa(module, settings.memoryLimit);
		if (typeof opa === 'string') throw new Error(opa);
		send({ kind: 'ready', module });
		exchange.reply(new Uint8Array());
		for (;;) exchange.reply(answer(opa, exchange.next()));
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		exchange.end(reason);
		send({ kind: 'ended', reason });
	}
}

function answer(opa: OpaProgram, { request, first, second }: ExchangeRequest): Uint8Array {
	if (request === exchangeRequest.evaluation) return startEvaluation(opa, first.slice());
	// The short way into Go, without a JavaScript value on it; see opa/builtin_js.go.
	const { program } = opa;
	const start = program.callExport('exchangeAt', first.length + second.length);
	program.memory.bytes(start, first.length).set(first);
	program.memory.bytes(start + first.length, second.length).set(second);
	const length = program.callExport('builtin', first.length, second.length);
	return program.memory.bytes(program.callExport('exchangeAt', length), length);
}

/** Asks by the long way; gives what Go replies, as JSON. */
function startEvaluation({ program, serve }: OpaProgram, header: Uint8Array): Uint8Array {
	let reply: Uint8Array | undefined;
	serve(
		'evaluation',
		header,
		[],
		() => undefined,
		(given) => {
			reply = given;
		},
	);
	if (reply === undefined) throw new Error(program.ended ?? 'the program did not start an evaluation');
	return reply;
}

function send(message: WorkerMessage): void {
	parentPort?.postMessage(message);
}

await main(workerData as BuiltinWorkerSettings);
