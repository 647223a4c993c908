import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres, PostgresServer } from '../../../../../test/contracts/postgres-server.js';
import { openStore } from '../open-store.js';
import { storeStatus } from '../upkeep/store-status.js';

const hasOpenssl = (() => {
	try {
		execFileSync('openssl', ['version'], { stdio: 'ignore' });
		return true;
	} catch {
		console.log('openssl is not on the PATH here: the tests of TLS are skipped.');
		return false;
	}
})();

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	return typeof address === 'object' && address !== null ? address.port : expect.fail('no port');
}

describe.skipIf(!hasPostgres || !hasOpenssl)('a PostgreSQL store by TLS', () => {
	let folder: string;
	let server: PostgresServer;
	let port: number;
	const url = (query: string, host = 'localhost') => `postgres://owner:s3cret@${host}:${port}/postgres?${query}`;
	const at = (name: string) => join(folder, name);
	const verified = (ca: string) => `sslmode=verify-full&sslrootcert=${encodeURIComponent(at(ca))}`;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'pc-tls-'));
		await chmod(folder, 0o755);
		const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
		const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
		for (const ca of ['right', 'wrong']) {
			openssl('req', '-x509', ...key, '-keyout', `${ca}.key`, '-out', `${ca}.crt`, '-days', '2', '-subj', `/CN=${ca}`);
		}
		const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
		openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', ...subject);
		const signed = [
			'-CA',
			'right.crt',
			'-CAkey',
			'right.key',
			'-CAcreateserial',
			'-days',
			'2',
			'-copy_extensions',
			'copy',
		];
		openssl('x509', '-req', '-in', 'server.csr', ...signed, '-out', 'server.crt');
		// PostgreSQL wants its key to be its own, and does not run as root.
		if (process.getuid?.() === 0) {
			const id = (of: string) => Number(execFileSync('id', [of, 'postgres'], { encoding: 'utf8' }));
			await chown(at('server.key'), id('-u'), id('-g'));
		}
		port = await freePort();
		server = await PostgresServer.start([
			'fsync=off',
			'listen_addresses=localhost',
			`port=${port}`,
			'ssl=on',
			`ssl_cert_file=${at('server.crt')}`,
			`ssl_key_file=${at('server.key')}`,
		]);
	});
	afterAll(async () => {
		await server?.remove();
		await rm(folder, { recursive: true, force: true });
	});

	test('by the options of the URL, the server that the right authority vouches for is believed', async () => {
		const store = await openStore({ url: url(verified('right.crt')) });
		expect(await store.read((tx) => tx.tenants.list())).toEqual([]);
		expect(store.url).toBe(`postgres://owner@localhost:${port}/postgres`);
		const encrypted = await server.run(
			`select ssl from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'portcullis'`,
			url('sslmode=disable'),
		);
		expect(encrypted).toEqual([{ ssl: true }]);
		await store.close();
		expect(await storeStatus(url(verified('right.crt')))).toMatchObject({ flavor: 'postgres' });
	});
	test('one that only another authority vouches for is refused, and so is one of another name', async () => {
		const refused = async (opening: Promise<unknown>, words: RegExp) => {
			const error: unknown = await opening.catch((reason: unknown) => reason);
			expect(error).toMatchObject({ code: 'STORE_UNREACHABLE', message: expect.stringMatching(words) });
			expect(String(error)).not.toContain('s3cret');
		};
		await refused(openStore({ url: url(verified('wrong.crt')) }), /certificate|signature/);
		await refused(storeStatus(url(verified('wrong.crt'))), /certificate|signature/);
		await refused(openStore({ url: url(verified('right.crt'), '127.0.0.1') }), /altnames/);
		await refused(openStore({ url: url('sslmode=verify-full') }), /certificate|signature/);
	});
	test('the same by the options of the program', async () => {
		const ca = async (name: string) => ({ ssl: { ca: await readFile(at(name), 'utf8') } });
		const store = await openStore({ url: url(''), postgres: await ca('right.crt') });
		await store.close();
		await expect(openStore({ url: url(''), postgres: await ca('wrong.crt') })).rejects.toMatchObject({
			code: 'STORE_UNREACHABLE',
		});
	});
	test('a file of the authority that is not there is said, and not passed over', async () => {
		await expect(openStore({ url: url(verified('none.crt')) })).rejects.toMatchObject({ code: 'STORE_URL_UNKNOWN' });
	});
});
