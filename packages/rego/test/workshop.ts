import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runRegoCommand } from '../src/command/index.js';

/** What one run of the command came to. */
interface Ran {
	readonly status: number;
	readonly out: string;
	readonly err: string;
}

/** How one run differs from the usual: no terminal, nothing on standard input. */
interface RunOptions {
	readonly stdin?: string | Uint8Array;
	readonly terminal?: boolean;
	readonly env?: Readonly<Record<string, string>>;
}

/** A folder to run the command in. */
export interface Workshop {
	readonly folder: string;
	run(args: readonly string[], options?: RunOptions): Promise<Ran>;
	write(name: string, content: string | Uint8Array): string;
	read(name: string): string;
}

/** Makes a folder with these files to run the command in; it is removed after the run. */
export function workshop(files: Readonly<Record<string, string | Uint8Array>> = {}): Workshop {
	const folder = mkdtempSync(join(tmpdir(), 'rego-'));
	const made: Workshop = {
		folder,
		async run(args, { stdin = '', terminal = false, env = {} } = {}) {
			let out = '';
			let err = '';
			const status = await runRegoCommand(args, {
				stdin: one(stdin),
				stdout: { isTTY: terminal, write: (text) => (out += text) },
				stderr: { isTTY: terminal, write: (text) => (err += text) },
				cwd: folder,
				env,
			});
			return { status, out, err };
		},
		write(name, content) {
			const path = join(folder, name);
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, content);
			return path;
		},
		read: (name) => readFileSync(join(folder, name), 'utf8'),
	};
	for (const [name, content] of Object.entries(files)) made.write(name, content);
	return made;
}

async function* one(given: string | Uint8Array): AsyncIterable<Uint8Array> {
	yield typeof given === 'string' ? Buffer.from(given) : given;
}
