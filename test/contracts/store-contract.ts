import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PolicyMetadata } from '../../packages/core/src/contracts/bundle.js';
import type { Project } from '../../packages/core/src/model/project.js';
import { type Quota, standingCount } from '../../packages/core/src/model/quota.js';
import type { DeploymentSession, PolicyChangeSession } from '../../packages/core/src/model/session.js';
import type { Waiver } from '../../packages/core/src/model/waiver.js';
import type {
	HistoryEntry,
	Lease,
	Reservation,
	SessionPatch,
	Store,
	Tenant,
	Tx,
} from '../../packages/core/src/store/store.js';
import { quotaContract } from './quota-contract.js';
import * as arbitrary from './store-arbitraries.js';

/** A kind of store to hold to the contract. */
export interface StoreUnderTest {
	/** Opens a new, empty store. */
	open(): Promise<Store>;
	/** Does to the database what no store would: runs SQL past it, triggers and all. Answers the store to go on with. */
	tamper(store: Store, statements: readonly string[]): Promise<Store>;
	/** How often to try each property. */
	readonly runs: number;
}

const tenant: Tenant = { id: 'local', facts_version: 1, asserted_may_approve: false, created_at: 1000 };
const shop: Project = { name: 'shop', provider: 'gcp', environment: 'test', region: 'r', regions: ['r'] };
const quota = standingCount('shop', 'vm');

function reservation(fields: Partial<Reservation> = {}): Omit<Reservation, 'status'> {
	return {
		id: 'r1',
		tenant: 'local',
		quota: quota.id,
		session: 's1',
		amount: 1,
		created_at: 1000,
		window_starts_at: 0,
		...fields,
	};
}

function session(fields: Partial<DeploymentSession> = {}): DeploymentSession {
	return {
		subject: 'deployment',
		id: 's1',
		tenant: 'local',
		project: 'shop',
		action: 'create',
		actor: 'ada',
		actor_source: 'verified',
		deployment: { action: 'create', project: 'shop', reason: null, changes: [] },
		decision: {} as DeploymentSession['decision'],
		subject_digest: 'd1',
		status: 'open',
		status_reason: null,
		created_at: 1000,
		expires_at: 2000,
		deploying_since: null,
		closed_at: null,
		approvals: [],
		document: null,
		...fields,
	};
}

function entry(fields: Partial<HistoryEntry> = {}): HistoryEntry {
	return {
		tenant: 'local',
		at: 1000,
		actor: 'ada',
		actor_source: 'verified',
		event: 'session.opened',
		project: 'shop',
		session: 's1',
		body: { answer: 'allow' },
		...fields,
	};
}

