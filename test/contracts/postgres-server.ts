import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

const run = promisify(execFile);

/** Whether this machine has a PostgreSQL to start; says so where it has not. */
export const hasPostgres = await (async () => {
	try {
		await Promise.all(['initdb', 'pg_ctl'].map((command) => run(command, ['--version'])));
		return true;
	} catch {
		console.log('initdb and pg_ctl of PostgreSQL are not on the PATH here: the tests on PostgreSQL are skipped.');
		return false;
	}
})();

// PostgreSQL refuses to run as root; `runuser` takes another user where we are.
const asRoot = process.getuid?.() === 0;
const prefix = asRoot ? ['runuser', '-u', 'postgres', '--'] : [];

async function asServer(...command: string[]): Promise<string> {
	const [file = '', ...args] = [...prefix, ...command];
	return (await run(file, args, { cwd: '/' })).stdout;
}

/**
 * A PostgreSQL of its own on a socket in a temporary folder, reached by no network. It ends with `remove`, and with this
 * process however that ends: a shell that waits for a line of ours stops it when our end of the pipe is gone.
 */
export class PostgresServer {
	/** Where its socket lies. */
	readonly folder: string;
	readonly #settings: string;
	#guard: ChildProcess | undefined;
	#schemas = 0;

	private constructor(folder: string, settings: string) {
		this.folder = folder;
		this.#settings = settings;
	}

	/** @param settings `fast`: what is committed may be lost with the machine's power, which no test looks at */
	static async start(settings: readonly string[] = ['fsync=off']): Promise<PostgresServer> {
		const folder = await mkdtemp(join(tmpdir(), 'pc-pg-'));
		await chmod(folder, 0o700);
		if (asRoot) {
			const [uid, gid] = (await run('id', ['-u', 'postgres'])).stdout
				.concat((await run('id', ['-g', 'postgres'])).stdout)
				.trim()
				.split(/\s+/);
			await chown(folder, Number(uid), Number(gid));
		}
		const all = [`unix_socket_directories=${folder}`, 'listen_addresses=', 'max_connections=60', ...settings];
		const server = new PostgresServer(folder, all.map((setting) => `-c ${setting}`).join(' '));
		try {
			await asServer('initdb', '-D', join(folder, 'data'), '-U', 'owner', '--auth=trust', '-E', 'UTF8', '--no-sync');
			await server.up();
		} catch (error) {
			await server.remove();
			throw error;
		}
		return server;
	}

	/** Its URL, for a role and what else is to stand in the URL. */
	url(role = 'owner', more = ''): string {
		return `postgres://${role}@/postgres?host=${encodeURIComponent(this.folder)}${more}`;
	}

	/** The URL of a new schema, which is as good as a new database and takes a tenth of the time to make. */
	async newSchema(): Promise<string> {
		const name = `s${++this.#schemas}`;
		await this.run(`create schema ${name}`);
		return this.url('owner', `&options=-csearch_path%3D${name}`);
	}

	/** Runs SQL past any store. */
	async run(statements: string, url = this.url()): Promise<readonly Record<string, unknown>[]> {
		const client = new Client({ connectionString: url });
		await client.connect();
		try {
			return (await client.query(statements)).rows ?? [];
		} finally {
			await client.end();
		}
	}

	/** Starts it, also after `down`. */
	async up(): Promise<void> {
		const data = join(this.folder, 'data');
		const log = join(this.folder, 'log');
		const script = `pg_ctl -D "$0" -l "$1" -w -t 60 -o "$2" start >"$1.ctl" 2>&1 && echo up; read how; pg_ctl -D "$0" -w -m "\${how:-immediate}" stop >/dev/null 2>&1; echo down`;
		const [file = '', ...args] = [...prefix, 'sh', '-c', script, data, log, this.#settings];
		this.#guard = spawn(file, args, { cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
		const [first] = (await once(this.#guard.stdout ?? process.stdin, 'data')) as [Buffer];
		if (!`${first}`.startsWith('up')) throw new Error(`PostgreSQL did not start; see ${log}`);
	}

	/** Stops it: `fast` ends its sessions, `immediate` is as a crash. */
	async down(how: 'fast' | 'immediate'): Promise<void> {
		const guard = this.#guard;
		if (guard === undefined || guard.exitCode !== null) return;
		const exited = once(guard, 'exit');
		guard.stdin?.end(`${how}\n`);
		await exited;
		this.#guard = undefined;
	}

	/** Stops it and leaves nothing behind. */
	async remove(): Promise<void> {
		await this.down('immediate');
		await rm(this.folder, { recursive: true, force: true });
	}
}
