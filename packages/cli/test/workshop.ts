import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Ask } from '../src/io/ask.js';
import { main } from '../src/main.js';

/** What one run of the command came to. */
interface Ran {
	readonly status: number;
	readonly out: string;
	readonly err: string;
	/** Standard output, read as the one JSON object that it must be. */
	json(): Record<string, unknown> & { readonly kind: string };
}

/** How one run differs from the usual: the user `ada`, no terminal, nothing on standard input. */
interface RunOptions {
	readonly user?: string;
	readonly stdin?: string | Iterable<Uint8Array>;
	readonly terminal?: boolean;
	readonly env?: Readonly<Record<string, string>>;
	/** The folder below the workshop's to run in. */
	readonly cwd?: string;
	/** What happens elsewhere while the command waits, one step each time. */
	readonly meanwhile?: readonly (() => unknown)[];
	/** What happens until the process is told to end. */
	readonly until?: () => Promise<unknown>;
	/** What somebody at the terminal answers, in order; `null` breaks off. */
	readonly answers?: readonly (string | boolean | null)[];
}

/** A folder to run the command in, with a clock that stands still until it is set. */
export interface Workshop {
	readonly folder: string;
	/** Milliseconds since 1970. */
	now: number;
	/** Ids to give out next, before those that are counted. */
	readonly ids: string[];
	run(args: readonly string[], options?: RunOptions): Promise<Ran>;
	/** Runs and throws unless it ends with 0. */
	must(...args: readonly string[]): Promise<Ran>;
	write(name: string, text: string | Uint8Array): string;
	read(name: string): string;
	has(name: string): boolean;
}

/** The moment at which every workshop begins. */
export const start = Date.UTC(2026, 10, 24, 10, 0, 0);

/** Makes an empty folder to run the command in; it is removed after the run. */
export function workshop(): Workshop {
	const folder = mkdtempSync(join(tmpdir(), 'workshop-'));
	const made: Workshop = {
		folder,
		now: start,
		ids: [],
		async run(
			args,
			{ user = 'ada', stdin = '', terminal = false, env = {}, cwd = '', answers, until, meanwhile = [] } = {},
		) {
			let out = '';
			let err = '';
			const steps = [...meanwhile];
			const status = await main(args, {
				stdin: chunks(stdin),
				stdout: { isTTY: terminal, write: (text) => (out += text) },
				stderr: { isTTY: terminal, write: (text) => (err += text) },
				cwd: join(folder, cwd),
				env,
				clock: () => made.now,
				async wait(milliseconds) {
					made.now += milliseconds;
					await steps.shift()?.();
				},
				newId: () => made.ids.shift() ?? nextId(),
				async untilStopped() {
					await until?.();
					return 'SIGTERM';
				},
				user: () => user,
				ask: answers === undefined ? undefined : answering(answers),
			});
			return { status, out, err, json: () => JSON.parse(out) };
		},
		async must(...args) {
			const ran = await made.run(args);
			if (ran.status !== 0)
				throw new Error(`portcullis ${args.join(' ')} ended with ${ran.status}: ${ran.out}${ran.err}`);
			return ran;
		},
		write(name, text) {
			const path = join(folder, name);
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, text);
			return path;
		},
		read: (name) => readFileSync(join(folder, name), 'utf8'),
		has: (name) => existsSync(join(folder, name)),
	};
	return made;
}

let ready: Promise<Workshop> | undefined;

/** A workshop with a tenant whose administrator is `ada`, and the project `shop` on gcp. */
export async function shop(): Promise<Workshop> {
	ready ??= (async () => {
		const first = workshop();
		await first.must('init');
		await first.must('project', 'add', 'shop', '--provider', 'gcp', '--region', 'us-central1');
		return first;
	})();
	const copy = workshop();
	cpSync((await ready).folder, copy.folder, { recursive: true });
	return copy;
}

/** A request for one machine, as the text of a file. */
export function vm(
	fields: Readonly<Record<string, unknown>> = {},
	request: Readonly<Record<string, unknown>> = {},
): string {
	return JSON.stringify({
		project: 'shop',
		resources: [{ kind: 'vm', name: 'web', size: 'e2-small', ...fields }],
		...request,
	});
}

let ids = 0;

function nextId(): string {
	ids += 1;
	return ids.toString(16).padStart(32, '0').split('').reverse().join('');
}

async function* chunks(given: string | Iterable<Uint8Array>): AsyncIterable<Uint8Array> {
	if (typeof given === 'string') yield Buffer.from(given);
	else yield* given;
}

// Answers as a person would: what is refused is answered again with the next answer.
function answering(answers: readonly (string | boolean | null)[]): Ask {
	const left = [...answers];
	const next = async (): Promise<string | boolean | null> => {
		const answer = left.shift();
		if (answer === undefined) throw new Error('more is asked than answered');
		return answer;
	};
	return {
		choice: async () => (await next()) as string | null,
		confirm: async () => (await next()) as boolean | null,
		async line(_question, { fallback = '', check }) {
			for (;;) {
				const given = (await next()) as string | null;
				const answer = given === '' ? fallback : given;
				if (answer === null || check(answer) === undefined) return answer;
			}
		},
	};
}