/** What every store does, whatever database it stands on. */
export function storeContract(name: string, { open, tamper, runs }: StoreUnderTest): void {
	describe(`a store ${name}`, () => {
		let store: Store;

		beforeEach(async () => {
			store = await open();
			await store.write(async (tx) => {
				await tx.tenants.insert(tenant);
				await tx.projects.insert('local', shop, 1000);
				await tx.quotas.ensure('local', quota);
			});
		});
		afterEach(() => store.close());

		// Of several that begin at once, one would be done before another has connected: a race only where all are connected.
		const connected = () => Promise.all(Array.from({ length: 4 }, () => store.read((tx) => tx.tenants.list())));
		const quotaNow = async (): Promise<Quota | undefined> =>
			(await store.read((tx) => tx.quotas.list('local', 1000))).find((found) => found.id === quota.id);

		describe('transactions', () => {
			test('a transaction whose body rejects leaves nothing behind', async () => {
				const failed = store.write(async (tx) => {
					await tx.tenants.insert({ ...tenant, id: 'other' });
					await tx.history.append(entry());
					throw new RangeError('no');
				});
				await expect(failed).rejects.toThrow(RangeError);
				expect(await store.read((tx) => tx.tenants.list())).toEqual([tenant]);
				expect(await store.read((tx) => tx.history.verify())).toMatchObject({ kind: 'intact', rows: 0 });
			});
			test('a transaction answers what its body answers', async () => {
				expect(await store.write(async () => 'a')).toBe('a');
				expect(await store.read(async () => 'b')).toBe('b');
			});
			test('reading refuses to change anything, and the next transaction may', async () => {
				const change = (tx: Tx) => tx.tenants.raiseFactsVersion('local');
				await expect(store.read(change)).rejects.toMatchObject({ code: 'STORE_READ_ONLY' });
				expect(await store.write(change)).toBe(true);
			});
			test.each(['read', 'write'] as const)(
				'a %s inside a transaction is refused instead of waiting for itself',
				async (inner) => {
					const nested = store.write(() => store[inner](async () => 1));
					await expect(nested).rejects.toMatchObject({ code: 'STORE_NESTED' });
					await expect(store.read(() => store.close())).rejects.toMatchObject({ code: 'STORE_NESTED' });
					expect(await store[inner](async () => 1)).toBe(1);
				},
			);
			test('a transaction is of no use after its end', async () => {
				const ended = await store.write(async (tx) => ({ tx }));
				await expect(ended.tx.tenants.list()).rejects.toMatchObject({ code: 'STORE_CLOSED' });
			});
			test('closing waits for what is under way, and refuses what comes after', async () => {
				const under = store.write((tx) => tx.tenants.raiseFactsVersion('local'));
				const closed = store.close();
				expect(await under).toBe(true);
				await closed;
				await expect(store.read(async () => 1)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
				await expect(store.write(async () => 1)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
				await store.close();
			});
			test('what failed inside a transaction undoes it, even if its body passes over it', async () => {
				const write = store.write(async (tx) => {
					await tx.tenants.raiseFactsVersion('local');
					await tx.projects.insert('nobody', shop, 1).catch(() => undefined);
				});
				await expect(write).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
				expect(await store.read((tx) => tx.tenants.list())).toEqual([tenant]);
			});
			test('what was read of a tenant holds until the commit', async () => {
				const seen: number[] = [];
				const bump = () =>
					store.write(async (tx) => {
						const before = await tx.tenants.get('local');
						await tx.roles.put('local', { name: 'r', capabilities: [], max_vm_size: 'any' });
						await tx.tenants.raiseFactsVersion('local');
						seen.push(before?.facts_version ?? -1);
					});
				await Promise.all(Array.from({ length: 8 }, bump));
				expect(seen.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
			});
			test('of two sessions of one project, checked against each other, one starts', async () => {
				await store.write(async (tx) => {
					await tx.sessions.insert(session({ id: 'a' }));
					await tx.sessions.insert(session({ id: 'b' }));
				});
				await connected();
				const start = (id: string) =>
					store.write(async (tx) => {
						const other = await tx.sessions.list({ tenant: 'local', project: 'shop', statuses: ['deploying'] });
						return other.length === 0 && (await tx.sessions.move('local', id, 'open', 'deploying')) !== null;
					});
				expect((await Promise.all([start('a'), start('b')])).sort()).toEqual([false, true]);
			});
			test('the time is told, in whole milliseconds', async () => {
				expect(Math.abs(store.now() - Date.now())).toBeLessThan(5000);
				expect(Number.isInteger(store.now())).toBe(true);
			});
			test('twenty writers at once all get their turn', async () => {
				await Promise.all(Array.from({ length: 20 }, () => store.write((tx) => tx.tenants.raiseFactsVersion('local'))));
				expect((await store.read((tx) => tx.tenants.get('local')))?.facts_version).toBe(21);
			});
		});

		describe('tenants and facts', () => {
			test('a tenant is inserted once', async () => {
				const again = { ...tenant, facts_version: 9 };
				expect(await store.write((tx) => tx.tenants.insert(again))).toBe(false);
				expect(await store.read((tx) => tx.tenants.get('local'))).toEqual(tenant);
				expect(await store.read((tx) => tx.tenants.get('nobody'))).toBeNull();
			});
			test('of two that raise facts_version from the same version, one does', async () => {
				const raise = () => store.write((tx) => tx.tenants.raiseFactsVersion('local', 1));
				expect((await Promise.all([raise(), raise()])).sort()).toEqual([false, true]);
				expect(await store.write((tx) => tx.tenants.raiseFactsVersion('nobody'))).toBe(false);
			});
			test('a project is inserted once and removed once', async () => {
				expect(await store.write((tx) => tx.projects.insert('local', { ...shop, region: 'x' }, 1))).toBe(false);
				expect(await store.read((tx) => tx.projects.get('local', 'shop'))).toEqual(shop);
				expect(await store.write((tx) => tx.projects.remove('local', 'shop'))).toBe(true);
				expect(await store.write((tx) => tx.projects.remove('local', 'shop'))).toBe(false);
				expect(await store.read((tx) => tx.quotas.list('local', 1000))).toEqual([]);
			});
			test('a project with resources cannot be removed', async () => {
				const [resource] = fc.sample(arbitrary.standingResource, 1);
				await store.write((tx) => tx.resources.put({ ...(resource ?? expect.fail()), project: 'shop' }));
				const removal = store.write((tx) => tx.projects.remove('local', 'shop'));
				await expect(removal).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
				expect(await store.read((tx) => tx.projects.list('local'))).toHaveLength(1);
			});
			test('what is given to a tenant that does not exist is refused', async () => {
				const write = store.write((tx) => tx.projects.insert('nobody', shop, 1));
				await expect(write).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
			});
			test('a second grant of the same id is refused', async () => {
				const [grant = expect.fail()] = fc.sample(arbitrary.grant, 1);
				await store.write((tx) => tx.grants.insert('local', grant, 'ada', 1));
				const again = store.write((tx) => tx.grants.insert('local', grant, 'ada', 1));
				await expect(again).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
			});
			test('grants of groups stay apart from those of actors, and what was last seen of a member stands', async () => {
				const group = { id: 'g1', group: 'ada', role: 'CloudUser', plus: [], project: 'shop', expires_at: 9 };
				const own = { id: 'g2', actor: 'ada', role: 'CloudUser', plus: [], minus: [] };
				await store.write(async (tx) => {
					await tx.tenants.insert({ ...tenant, id: 'other' });
					await tx.grants.insert('local', group, 'ada', 1);
					await tx.grants.insert('local', own, 'ada', 2);
					await tx.groupMembers.put('local', { actor: 'ben', groups: ['a', 'b'], seen_at: 1 });
					await tx.groupMembers.put('local', { actor: 'ben', groups: ['b'], seen_at: 2 });
				});
				await store.write(async (tx) => {
					expect(await tx.grants.list('local')).toEqual([group, own]);
					expect(await tx.groupMembers.list('local')).toEqual([{ actor: 'ben', groups: ['b'], seen_at: 2 }]);
					expect(await tx.groupMembers.list('other')).toEqual([]);
					expect(await tx.grants.remove('local', 'g1')).toEqual(group);
				});
			});
			test('one tenant sees nothing of another', async () => {
				const [grant = expect.fail()] = fc.sample(arbitrary.grant, 1);
				const [binding = expect.fail()] = fc.sample(arbitrary.binding, 1);
				const [role = expect.fail()] = fc.sample(arbitrary.role, 1);
				const [waiver = expect.fail()] = fc.sample(arbitrary.waiver, 1);
				await store.write(async (tx) => {
					await tx.tenants.insert({ ...tenant, id: 'other' });
					await tx.grants.insert('local', grant, 'ada', 1);
					await tx.bindings.insert('local', binding, 'ada', 1);
					await tx.roles.put('local', role);
					await tx.waivers.insert('local', waiver);
					await tx.sessions.insert(session());
					await tx.quotas.reserve(reservation(), null);
					await tx.history.append(entry());
				});
				await store.write(async (tx) => {
					expect(await tx.projects.get('other', 'shop')).toBeNull();
					expect(await tx.projects.list('other')).toEqual([]);
					expect(await tx.projects.remove('other', 'shop')).toBe(false);
					expect(await tx.grants.list('other')).toEqual([]);
					expect(await tx.grants.remove('other', grant.id)).toBeNull();
					expect(await tx.bindings.list('other')).toEqual([]);
					expect(await tx.bindings.remove('other', binding.id)).toBeNull();
					expect(await tx.waivers.list('other')).toEqual([]);
					expect(await tx.waivers.get('other', waiver.id)).toBeNull();
					expect(await tx.waivers.remove('other', waiver.id)).toBeNull();
					await tx.waivers.used('other', [waiver.id], 1);
					expect(await tx.waivers.get('local', waiver.id)).toEqual({ ...waiver, last_used_at: null });
					expect(await tx.roles.list('other')).toEqual([]);
					expect(await tx.roles.remove('other', role.name)).toBe(false);
					expect(await tx.quotas.list('other', 1000)).toEqual([]);
					expect(await tx.quotas.setLimit('other', quota.id, 1)).toBe(false);
					expect(await tx.quotas.settle('other', 's1', 'used')).toBe(0);
					expect(await tx.quotas.reservations('other', 's1')).toEqual([]);
					expect(await tx.sessions.get('other', 's1')).toBeNull();
					expect(await tx.sessions.list({ tenant: 'other' })).toEqual([]);
					expect(await tx.sessions.move('other', 's1', 'open', 'cancelled')).toBeNull();
					expect(await tx.history.list({ tenant: 'other' })).toEqual([]);
				});
			});
		});

		describe('waivers', () => {
			const kept = (id: string, expires_at: number): Waiver => ({
				id,
				policy: 'cost.hourly_limit',
				scope: {},
				category: 'accepted',
				reason: 'r',
				owner: 'ben',
				expires_at,
				requested_by: 'uma',
				approved_by: ['ada'],
				created_at: 1000,
			});
			test('are listed until they expire, and not from that moment on', async () => {
				await store.write(async (tx) => {
					await tx.waivers.insert('local', kept('w1', 2000));
					await tx.waivers.insert('local', kept('w2', 3000));
				});
				const listed = (at?: number) => store.read((tx) => tx.waivers.list('local', at));
				expect((await listed(1999)).map(({ id }) => id)).toEqual(['w1', 'w2']);
				expect((await listed(2000)).map(({ id }) => id)).toEqual(['w2']);
				expect((await listed()).map(({ id }) => id)).toEqual(['w1', 'w2']);
			});
			test('keep the last moment at which they lifted something, whoever says so last', async () => {
				await store.write(async (tx) => {
					for (const id of ['w1', 'w2', 'w3']) await tx.waivers.insert('local', kept(id, 9000));
					await tx.waivers.used('local', [], 4000);
					await tx.waivers.used('local', ['w1', 'w2', 'none'], 5000);
					await tx.waivers.used('local', ['w1'], 4000);
				});
				const found = await store.read((tx) => tx.waivers.list('local'));
				expect(found.map(({ last_used_at }) => last_used_at)).toEqual([5000, 5000, null]);
				expect(await store.write((tx) => tx.waivers.remove('local', 'w1'))).toMatchObject({ last_used_at: 5000 });
				expect(await store.read((tx) => tx.waivers.get('local', 'w1'))).toBeNull();
			});
			test('a session about a change of policy takes another digest and other requirements', async () => {
				const { action: _a, deployment: _d, decision: _e, deploying_since: _s, document: _o, ...base } = session();
				const change: PolicyChangeSession = {
					...base,
					subject: 'policy_change',
					project: null,
					change: { kind: 'tenant.policy_change_approvals', approvals: 2 },
					requirements: [],
				};
				await store.write((tx) => tx.sessions.insert(change));
				const requirements = [
					{ policy: 'p', binding: 'b', stages: [{ role: null, quorum: 2 }], requester_counts: false },
				];
				const patch = { requirements, subject_digest: 'd2' };
				const moved = await store.write((tx) => tx.sessions.move('local', 's1', 'open', 'open', patch));
				expect(moved).toEqual({ ...change, ...patch });
				expect(await store.read((tx) => tx.sessions.list({ tenant: 'local' }))).toEqual([moved]);
			});
		});

		describe('quotas', () => {
			test('ensure makes a row with nothing used, and leaves one that exists as it is', async () => {
				const override = { limit: 20, until: 5000, reason: 'launch', by: 'ada' };
				await store.write(async (tx) => {
					expect(await tx.quotas.setLimit('local', quota.id, 10)).toBe(true);
					expect(await tx.quotas.setOverride('local', quota.id, override)).toBe(true);
					expect(await tx.quotas.reserve(reservation({ amount: 3 }), 10)).toBe(true);
					await tx.quotas.ensure('local', quota);
				});
				expect(await quotaNow()).toEqual({ ...quota, limit: 10, override, window: null, used: 0, reserved: 3 });
				await store.write(async (tx) => {
					await tx.quotas.setLimit('local', quota.id, null);
					await tx.quotas.setOverride('local', quota.id, null);
					expect(await tx.quotas.setLimit('local', 'project:other:vm:count', 1)).toBe(false);
				});
				expect(await quotaNow()).toMatchObject({ limit: null, override: null });
				expect(await store.read((tx) => tx.quotas.list('local', 1000, 'other'))).toEqual([]);
			});
			test('a reservation that does not fit is refused and changes nothing', async () => {
				await store.write((tx) => tx.quotas.reserve(reservation({ amount: 9 }), 10));
				const late = reservation({ id: 'r2', session: 's2', amount: 2 });
				expect(await store.write((tx) => tx.quotas.reserve(late, 10))).toBe(false);
				expect(await quotaNow()).toMatchObject({ used: 0, reserved: 9 });
				expect(await store.read((tx) => tx.quotas.reservations('local', 's2'))).toEqual([]);
				expect(await store.write((tx) => tx.quotas.reserve({ ...late, amount: 1 }, 10))).toBe(true);
			});
			test('without a ceiling everything fits', async () => {
				expect(await store.write((tx) => tx.quotas.reserve(reservation({ amount: 1_000_000 }), null))).toBe(true);
			});
			test('a reservation repeated with the same id holds once', async () => {
				const reserve = () => store.write((tx) => tx.quotas.reserve(reservation({ amount: 6 }), 10));
				await connected();
				expect(await Promise.all([reserve(), reserve()])).toEqual([true, true]);
				expect(await quotaNow()).toMatchObject({ reserved: 6 });
				const other = store.write((tx) => tx.quotas.reserve(reservation({ amount: 1 }), 10));
				await expect(other).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
			});
			test('a reservation that was given back is not held by asking again', async () => {
				await store.write((tx) => tx.quotas.reserve(reservation(), 10));
				await store.write((tx) => tx.quotas.settle('local', 's1', 'released'));
				expect(await store.write((tx) => tx.quotas.reserve(reservation(), 10))).toBe(false);
				expect(await quotaNow()).toMatchObject({ used: 0, reserved: 0 });
			});
			test('a quota that does not exist cannot be reserved of', async () => {
				const reserve = store.write((tx) => tx.quotas.reserve(reservation({ quota: 'project:other:vm:count' }), 10));
				await expect(reserve).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
			});
			test('a part of a unit cannot be reserved', async () => {
				const reserve = store.write((tx) => tx.quotas.reserve(reservation({ amount: 0.5 }), 10));
				await expect(reserve).rejects.toThrow(RangeError);
			});
			test.each([
				['used', { used: 4, reserved: 0 }],
				['released', { used: 0, reserved: 0 }],
			] as const)('a reservation is settled as %s once', async (as, left) => {
				await store.write((tx) => tx.quotas.reserve(reservation({ amount: 4 }), 10));
				const settle = () => store.write((tx) => tx.quotas.settle('local', 's1', as));
				expect((await Promise.all([settle(), settle(), settle()])).sort()).toEqual([0, 0, 1]);
				expect(await store.write((tx) => tx.quotas.settle('local', 's1', 'released'))).toBe(0);
				expect(await quotaNow()).toMatchObject(left);
				expect(await store.read((tx) => tx.quotas.reservations('local', 's1'))).toEqual([
					{ ...reservation({ amount: 4 }), status: as },
				]);
			});
			test('a negative amount holds nothing, and lowers the use when it is settled as used', async () => {
				await store.write(async (tx) => {
					await tx.quotas.reserve(reservation({ amount: 5 }), 10);
					await tx.quotas.settle('local', 's1', 'used');
					expect(await tx.quotas.reserve(reservation({ id: 'r2', session: 's2', amount: -2 }), 0)).toBe(true);
				});
				expect(await quotaNow()).toMatchObject({ used: 5, reserved: 0 });
				await store.write((tx) => tx.quotas.settle('local', 's2', 'used'));
				expect(await quotaNow()).toMatchObject({ used: 3, reserved: 0 });
			});
			test('a negative amount that is given back changes nothing', async () => {
				await store.write(async (tx) => {
					await tx.quotas.reserve(reservation({ amount: -2 }), 10);
					expect(await tx.quotas.settle('local', 's1', 'released')).toBe(1);
				});
				expect(await quotaNow()).toMatchObject({ used: 0, reserved: 0 });
			});
			test('use never falls below 0', async () => {
				await store.write((tx) => tx.quotas.reserve(reservation({ amount: -1 }), 10));
				const settle = store.write((tx) => tx.quotas.settle('local', 's1', 'used'));
				await expect(settle).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
				expect(await quotaNow()).toMatchObject({ used: 0, reserved: 0 });
				expect(await store.read((tx) => tx.quotas.reservations('local', 's1'))).toMatchObject([{ status: 'reserved' }]);
			});
			test('of forty deployments that start at once, as many as there is room for hold a part', async () => {
				const taken = await Promise.all(
					Array.from({ length: 40 }, (_, index) =>
						store.write((tx) => tx.quotas.reserve(reservation({ id: `r${index}`, session: `s${index}` }), 10)),
					),
				);
				expect(taken.filter(Boolean)).toHaveLength(10);
				expect(await quotaNow()).toMatchObject({ used: 0, reserved: 10 });
			});
		});

		quotaContract(() => store, runs);

		describe('sessions', () => {
			test('of ten that move a session from the same status, one does', async () => {
				await store.write((tx) => tx.sessions.insert(session()));
				const move = () => store.write((tx) => tx.sessions.move('local', 's1', 'open', 'deploying'));
				const moved = await Promise.all(Array.from({ length: 10 }, move));
				expect(moved.filter((answer) => answer !== null)).toEqual([session({ status: 'deploying' })]);
			});
			test('a session that has expired by then is not moved', async () => {
				await store.write((tx) => tx.sessions.insert(session({ expires_at: 2000 })));
				const moveAt = (unexpired_at: number) =>
					store.write((tx) => tx.sessions.move('local', 's1', 'open', 'deploying', { unexpired_at }));
				expect(await moveAt(2000)).toBeNull();
				expect(await store.read((tx) => tx.sessions.get('local', 's1'))).toEqual(session());
				expect(await moveAt(1999)).toMatchObject({ status: 'deploying' });
			});
			test('moving a session changes what the patch names and nothing else', async () => {
				const given = {
					actor: 'bob',
					source: 'verified',
					roles: ['CloudAdmin'],
					subject_digest: 'd1',
					approved_at: 1,
				} as const;
				await store.write((tx) => tx.sessions.insert(session({ approvals: [given] })));
				const patch: SessionPatch = {
					deployment: { action: 'create', project: 'shop', reason: 'why', changes: [] },
					decision: { answer: 'allow' } as DeploymentSession['decision'],
					subject_digest: 'd2',
					status_reason: 'done',
					deploying_since: 1400,
					closed_at: 1500,
					document: { path: 'terraform_gcp_shop/main.tf.json', digest: 'abc' },
				};
				const moved = await store.write((tx) => tx.sessions.move('local', 's1', 'open', 'completed', patch));
				expect(moved).toEqual(session({ status: 'completed', ...patch, approvals: [given] }));
				expect(await store.read((tx) => tx.sessions.get('local', 's1'))).toEqual(moved);
			});
			test('a session is closed with whatever text says why', async () => {
				await store.write((tx) => tx.sessions.insert(session()));
				const moved = await store.write((tx) =>
					tx.sessions.move('local', 's1', 'open', 'failed', { status_reason: 'half \ud800 and \0 inside' }),
				);
				expect(moved?.status_reason).toBe('half \ufffd and \ufffd inside');
			});
			test('the same actor approves the same digest once, and another digest again', async () => {
				const yes = {
					actor: 'bob',
					source: 'verified',
					roles: ['CloudAdmin'],
					subject_digest: 'd1',
					approved_at: 1,
				} as const;
				await store.write((tx) => tx.sessions.insert(session()));
				const approve = (fields: object) =>
					store.write((tx) => tx.sessions.approve('local', 's1', { ...yes, ...fields }));
				expect((await Promise.all([approve({}), approve({})])).sort()).toEqual([false, true]);
				expect(await approve({ subject_digest: 'd2' })).toBe(true);
				expect(await approve({ actor: 'cyd' })).toBe(true);
				const found = await store.read((tx) => tx.sessions.get('local', 's1'));
				expect(found?.approvals).toEqual([yes, { ...yes, subject_digest: 'd2' }, { ...yes, actor: 'cyd' }]);
				expect(await store.write((tx) => tx.sessions.approve('local', 'none', yes))).toBe(false);
				expect(await store.write((tx) => tx.sessions.approve('other', 's1', { ...yes, actor: 'dan' }))).toBe(false);
			});
			test('a second session of the same id is refused', async () => {
				await store.write((tx) => tx.sessions.insert(session()));
				const again = store.write((tx) => tx.sessions.insert(session()));
				await expect(again).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
			});
			test('sessions are listed newest first, by project and status', async () => {
				await store.write(async (tx) => {
					await tx.sessions.insert(session({ id: 'a', created_at: 1 }));
					await tx.sessions.insert(session({ id: 'b', created_at: 3, status: 'completed' }));
					await tx.sessions.insert(session({ id: 'c', created_at: 2, project: 'blog' }));
				});
				const list = async (filter: object) =>
					(await store.read((tx) => tx.sessions.list({ tenant: 'local', ...filter }))).map((found) => found.id);
				expect(await list({})).toEqual(['b', 'c', 'a']);
				expect(await list({ limit: 2 })).toEqual(['b', 'c']);
				expect(await list({ project: 'shop' })).toEqual(['b', 'a']);
				expect(await list({ statuses: ['open', 'deploying'] })).toEqual(['c', 'a']);
				expect(await list({ statuses: [] })).toEqual([]);
			});
			test('open sessions whose time has come expire, the longest overdue first, and each once', async () => {
				await store.write(async (tx) => {
					await tx.tenants.insert({ ...tenant, id: 'other' });
					await tx.sessions.insert(session({ id: 'a', expires_at: 30 }));
					await tx.sessions.insert(session({ id: 'b', expires_at: 10, tenant: 'other' }));
					await tx.sessions.insert(session({ id: 'c', expires_at: 20, status: 'deploying' }));
					await tx.sessions.insert(session({ id: 'd', expires_at: 31 }));
				});
				const expire = async (at: number, limit: number) =>
					(await store.write((tx) => tx.sessions.expire(at, limit))).map(({ id, status, closed_at }) => [
						id,
						status,
						closed_at,
					]);
				expect(await expire(9, 10)).toEqual([]);
				expect(await expire(30, 1)).toEqual([['b', 'expired', 30]]);
				expect(await expire(30, 10)).toEqual([['a', 'expired', 30]]);
				expect(await expire(30, 10)).toEqual([]);
				expect(await store.read((tx) => tx.sessions.list({ tenant: 'local', statuses: ['expired'] }))).toMatchObject([
					{ id: 'a' },
				]);
				expect(await store.read((tx) => tx.sessions.get('local', 'c'))).toMatchObject({ status: 'deploying' });
			});
		});

		describe('approvals that are taken back', () => {
			const yes = {
				actor: 'bob',
				source: 'verified',
				roles: ['CloudAdmin'],
				subject_digest: 'd1',
				approved_at: 1,
			} as const;

			test('stay in their place with when that was, and may be given again', async () => {
				await store.write((tx) => tx.sessions.insert(session()));
				const approve = (fields: object) =>
					store.write((tx) => tx.sessions.approve('local', 's1', { ...yes, ...fields }));
				const withdraw = (actor: string, at: number) =>
					store.write((tx) => tx.sessions.withdraw('local', 's1', actor, at));
				await approve({});
				await approve({ actor: 'cyd' });
				expect((await Promise.all([withdraw('bob', 5), withdraw('bob', 5)])).sort()).toEqual([0, 1]);
				expect(await withdraw('dan', 5)).toBe(0);
				expect(await store.write((tx) => tx.sessions.withdraw('other', 's1', 'cyd', 5))).toBe(0);
				expect(await approve({ approved_at: 6 })).toBe(true);
				expect(await approve({ approved_at: 7 })).toBe(false);
				const found = await store.read((tx) => tx.sessions.get('local', 's1'));
				expect(found?.approvals).toEqual([
					{ ...yes, withdrawn_at: 5 },
					{ ...yes, actor: 'cyd' },
					{ ...yes, approved_at: 6 },
				]);
			});
			test('are taken back of every digest', async () => {
				await store.write((tx) => tx.sessions.insert(session({ approvals: [yes, { ...yes, subject_digest: 'd2' }] })));
				expect(await store.write((tx) => tx.sessions.withdraw('local', 's1', 'bob', 5))).toBe(2);
			});
		});

		describe('what comes before the end of a session', () => {
			test('are the open ones that end within a time, the soonest first', async () => {
				await store.write(async (tx) => {
					await tx.tenants.insert({ ...tenant, id: 'other' });
					await tx.sessions.insert(session({ id: 'a', expires_at: 30 }));
					await tx.sessions.insert(session({ id: 'b', expires_at: 20, tenant: 'other' }));
					await tx.sessions.insert(session({ id: 'c', expires_at: 10 }));
					await tx.sessions.insert(session({ id: 'd', expires_at: 31 }));
					await tx.sessions.insert(session({ id: 'e', expires_at: 25, status: 'deploying' }));
				});
				const ending = await store.read((tx) => tx.sessions.ending(10, 30));
				expect(ending.map(({ id }) => id)).toEqual(['b', 'a']);
			});
			test('a warning is claimed by one of several, and by another where it was not delivered in time', async () => {
				await store.write((tx) => tx.sessions.insert(session()));
				const claim = (now: number, before = 600) =>
					store.write((tx) => tx.sessions.claimWarning('s1', before, now + 60, now));
				await connected();
				expect((await Promise.all([claim(100), claim(100), claim(100)])).sort()).toEqual([false, false, true]);
				expect(await claim(100, 120)).toBe(true);
				expect(await claim(159)).toBe(false);
				expect(await claim(160)).toBe(true);
				const delivered = () => store.write((tx) => tx.sessions.warned('s1', 600, 170));
				expect((await Promise.all([delivered(), delivered()])).sort()).toEqual([false, true]);
				expect(await claim(1000)).toBe(false);
				expect(await store.write((tx) => tx.sessions.warned('s1', 900, 170))).toBe(false);
			});
		});

		describe('what front ends must not forget', () => {
			const post = {
				frontend: 'discord',
				tenant: 'local',
				session: 's1',
				channel: 'c1',
				message: 'm1',
				shown: 'open',
			} as const;

			test('a post is found by its session, and replaced by a later one of the same front end', async () => {
				await store.write(async (tx) => {
					await tx.sessions.insert(session());
					await tx.posts.put(post, 10);
					await tx.posts.put({ ...post, frontend: 'web', message: 'm2' }, 11);
				});
				const found = (frontend: string, tenant: string) => store.read((tx) => tx.posts.get(frontend, tenant, 's1'));
				expect([await found('discord', 'local'), await found('discord', 'other')]).toEqual([post, null]);
				expect(await store.read((tx) => tx.posts.showing('discord', ['open', 'deploying']))).toEqual([post]);
				await store.write((tx) => tx.posts.put({ ...post, shown: 'completed', revision: 'r' }, 12));
				expect(await store.read((tx) => tx.posts.showing('discord', ['open']))).toEqual([]);
				expect(await store.read((tx) => tx.posts.latest('discord', 'local'))).toEqual({
					...post,
					shown: 'completed',
					revision: 'r',
				});
				expect(await store.read((tx) => tx.posts.latest('discord', 'other'))).toBeNull();
			});
			test('a post has moved on where its session has another status than it last showed, in its tenant and front end', async () => {
				await store.write(async (tx) => {
					await tx.sessions.insert(session());
					await tx.posts.put(post, 10);
				});
				const moved = (frontend: string, tenant: string) => store.read((tx) => tx.posts.movedOn(frontend, tenant));
				expect(await moved('discord', 'local')).toEqual([]);
				const behind = { ...post, shown: 'deploying' } as const;
				await store.write((tx) => tx.posts.put(behind, 11));
				expect(await moved('discord', 'local')).toEqual([behind]);
				expect([await moved('web', 'local'), await moved('discord', 'other')]).toEqual([[], []]);
			});
			test('a notice is claimed by one of several, and by another where it was not delivered in time', async () => {
				const claim = (now: number, id = 'week:0') => store.write((tx) => tx.notices.claim('local', id, now + 60, now));
				await connected();
				expect((await Promise.all([claim(100), claim(100), claim(100)])).sort()).toEqual([false, false, true]);
				expect([await claim(159), await claim(160), await claim(160, 'week:1')]).toEqual([false, true, true]);
				const delivered = () => store.write((tx) => tx.notices.delivered('local', 'week:0', 170));
				expect((await Promise.all([delivered(), delivered()])).sort()).toEqual([false, true]);
				expect(await claim(1000)).toBe(false);
			});
		});

		describe('leases', () => {
			const lease: Lease = {
				tenant: 'local',
				project: 'shop',
				session: 's1',
				holder: 'process 7',
				token: 't1',
				taken_at: 100,
				expires_at: 200,
			};
			const current = () => store.read((tx) => tx.leases.get('local', 'shop'));

			test('a project is in one hand at a time, even after its time', async () => {
				await connected();
				const take = (token: string) => store.write((tx) => tx.leases.take({ ...lease, token }));
				const taken = await Promise.all(['a', 'b', 'c'].map(take));
				expect(taken.filter(Boolean)).toHaveLength(1);
				expect(await store.write((tx) => tx.leases.take({ ...lease, token: 'd', taken_at: 300 }))).toBe(false);
				expect(await store.write((tx) => tx.leases.take({ ...lease, project: 'blog' }))).toBe(true);
			});
			test('is prolonged and handed on by whoever has it, and by nobody else', async () => {
				await store.write((tx) => tx.leases.take(lease));
				const change = (token: string, to: { expires_at: number; token?: string; holder?: string }) =>
					store.write((tx) => tx.leases.change('local', 'shop', token, to));
				expect(await change('t1', { expires_at: 300 })).toBe(true);
				expect(await current()).toEqual({ ...lease, expires_at: 300 });
				await connected();
				const to = (token: string) => change('t1', { expires_at: 400, token, holder: `process ${token}` });
				expect((await Promise.all([to('t2'), to('t3')])).sort()).toEqual([false, true]);
				expect(await change('t1', { expires_at: 900 })).toBe(false);
				expect(await store.write((tx) => tx.leases.release('local', 'shop', 't1'))).toBe(false);
				const token = (await current())?.token ?? '';
				expect(await current()).toEqual({ ...lease, token, holder: `process ${token}`, expires_at: 400 });
				expect(await store.write((tx) => tx.leases.release('other', 'shop', token))).toBe(false);
				expect(await store.write((tx) => tx.leases.release('local', 'shop', token))).toBe(true);
				expect(await current()).toBeNull();
			});
			test('due are those of every tenant whose time has run out', async () => {
				await store.write(async (tx) => {
					await tx.tenants.insert({ ...tenant, id: 'other' });
					await tx.leases.take(lease);
					await tx.leases.take({ ...lease, tenant: 'other', session: null, expires_at: 150 });
					await tx.leases.take({ ...lease, project: 'blog', expires_at: 201 });
				});
				expect(await store.read((tx) => tx.leases.due(200))).toEqual([
					{ ...lease, tenant: 'other', session: null, expires_at: 150 },
					lease,
				]);
			});
		});

		describe('answers, documents and the policy cache', () => {
			test('an answer is kept once by its id, for each actor, and forgotten when it is old', async () => {
				const answer = {
					tenant: 'local',
					actor: 'ada',
					id: 'i1',
					call_digest: 'c1',
					answer: '{"a":1}',
					created_at: 100,
				};
				await connected();
				const insert = (fields: object = {}) => store.write((tx) => tx.answers.insert({ ...answer, ...fields }));
				const inserted = await Promise.all([insert(), insert({ answer: '2' }), insert({ answer: '3' })]);
				expect(inserted.filter(Boolean)).toHaveLength(1);
				expect(await insert({ actor: 'bob', created_at: 200 })).toBe(true);
				const get = (actor: string, id: string) => store.read((tx) => tx.answers.get('local', actor, id));
				expect(await get('bob', 'i1')).toEqual({ ...answer, actor: 'bob', created_at: 200 });
				expect(await get('bob', 'i2')).toBeNull();
				expect(await store.write((tx) => tx.answers.removeBefore(200))).toBe(1);
				expect(await get('ada', 'i1')).toBeNull();
				expect(await get('bob', 'i1')).not.toBeNull();
			});
			test('the last document of a project is known', async () => {
				const document = { tenant: 'local', project: 'shop', digest: 'd1', session: 's1', written_at: 1 };
				await store.write((tx) => tx.documents.put(document));
				await store.write((tx) => tx.documents.put({ ...document, digest: 'd2', session: 's2', written_at: 2 }));
				await store.write((tx) => tx.documents.put({ ...document, project: 'blog' }));
				expect(await store.read((tx) => tx.documents.list('local'))).toEqual([
					{ ...document, project: 'blog' },
					{ ...document, digest: 'd2', session: 's2', written_at: 2 },
				]);
				expect(await store.read((tx) => tx.documents.list('other'))).toEqual([]);
			});
			test('a compiled policy that was not used for long is forgotten', async () => {
				const policy = { digest: 'p1', source: 'package a', opa_version: '1.0.0' };
				await store.write(async (tx) => {
					await tx.policyCache.used(policy, 10);
					await tx.policyCache.used({ ...policy, digest: 'p2' }, 10);
					await tx.policyCache.used({ ...policy, digest: 'p3' }, 10);
					await tx.policyCache.used(policy, 20);
				});
				expect(await store.write((tx) => tx.policyCache.removeBefore(20))).toEqual(['p2', 'p3']);
				expect(await store.write((tx) => tx.policyCache.removeBefore(20))).toEqual([]);
				expect(await store.write((tx) => tx.policyCache.removeBefore(21))).toEqual(['p1']);
			});
			test('a policy of a tenant is replaced and removed, and its sources stay by their digest', async () => {
				const metadata = { id: 'custom.a', title: 't' } as PolicyMetadata;
				const policy = { id: 'custom.a', digest: 'd1', metadata, added_by: 'ada', added_at: 5 };
				const sources = [{ path: 'a.rego', text: 'package custom.a' }];
				const changed = [{ path: 'a.rego', text: 'package custom.a # again' }];
				await store.write(async (tx) => {
					await tx.tenants.insert({ ...tenant, id: 'other' });
					await tx.tenantPolicies.put('local', { ...policy, id: 'custom.b' }, sources);
					await tx.tenantPolicies.put('local', policy, sources);
					await tx.tenantPolicies.put('other', policy, sources);
					await tx.tenantPolicies.put('local', { ...policy, digest: 'd2', added_by: 'bob', added_at: 6 }, changed);
				});
				const replaced = { ...policy, digest: 'd2', added_by: 'bob', added_at: 6 };
				expect(await store.read((tx) => tx.tenantPolicies.list('local'))).toEqual([
					replaced,
					{ ...policy, id: 'custom.b' },
				]);
				expect(await store.read((tx) => tx.tenantPolicies.digests('other'))).toEqual([
					{ id: 'custom.a', digest: 'd1' },
				]);
				expect(await store.write((tx) => tx.tenantPolicies.remove('local', 'custom.a'))).toBe(true);
				expect(await store.write((tx) => tx.tenantPolicies.remove('local', 'custom.a'))).toBe(false);
				expect(await store.read((tx) => tx.tenantPolicies.source('d2'))).toEqual({ sources: changed, metadata });
				expect(await store.read((tx) => tx.tenantPolicies.source('d1'))).toEqual({ sources, metadata });
				expect(await store.read((tx) => tx.tenantPolicies.source('d3'))).toBeNull();
				expect(await store.read((tx) => tx.tenantPolicies.list('other'))).toEqual([policy]);
			});
			test('how long the sessions of a tenant wait is set and taken back', async () => {
				const set = (milliseconds: number | null) =>
					store.write((tx) => tx.tenants.setSessionLifetime('local', milliseconds));
				expect(await set(600_000)).toBe(true);
				expect(await store.read((tx) => tx.tenants.get('local'))).toEqual({ ...tenant, session_lifetime_ms: 600_000 });
				expect(await set(null)).toBe(true);
				expect(await store.read((tx) => tx.tenants.list())).toEqual([tenant]);
				expect(await store.write((tx) => tx.tenants.setSessionLifetime('other', 1))).toBe(false);
			});
		});

		describe('resources and inputs', () => {
			test('a resource put again takes the place of the first, and is removed once', async () => {
				const [first = expect.fail(), second = expect.fail()] = fc.sample(arbitrary.standingResource, 2);
				const later = { ...second, address: first.address };
				await store.write(async (tx) => {
					await tx.resources.put(first);
					await tx.resources.put(later);
				});
				expect(await store.read((tx) => tx.resources.list('local', 'shop'))).toEqual([later]);
				expect(await store.read((tx) => tx.resources.list('local', 'blog'))).toEqual([]);
				expect(await store.write((tx) => tx.resources.remove('local', 'shop', first.address))).toBe(true);
				expect(await store.write((tx) => tx.resources.remove('local', 'shop', first.address))).toBe(false);
			});
			test('a resource costs one price after the other, without a gap, until it goes', async () => {
				const about = { tenant: 'local', project: 'shop', address: 'vm/web' };
				const enter = (at: number, hourly_micros: number | null, more: { metered?: true; complete?: false } = {}) => {
					const cost = hourly_micros === null ? null : { hourly_micros, complete: true, ...more };
					return store.write((tx) => tx.ledger.enter({ ...about, at, cost }));
				};
				const list = async (starts_at = 0, ends_at = 10_000) => {
					const rows = await store.read((tx) => tx.ledger.list('local', 'shop', { starts_at, ends_at }));
					return rows.map((row) => [row.starts_at, row.ends_at, row.hourly_micros, row.complete, row.metered]);
				};
				await enter(100, 1);
				await enter(200, 2, { complete: false });
				// Nothing stood at that price for any time, and the clock was put back.
				await enter(300, 3);
				await enter(250, 4, { metered: true });
				await enter(400, null);
				await enter(500, null);
				await enter(600, 5);
				const all = [
					[100, 200, 1, true, false],
					[200, 300, 2, false, false],
					[300, 400, 4, true, true],
					[600, null, 5, true, false],
				];
				expect(await list()).toEqual(all);
				expect(await list(200, 300)).toEqual(all.slice(1, 2));
				expect(await list(400, 600)).toEqual([]);
				expect(await list(5_000)).toEqual(all.slice(3));
				expect(await store.read((tx) => tx.ledger.list('local', 'blog', { starts_at: 0, ends_at: 10_000 }))).toEqual(
					[],
				);
			});
			test('an input is kept once by its digest', async () => {
				await store.write(async (tx) => {
					await tx.inputs.put('abc', '{"a":1}', 1);
					await tx.inputs.put('abc', '{"a":1}', 2);
				});
				expect(await store.read((tx) => tx.inputs.get('abc'))).toBe('{"a":1}');
				expect(await store.read((tx) => tx.inputs.get('def'))).toBeNull();
			});
		});

		describe('history', () => {
			const five = () =>
				store.write(async (tx) => {
					for (let at = 1; at <= 5; at++) await tx.history.append(entry({ at, session: `s${at % 2}` }));
				});
			const verify = () => store.read((tx) => tx.history.verify());

			test('rows are numbered from 1 without gaps, and each holds the hash of the one before', async () => {
				await Promise.all([1, 2, 3].map((at) => store.write((tx) => tx.history.append(entry({ at })))));
				const failed = store.write(async (tx) => {
					await tx.history.append(entry());
					throw new Error('undone');
				});
				await expect(failed).rejects.toThrow('undone');
				await store.write((tx) => Promise.all([4, 5].map((at) => tx.history.append(entry({ at })))));
				const rows = (await store.read((tx) => tx.history.list({ tenant: 'local' }))).toReversed();
				expect(rows.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5]);
				expect(rows.map((row) => row.prev_hash)).toEqual(['0'.repeat(64), ...rows.slice(0, 4).map((row) => row.hash)]);
				expect(await verify()).toEqual({ kind: 'intact', rows: 5, head: rows[4]?.hash });
			});
			test('the hash of a row is what its documentation says', async () => {
				await store.write((tx) => tx.history.append(entry({ body: { b: [1], a: 'é' } })));
				const head = await store.read((tx) => tx.history.head());
				// printf '%s' '[1,"local",1000,…]' | sha256sum
				expect(head.hash).toBe('ff0d7ec962a0ff97bf00fe38ec6abef8b52785c9e535e18e462c51eedfcb6e9a');
			});
			test('an empty history is intact', async () => {
				expect(await verify()).toEqual({ kind: 'intact', rows: 0, head: '0'.repeat(64) });
			});
			test('rows are listed newest first, page by page', async () => {
				await five();
				const list = async (filter: object) =>
					(await store.read((tx) => tx.history.list({ tenant: 'local', ...filter }))).map((row) => row.seq);
				expect(await list({ limit: 2 })).toEqual([5, 4]);
				expect(await list({ limit: 2, before: 4 })).toEqual([3, 2]);
				expect(await list({ session: 's1' })).toEqual([5, 3, 1]);
				expect(await list({ project: 'blog' })).toEqual([]);
				expect(await list({ actor: 'bob' })).toEqual([]);
				expect(await list({ actor: 'ada', project: 'shop' })).toEqual([5, 4, 3, 2, 1]);
			});
			test('rows are read on oldest first, from one number to another', async () => {
				await five();
				await store.write((tx) => tx.history.append(entry({ tenant: 'other', at: 9 })));
				const page = async (fields: object) => {
					const all = { tenant: 'local', after: 0, to: 6, limit: 10, ...fields };
					return (await store.read((tx) => tx.history.page(all))).map((row) => row.seq);
				};
				expect(await page({})).toEqual([1, 2, 3, 4, 5]);
				expect(await page({ limit: 2 })).toEqual([1, 2]);
				expect(await page({ after: 2, to: 4 })).toEqual([3, 4]);
				expect(await page({ since: 4 })).toEqual([4, 5]);
				expect(await page({ project: 'blog' })).toEqual([]);
			});
			test('what has the shape of a secret is masked before it is written', async () => {
				const body = { reason: 'postgres://ada:hunter2@db/x', deep: [{ api_token: 'hunter3' }] };
				await store.write((tx) => tx.history.append(entry({ body })));
				const [row] = await store.read((tx) => tx.history.list({ tenant: 'local' }));
				expect(row?.body).toEqual({ reason: 'postgres://ada:***@db/x', deep: [{ api_token: '***' }] });
				expect(await verify()).toMatchObject({ kind: 'intact', rows: 1 });
			});
			test('fifty rows are listed where no number is asked for', async () => {
				await store.write(async (tx) => {
					for (let at = 0; at < 51; at++) await tx.history.append(entry({ at }));
				});
				expect(await store.read((tx) => tx.history.list({ tenant: 'local' }))).toHaveLength(50);
			});

			const columns = [
				'tenant',
				'at',
				'actor',
				'actor_source',
				'event',
				'project',
				'session',
				'body',
				'prev_hash',
				'hash',
			];
			test.each(columns)('a row whose %s was changed is found', async (column) => {
				await five();
				const value = column === 'at' ? '7' : `'{"answer":"deny"}'`;
				store = await tamper(store, [`update deployment_history set ${column} = ${value} where seq = 3`]);
				expect(await verify()).toMatchObject({ kind: 'broken', seq: 3, fault: 'changed', reason: 'row 3 was changed' });
			});
			test.each([1, 3])('row %i, taken out, is missed', async (seq) => {
				await five();
				store = await tamper(store, [`delete from deployment_history where seq = ${seq}`]);
				expect(await verify()).toEqual({ kind: 'broken', seq, fault: 'missing', reason: `row ${seq} is missing` });
			});
			test('a row taken out whose gap was closed is missed', async () => {
				await five();
				store = await tamper(store, [
					'delete from deployment_history where seq = 3',
					'update deployment_history set seq = 3 where seq = 4',
				]);
				const reason = 'row 3 stands in another place: it was written as row 4';
				expect(await verify()).toEqual({ kind: 'broken', seq: 3, fault: 'moved', reason });
			});
			test('two rows that changed places are found', async () => {
				await five();
				store = await tamper(store, [
					'update deployment_history set seq = 99 where seq = 2',
					'update deployment_history set seq = 2 where seq = 4',
					'update deployment_history set seq = 4 where seq = 99',
				]);
				const reason = 'row 2 stands in another place: it was written as row 4';
				expect(await verify()).toEqual({ kind: 'broken', seq: 2, fault: 'moved', reason });
			});
			test('a row that was written anew, its own hash too, is found by the row after it', async () => {
				await five();
				const [row] = await store.read((tx) => tx.history.list({ tenant: 'local', before: 4, limit: 1 }));
				const { seq, tenant, at, actor_source, event, project, session, body, prev_hash } = row ?? expect.fail();
				const said = [seq, tenant, at, 'eve', actor_source, event, project, session, JSON.stringify(body), prev_hash];
				const hash = createHash('sha256').update(JSON.stringify(said)).digest('hex');
				store = await tamper(store, [`update deployment_history set actor = 'eve', hash = '${hash}' where seq = 3`]);
				expect(await verify()).toEqual({
					kind: 'broken',
					seq: 4,
					fault: 'unlinked',
					reason: 'row 4 does not continue from the row before it, so that one was written anew',
				});
			});
			test('the head is the last row, and tells of what was cut off since', async () => {
				expect(await store.read((tx) => tx.history.head())).toEqual({ seq: 0, hash: '0'.repeat(64) });
				await five();
				const head = await store.read((tx) => tx.history.head());
				const [last] = await store.read((tx) => tx.history.list({ tenant: 'local', limit: 1 }));
				expect(head).toEqual({ seq: 5, hash: last?.hash });
				await five();
				const against = (hash: string) => store.read((tx) => tx.history.verify({ head: hash }));
				expect(await against(head.hash)).toMatchObject({ kind: 'intact', rows: 10 });
				expect(await against('0'.repeat(64))).toMatchObject({ kind: 'intact', rows: 10 });
				store = await tamper(store, ['delete from deployment_history where seq >= 5']);
				expect(await verify()).toMatchObject({ kind: 'intact', rows: 4 });
				expect(await against(head.hash)).toEqual({
					kind: 'broken',
					seq: 5,
					fault: 'cut_off',
					reason: expect.stringContaining(`no row has the kept head ${head.hash}`),
				});
			});
			test('what a transaction appends, it reads, and nobody else if it is undone', async () => {
				const failed = store.write(async (tx) => {
					await tx.history.append(entry({ at: 1 }));
					expect(await tx.history.head()).toMatchObject({ seq: 1 });
					await tx.history.append(entry({ at: 2 }));
					expect(await tx.history.list({ tenant: 'local' })).toMatchObject([{ seq: 2 }, { seq: 1 }]);
					expect(await tx.history.verify()).toMatchObject({ kind: 'intact', rows: 2 });
					throw new RangeError('undone');
				});
				await expect(failed).rejects.toThrow('undone');
				expect(await store.read((tx) => tx.history.head())).toMatchObject({ seq: 0 });
			});
			test('reading appends nothing', async () => {
				const append = store.read((tx) => tx.history.append(entry()));
				await expect(append).rejects.toMatchObject({ code: 'STORE_READ_ONLY' });
			});
			test('after the end of a transaction nothing is appended by it', async () => {
				const ended = await store.write(async (tx) => ({ tx }));
				await expect(ended.tx.history.append(entry())).rejects.toMatchObject({ code: 'STORE_CLOSED' });
			});
			test('a row put before the first is found', async () => {
				await five();
				store = await tamper(store, [
					`insert into deployment_history select 0, tenant, at, actor, actor_source, event, project, session, body, prev_hash, hash
						from deployment_history where seq = 1`,
				]);
				expect(await verify()).toMatchObject({ kind: 'broken', seq: 0, fault: 'added' });
			});
			test('a history longer than a page is read to its end', async () => {
				await store.write(async (tx) => {
					for (let at = 0; at < 2001; at++) await tx.history.append(entry({ at }));
				});
				expect(await verify()).toMatchObject({ kind: 'intact', rows: 2001 });
				store = await tamper(store, [`update deployment_history set actor = 'eve' where seq = 2001`]);
				expect(await verify()).toMatchObject({ kind: 'broken', seq: 2001 });
			});
		});

		describe('whatever comes', () => {
			test('what is written is read back equal', async () => {
				const everything = fc.record({
					project: arbitrary.project,
					role: arbitrary.role,
					grant: arbitrary.grant,
					binding: arbitrary.binding,
					waiver: arbitrary.waiver,
					change: arbitrary.changeSession,
					session: arbitrary.session,
					resource: arbitrary.standingResource,
					entry: arbitrary.historyEntry,
				});
				await fc.assert(
					fc.asyncProperty(everything, async (one) => {
						const { project, role, grant, binding, waiver, session, change, resource, entry } = one;
						await store.write(async (tx) => {
							await tx.projects.remove('local', project.name === 'shop' ? 'none' : project.name);
							await tx.projects.insert('local', project, 1);
							await tx.roles.put('local', role);
							await tx.grants.insert('local', grant, 'ada', 1);
							await tx.bindings.insert('local', binding, 'ada', 1);
							await tx.waivers.insert('local', waiver);
							await tx.sessions.insert(session);
							await tx.sessions.insert(change);
							await tx.resources.put(resource);
							await tx.history.append(entry);
						});
						await store.read(async (tx) => {
							if (project.name !== 'shop') expect(await tx.projects.get('local', project.name)).toEqual(project);
							expect(await tx.roles.list('local')).toContainEqual(role);
							expect(await tx.grants.list('local')).toContainEqual(grant);
							expect(await tx.bindings.list('local')).toContainEqual(binding);
							expect(await tx.waivers.get('local', waiver.id)).toEqual({ ...waiver, last_used_at: null });
							expect(await tx.sessions.get('local', session.id)).toEqual(session);
							expect(await tx.sessions.get('local', change.id)).toEqual(change);
							expect(await tx.resources.list('local')).toContainEqual(resource);
							expect((await tx.history.list({ tenant: 'local', limit: 1 }))[0]).toMatchObject(entry);
						});
					}),
					{ numRuns: runs },
				);
				expect(await store.read((tx) => tx.history.verify())).toMatchObject({ kind: 'intact' });
			});

			test('a text that the database would change is refused or read back equal', async () => {
				await fc.assert(
					fc.asyncProperty(arbitrary.anyText, async (actor) => {
						const written = store.write((tx) => tx.history.append(entry({ actor })));
						if (actor.includes('\0') || !actor.isWellFormed()) {
							await expect(written).rejects.toThrow(TypeError);
							return;
						}
						await written;
						const [row] = await store.read((tx) => tx.history.list({ tenant: 'local', limit: 1 }));
						expect(row).toMatchObject(entry({ actor }));
					}),
					{ numRuns: runs, examples: [['a\0b'], ['\ud800'], ['']] },
				);
				expect(await store.read((tx) => tx.history.verify())).toMatchObject({ kind: 'intact' });
			});

			const reserve = fc.record({
				kind: fc.constant('reserve' as const),
				session: fc.constantFrom('s1', 's2', 's3'),
				amount: fc.integer({ min: -3, max: 5 }),
				ceiling: fc.option(fc.integer({ min: 0, max: 10 })),
			});
			const settle = fc.record({
				kind: fc.constant('settle' as const),
				session: fc.constantFrom('s1', 's2', 's3'),
				as: fc.constantFrom('used' as const, 'released' as const),
			});

			test('reserving and settling in any order: no ceiling is passed and nothing is settled twice', async () => {
				let round = 0;
				await fc.assert(
					fc.asyncProperty(
						fc.array(fc.oneof(reserve, settle), { maxLength: 20 }),
						fc.boolean(),
						async (steps, atOnce) => {
							// A quota of its own for each round; sessions too, for settling goes by session.
							const suffix = `-${round++}`;
							const id = `${quota.id}${suffix}`;
							await store.write((tx) => tx.quotas.ensure('local', { ...quota, id }));
							const passed: string[] = [];

							const run = async (step: (typeof steps)[number], index: number): Promise<void> => {
								await store
									.write(async (tx) => {
										const session = `${step.session}${suffix}`;
										if (step.kind === 'settle') {
											await tx.quotas.settle('local', session, step.as);
											return;
										}
										const { amount, ceiling } = step;
										const held = await tx.quotas.reserve(
											reservation({ id: `r${index}${suffix}`, quota: id, session, amount }),
											ceiling,
										);
										const now = (await tx.quotas.list('local', 1000)).find((found) => found.id === id) ?? expect.fail();
										const over = ceiling !== null && amount > 0 && now.used + now.reserved > ceiling;
										if (held && over) passed.push(`${amount} under ${ceiling}: ${JSON.stringify(now)}`);
									})
									.catch((error) => {
										// The only thing to go wrong: giving back more than is used.
										expect(error).toMatchObject({ code: 'STORE_CONFLICT' });
									});
							};
							if (atOnce) await Promise.all(steps.map(run));
							else for (const [index, step] of steps.entries()) await run(step, index);

							expect(passed).toEqual([]);
							await store.read(async (tx) => {
								const now = (await tx.quotas.list('local', 1000)).find((found) => found.id === id) ?? expect.fail();
								const all = (
									await Promise.all(
										['s1', 's2', 's3'].map((name) => tx.quotas.reservations('local', `${name}${suffix}`)),
									)
								).flat();
								const sum = (status: Reservation['status'], least: number) =>
									all
										.filter((one) => one.status === status)
										.reduce((total, one) => total + Math.max(least, one.amount), 0);
								expect(now.reserved).toBe(sum('reserved', 0));
								expect(now.used).toBe(sum('used', Number.NEGATIVE_INFINITY));
								expect(now.used).toBeGreaterThanOrEqual(0);
							});
						},
					),
					{ numRuns: runs },
				);
			});
		});
	});
}
