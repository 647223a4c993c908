import { parentPort, workerData } from 'node:worker_threads';
import { compileAsset } from './asset.js';
import { type OpaProgram, startOpa } from './opa-program.js';
import type { CallMessage, WorkerMessage, WorkerSettings } from './protocol.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Serves calls, one at a time, until the program ends or the parent ends this thread. */
async function main(settings: WorkerSettings): Promise<void> {
	const module = settings.module ?? (await compileAsset(settings.baselineOnly));
	const opa = startOpa(module, settings.memoryLimit);
	if (typeof opa === 'string') return send({ kind: 'ended', reason: opa });
	parentPort?.on('message', (call: CallMessage) => answer(opa, call));
	send({ kind: 'ready', module });
}

function answer({ program, serve }: OpaProgram, call: CallMessage): void {
	let replied = false;
	serve(
		call.operation,
		encoder.encode(call.header),
		call.attachments,
		(text) => send({ kind: 'progress', text: decoder.decode(text) }),
		(header, attachments) => {
			replied = true;
			send({ kind: 'reply', header: decoder.decode(header), attachments });
		},
	);
	if (program.ended !== undefined) send({ kind: 'ended', reason: program.ended });
	// A goroutine that waits for what nobody will send would leave the caller waiting too.
	else if (!replied && !program.sleeping)
		send({ kind: 'ended', reason: 'the program waits for something that cannot come' });
}

function send(message: WorkerMessage): void {
	parentPort?.postMessage(message);
}

await main(workerData as WorkerSettings);
