import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Project } from '../../packages/core/src/model/project.js';
import { type Quota, type QuotaAbout, quotaAbout, standingCount } from '../../packages/core/src/model/quota.js';
import { windowAt } from '../../packages/core/src/model/quota-window.js';
import type { ReservationRequest, Store } from '../../packages/core/src/store/store.js';

const hour = 3_600_000;
const day = 24 * hour;
/** Noon in UTC, a Tuesday. */
const noon = Date.UTC(2026, 10, 24, 12);

const ofDay = quotaAbout({ actor: 'ada', kind: 'vm', measure: 'count', per: 'day' });
const ofTenant = quotaAbout({ tenant: true, measure: 'monthly_micros' });
const blog: Project = { name: 'blog', provider: 'aws', environment: 'test', region: 'r', regions: ['r'] };

/** What every store does with quotas that are not a project's number of resources. It holds tenant `local` and project `shop`. */
export function quotaContract(opened: () => Store, runs: number): void {
	describe('quotas of actors, of the tenant and per window', () => {
		let store: Store;
		beforeEach(() => {
			store = opened();
		});

		const windowOf = (at: number) => windowAt('day', 'UTC', at);
		const quotaAt = async (about: QuotaAbout, at: number): Promise<Quota | undefined> =>
			(await store.read((tx) => tx.quotas.list('local', at))).find(({ id }) => id === about.id);
		const ensure = (about: QuotaAbout, at: number) =>
			store.write((tx) => tx.quotas.ensure('local', { ...about, window: about.per === null ? null : windowOf(at) }));
		const reserve = (fields: Partial<ReservationRequest>, ceiling: number | null = 10) =>
			store.write((tx) =>
				tx.quotas.reserve(
					{
						id: 'w1',
						tenant: 'local',
						quota: ofDay.id,
						session: 's1',
						amount: 1,
						created_at: noon,
						window_starts_at: windowOf(noon).starts_at,
						...fields,
					},
					ceiling,
				),
			);

		test.each([
			ofDay,
			ofTenant,
			quotaAbout({ project: 'shop', measure: 'vcpu_milli', per: 'week' }),
			quotaAbout({ actor: 'a:vm:count', kind: 'vm', measure: 'count' }),
		])('$id is read back as it was made', async (about) => {
			await ensure(about, noon);
			const window = about.per === null ? null : windowAt(about.per, 'UTC', noon);
			expect(await quotaAt(about, noon)).toEqual({
				...about,
				limit: null,
				override: null,
				window,
				used: 0,
				reserved: 0,
			});
		});
		test('limits reach as far as money does', async () => {
			await ensure(ofTenant, noon);
			await store.write((tx) => tx.quotas.setLimit('local', ofTenant.id, 1e15));
			expect(await quotaAt(ofTenant, noon)).toMatchObject({ limit: 1e15 });
		});
		test('a quota of no project is listed with all, and with no project', async () => {
			await ensure(ofTenant, noon);
			const listed = async (project?: string) =>
				(await store.read((tx) => tx.quotas.list('local', noon, project))).map(({ id }) => id);
			expect(await listed()).toContain(ofTenant.id);
			expect(await listed('shop')).not.toContain(ofTenant.id);
			const bearing = async (project: string) =>
				(await store.read((tx) => tx.quotas.bearingOn('local', project, noon))).map(({ id }) => id);
			expect(await bearing('shop')).toEqual([standingCount('shop', 'vm').id, ofTenant.id]);
			expect(await bearing('blog')).toEqual([ofTenant.id]);
		});
		test('a counter begins with what it is given, once', async () => {
			await store.write((tx) => tx.quotas.ensure('local', ofTenant, 70));
			await store.write((tx) => tx.quotas.ensure('local', ofTenant, 90));
			expect(await quotaAt(ofTenant, noon)).toMatchObject({ used: 70 });
			await store.write((tx) => tx.quotas.raiseUse('local', ofTenant.id, 0, 60));
			expect(await quotaAt(ofTenant, noon)).toMatchObject({ used: 70 });
			await store.write((tx) => tx.quotas.raiseUse('local', ofTenant.id, 0, 80));
			expect(await quotaAt(ofTenant, noon)).toMatchObject({ used: 80 });
		});
		test('what was used in a window counts in that one only', async () => {
			await ensure(ofDay, noon);
			expect(await reserve({ amount: 10 })).toBe(true);
			expect(await reserve({ id: 'w2', session: 's2' })).toBe(false);
			await store.write((tx) => tx.quotas.settle('local', 's1', 'used'));
			expect(await quotaAt(ofDay, noon)).toMatchObject({ used: 10, reserved: 0 });
			expect(await reserve({ id: 'w2', session: 's2' })).toBe(false);
			const tomorrow = noon + day;
			expect(await quotaAt(ofDay, tomorrow)).toMatchObject({ used: 0, reserved: 0, window: windowOf(tomorrow) });
			await ensure(ofDay, tomorrow);
			const window_starts_at = windowOf(tomorrow).starts_at;
			expect(await reserve({ id: 'w3', session: 's3', window_starts_at, amount: 10 })).toBe(true);
			expect(await quotaAt(ofDay, tomorrow)).toMatchObject({ used: 0, reserved: 10 });
		});
		test.each([
			['used', 4],
			['released', 0],
		] as const)('what is held over the border of a window is settled as %s where it was held', async (as, used) => {
			await ensure(ofDay, noon);
			await reserve({ amount: 4 });
			const tomorrow = noon + day;
			await ensure(ofDay, tomorrow);
			expect(await quotaAt(ofDay, tomorrow)).toMatchObject({ used: 0, reserved: 0 });
			expect(await store.write((tx) => tx.quotas.settle('local', 's1', as))).toBe(1);
			expect(await quotaAt(ofDay, tomorrow)).toMatchObject({ used: 0, reserved: 0 });
			expect(await quotaAt(ofDay, noon)).toMatchObject({ used, reserved: 0 });
		});
		test('the window before the last goes when a new one begins, unless something of it is still held', async () => {
			await ensure(ofDay, noon);
			await reserve({ amount: 2 });
			for (const days of [1, 2]) await ensure(ofDay, noon + days * day);
			expect(await quotaAt(ofDay, noon)).toMatchObject({ reserved: 2 });
			await store.write((tx) => tx.quotas.settle('local', 's1', 'used'));
			expect(await quotaAt(ofDay, noon)).toMatchObject({ used: 2 });
			await ensure(ofDay, noon + 3 * day);
			expect(await quotaAt(ofDay, noon)).toMatchObject({ used: 0 });
		});
		test('nothing can be held in a window that was not made', async () => {
			await ensure(ofDay, noon);
			const late = reserve({ window_starts_at: windowOf(noon + day).starts_at });
			await expect(late).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
			await expect(reserve({ window_starts_at: 0 })).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
		});
		test('the same reservation in another window is another', async () => {
			await ensure(ofDay, noon);
			expect(await reserve({})).toBe(true);
			expect(await reserve({})).toBe(true);
			await ensure(ofDay, noon + day);
			const other = reserve({ window_starts_at: windowOf(noon + day).starts_at });
			await expect(other).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
			expect(await store.read((tx) => tx.quotas.reservations('local', 's1'))).toMatchObject([
				{ window_starts_at: windowOf(noon).starts_at },
			]);
		});
		test("windows begin by the tenant's clock", async () => {
			await store.write(async (tx) => {
				await tx.quotas.ensure('local', { ...ofDay, window: windowOf(noon) });
				expect(await tx.tenants.setTimeZone('local', 'Asia/Tokyo')).toBe(true);
				expect(await tx.tenants.setTimeZone('nobody', 'Asia/Tokyo')).toBe(false);
			});
			expect(await quotaAt(ofDay, noon)).toMatchObject({ window: windowAt('day', 'Asia/Tokyo', noon) });
			expect(await store.read((tx) => tx.tenants.get('local'))).toMatchObject({ time_zone: 'Asia/Tokyo' });
		});
		test('a quota that is taken away takes what is counted and held of it along', async () => {
			await ensure(ofDay, noon);
			await reserve({ amount: 4 });
			await store.write(async (tx) => {
				expect(await tx.quotas.remove('other', ofDay.id)).toBe(false);
				expect(await tx.quotas.remove('local', ofDay.id)).toBe(true);
				expect(await tx.quotas.remove('local', ofDay.id)).toBe(false);
				expect(await tx.quotas.settle('local', 's1', 'used')).toBe(0);
			});
			await ensure(ofDay, noon);
			expect(await quotaAt(ofDay, noon)).toMatchObject({ used: 0, reserved: 0 });
		});
		test("a project's quotas go with it, and those of others stay", async () => {
			const ofBlog = quotaAbout({ project: 'blog', measure: 'disk_gib', per: 'month' });
			await store.write((tx) => tx.projects.insert('local', blog, 1));
			for (const about of [ofBlog, ofTenant, ofDay]) await ensure(about, noon);
			await store.write((tx) => tx.projects.remove('local', 'blog'));
			expect(await quotaAt(ofBlog, noon)).toBeUndefined();
			expect(await quotaAt(ofTenant, noon)).toBeDefined();
			expect(await quotaAt(ofDay, noon)).toBeDefined();
		});
		test('one tenant sees and counts nothing of another', async () => {
			await ensure(ofTenant, noon);
			await store.write(async (tx) => {
				await tx.tenants.insert({ id: 'other', facts_version: 1, asserted_may_approve: false, created_at: 1 });
				await tx.quotas.ensure('other', ofTenant, 5);
				await tx.quotas.raiseUse('other', ofTenant.id, 0, 7);
			});
			expect(await quotaAt(ofTenant, noon)).toMatchObject({ used: 0 });
			expect(await store.read((tx) => tx.quotas.list('other', noon))).toMatchObject([{ used: 7 }]);
		});

		// What can happen to a quota of a day over three days: the place in time goes on, never back.
		const step = fc.oneof(
			fc.record({ do: fc.constant('reserve' as const), session: fc.nat(4), amount: fc.integer({ min: 0, max: 4 }) }),
			fc.record({ do: fc.constantFrom('used' as const, 'released' as const), session: fc.nat(4) }),
			fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 11, 30) }),
		);
		const most = 6;

		test('whatever is held, settled and waited for: no window holds more than the limit, and none less than nothing', async () => {
			let round = 0;
			await fc.assert(
				fc.asyncProperty(fc.array(step, { maxLength: 24 }), async (steps) => {
					const about = quotaAbout({ actor: `actor${round++}`, kind: 'vm', measure: 'count', per: 'day' });
					let at = noon;
					// The model: what each session holds or has used of which day.
					const model = new Map<string, { day: number; amount: number; status: 'reserved' | 'used' | 'released' }>();
					for (const [index, one] of steps.entries()) {
						if (one.do === 'wait') {
							at += one.hours * hour;
							continue;
						}
						await ensure(about, at);
						const today = windowOf(at).starts_at;
						if (one.do === 'reserve') {
							const id = `${about.id}-${index}`;
							const session = `${about.id}-${one.session}`;
							const held = await reserve(
								{ id, quota: about.id, session, amount: one.amount, window_starts_at: today },
								most,
							);
							const taken = [...model.values()]
								.filter(({ day, status }) => day === today && status !== 'released')
								.reduce((sum, { amount }) => sum + amount, 0);
							expect(held).toBe(one.amount === 0 || taken + one.amount <= most);
							if (held) model.set(`${session} ${id}`, { day: today, amount: one.amount, status: 'reserved' });
						} else {
							const session = `${about.id}-${one.session}`;
							await store.write((tx) => tx.quotas.settle('local', session, one.do));
							for (const [key, entry] of model) {
								if (key.startsWith(`${session} `) && entry.status === 'reserved')
									model.set(key, { ...entry, status: one.do });
							}
						}
						const now = await quotaAt(about, at);
						const sum = (status: string) =>
							[...model.values()]
								.filter((entry) => entry.day === today && entry.status === status)
								.reduce((total, { amount }) => total + amount, 0);
						expect(now).toMatchObject({ used: sum('used'), reserved: sum('reserved') });
						expect((now?.used ?? 0) + (now?.reserved ?? 0)).toBeLessThanOrEqual(most);
					}
				}),
				{ numRuns: runs },
			);
		});
	});
}
