import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasPostgres, PostgresServer } from '../../../../../test/contracts/postgres-server.js';
import { standingCount } from '../../model/quota.js';
import { grantApplicationRole } from '../grant-application-role.js';
import { openStore } from '../open-store.js';

const tenant = { id: 'local', facts_version: 1, asserted_may_approve: false, created_at: 1 };
const role = 'Port "bot"; drop table tenants';

describe.skipIf(!hasPostgres)('the application role', () => {
	let server: PostgresServer;
	let owner: string;
	let app: string;
	beforeAll(async () => {
		server = await PostgresServer.start();
	});
	afterAll(() => server?.remove());
	beforeEach(async () => {
		owner = await server.newSchema();
		app = owner.replace('owner@', `${encodeURIComponent(role)}@`);
		await grantApplicationRole(owner, role);
	});

	test('does what a store does, without being its owner', async () => {
		const store = await openStore({ url: app });
		await store.write(async (tx) => {
			await tx.tenants.insert(tenant);
			await tx.projects.insert(
				'local',
				{ name: 'shop', provider: 'gcp', environment: 'test', region: 'r', regions: ['r'] },
				1,
			);
			await tx.quotas.ensure('local', { ...standingCount('shop', 'vm'), id: 'q' });
			await tx.quotas.reserve({ id: 'r', tenant: 'local', quota: 'q', session: 's', amount: 1, created_at: 1 }, 1);
			await tx.quotas.settle('local', 's', 'used');
			await tx.inputs.put('d', '{}', 1);
			await tx.inputs.put('d', '{}', 1);
			await tx.sessions.expire(1, 1);
			await tx.history.append({
				tenant: 'local',
				at: 1,
				actor: 'ada',
				actor_source: 'verified',
				event: 'e',
				project: null,
				session: null,
				body: {},
			});
		});
		await store.write(async (tx) => {
			expect(await tx.tenants.get('local')).toEqual(tenant);
			expect(await tx.projects.remove('local', 'shop')).toBe(true);
			expect(await tx.history.verify()).toMatchObject({ kind: 'intact', rows: 1 });
		});
		await store.close();
	});
	test.each([
		`update deployment_history set actor = 'eve'`,
		'delete from deployment_history',
		'truncate deployment_history',
		`update decision_inputs set text = ''`,
		'delete from decision_inputs',
		'alter table deployment_history disable trigger all',
		'drop trigger deployment_history_append_only on deployment_history',
		'drop table deployment_history',
		`set session_replication_role = replica`,
		'create table mine (a int)',
		`insert into kysely_migration values ('9999-later', '2030')`,
	])('may not: %s', async (statement) => {
		await expect(server.run(statement, app)).rejects.toThrow(/permission denied|must be owner/);
	});
	test('is granted again without harm, and without what it was given beside', async () => {
		await server.run(`grant delete on deployment_history to "${role.replaceAll('"', '""')}"`, owner);
		await grantApplicationRole(owner, role);
		await expect(server.run('delete from deployment_history', app)).rejects.toThrow('permission denied');
	});
	test('is not the owner, whom nothing binds', async () => {
		await expect(grantApplicationRole(owner, 'owner')).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
	});
	test('cannot make the tables itself', async () => {
		const empty = await server.newSchema();
		const opening = () => openStore({ url: empty.replace('owner@', `${encodeURIComponent(role)}@`) });
		await expect(opening()).rejects.toMatchObject({ code: 'STORE_MISSING' });
		const [{ schema } = expect.fail()] = await server.run('select current_schema() as schema', empty);
		await server.run(`grant usage on schema ${schema} to "${role.replaceAll('"', '""')}"`, empty);
		await expect(opening()).rejects.toMatchObject({ code: 'STORE_READ_ONLY' });
	});
});
