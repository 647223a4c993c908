// A PostgreSQL for a benchmark.
import { execFileSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/**
 * Runs a body on a PostgreSQL as it is installed, on a socket in a folder of its own, with schemas that are empty.
 *
 * @param {string} folder
 * @param {readonly string[]} schemas
 * @param {(url: (schema: string) => string) => Promise<void>} body
 */
export async function withPostgres(folder, schemas, body) {
	const asRoot = process.getuid?.() === 0;
	const data = join(folder, 'data');
	if (asRoot) {
		const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
		chownSync(folder, id('-u'), id('-g'));
	}
	const run = (...command) => {
		const [file, ...args] = asRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command;
		execFileSync(file, args, { cwd: '/', stdio: 'ignore' });
	};
	run('initdb', '-D', data, '-U', 'owner', '--auth=trust', '-E', 'UTF8', '--no-sync');
	const settings = `-c listen_addresses= -c unix_socket_directories=${folder}`;
	run('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-w', '-o', settings, 'start');
	const base = `postgres://owner@/postgres?host=${encodeURIComponent(folder)}`;
	try {
		const client = new pg.Client({ connectionString: base });
		await client.connect();
		for (const name of schemas) await client.query(`create schema ${name}`);
		await client.end();
		await body((schema) => `${base}&options=-csearch_path%3D${schema}`);
	} finally {
		run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
	}
}
