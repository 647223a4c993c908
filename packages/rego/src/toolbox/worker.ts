import { parentPort, workerData } from 'node:worker_threads';
import { compileAsset } from './asset.js';
import { GoProgram } from './go-program.js';
import type { CallMessage, WorkerMessage, WorkerSettings } from './protocol.js';

/** The function that the Go program hands out; see opa/host_js.go. */
type Serve = (
	operation: string,
	header: Uint8Array,
	attachments: readonly Uint8Array[],
	progress: (text: Uint8Array) => void,
	reply: (header: Uint8Array, attachments: readonly Uint8Array[]) => void,
) => void;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Serves calls, one at a time, until the program ends or the parent ends this thread. */
async function main(settings: WorkerSettings): Promise<void> {
	const module = settings.module ?? (await compileAsset(settings.baselineOnly));
	let serve: Serve | undefined;
	const program = new GoProgram(module, {
		globals: { portcullis: { ready: (given: Serve) => (serve = given) } },
		memoryLimit: settings.memoryLimit,
		// Less frequent collection: a fifth faster for some 20 MB.
		environment: { GOGC: '400' },
	});
	if (serve === undefined || program.ended !== undefined) {
		return send({ kind: 'ended', reason: program.ended ?? 'the program did not say that it is ready' });
	}
	const given: Serve = serve;
	parentPort?.on('message', (call: CallMessage) => answer(program, given, call));
	send({ kind: 'ready', module });
}

function answer(program: GoProgram, serve: Serve, call: CallMessage): void {
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
