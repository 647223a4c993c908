import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import type { PostgresServer } from '../contracts/postgres-server.js';

/** A server in front of a server, which cuts a connection at a COMMIT of a transaction that may write. */
export interface CuttingProxy {
	/** Leads through it, from a URL of the server. */
	through(url: string): string;
	/** Cuts at the so many-th COMMIT from now on: before the server hears it, or before the client hears its answer. */
	arm(when: 'before' | 'after', nth?: number): void;
	/** Whether it has cut since it was armed. */
	readonly cut: boolean;
	close(): void;
}

/** Puts one in front of a server. */
export async function cuttingProxy(server: PostgresServer): Promise<CuttingProxy> {
	let armed: 'before' | 'after' | undefined;
	let left = 0;
	let done = false;
	const proxy = createServer((client) => {
		const behind = createConnection(join(server.folder, '.s.PGSQL.5432'));
		let writes = false;
		let cut: typeof armed;
		for (const socket of [client, behind]) {
			socket.on('error', () => {});
			socket.on('close', () => {
				client.destroy();
				behind.destroy();
			});
		}
		client.on('data', (bytes) => {
			if (bytes.includes('start transaction')) writes = bytes.includes('read committed');
			if (armed !== undefined && writes && bytes.includes('commit\0') && --left === 0) {
				cut = armed;
				armed = undefined;
				done = true;
			}
			if (cut === 'before') client.destroy();
			else behind.write(bytes);
		});
		behind.on('data', (bytes) => {
			if (cut === 'after') client.destroy();
			else client.write(bytes);
		});
	});
	await new Promise<void>((resolve) => proxy.listen(join(server.folder, '.s.PGSQL.5433'), resolve));
	return {
		through: (url) => `${url}&port=5433`,
		arm(when, nth = 1) {
			armed = when;
			left = nth;
			done = false;
		},
		get cut() {
			return done;
		},
		close: () => proxy.close(),
	};
}
