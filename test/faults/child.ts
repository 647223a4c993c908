import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process of its own that runs one of the scripts beside this file and talks in lines. */
export class Child {
	readonly #process: ChildProcess;
	readonly #lines: string[] = [];
	#waiting: (() => void) | undefined;
	#ended = false;

	constructor(script: string, ...args: string[]) {
		const path = fileURLToPath(new URL(script, import.meta.url));
		this.#process = spawn(process.execPath, [path, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
		const { stdout } = this.#process;
		if (stdout === null) throw new TypeError('a child without output');
		const reader = createInterface({ input: stdout });
		reader.on('line', (line) => {
			this.#lines.push(line);
			this.#waiting?.();
		});
		reader.on('close', () => {
			this.#ended = true;
			this.#waiting?.();
		});
	}

	get pid(): number {
		return this.#process.pid ?? -1;
	}

	/** Everything that it said so far. */
	get lines(): readonly string[] {
		return this.#lines;
	}

	/** Waits until it has said so many lines, and answers the last of them. */
	async line(count: number): Promise<string> {
		for (;;) {
			const line = this.#lines[count - 1];
			if (line !== undefined) return line;
			if (this.#ended)
				throw new Error(`process ${this.pid} ended after ${this.#lines.length} lines: ${this.#lines.join(' | ')}`);
			await new Promise<void>((resolve) => {
				this.#waiting = resolve;
			});
		}
	}

	say(line: string): void {
		this.#process.stdin?.write(`${line}\n`);
	}

	/** Ends it as a crash would, and waits until it is gone and all that it said was read. */
	async kill(): Promise<void> {
		if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
		const closed = once(this.#process, 'close');
		this.#process.kill('SIGKILL');
		await closed;
	}
}

/** How many rounds to try a fault in: few here and now, many where there is time (`PORTCULLIS_FAULT_ROUNDS`). */
export const faultRounds = Number(process.env.PORTCULLIS_FAULT_ROUNDS ?? 5);
