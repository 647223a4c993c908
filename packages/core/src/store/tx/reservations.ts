import { PortcullisError } from '../../model/portcullis-error.js';
import type { Quota } from '../../model/quota.js';
import type { Database } from '../sql/database.js';
import type { Reservation, ReservationRequest, Tx } from '../store.js';

/** What names one counter of a quota. */
type CounterReference = Pick<Reservation, 'tenant' | 'quota' | 'window_starts_at'>;

/**
 * What deployments hold of quotas, within one transaction.
 *
 * The trap: to read what is left and then to take it lets two takers both see the last unit. Here one conditional
 * update looks and takes at once, and a CHECK stands behind it.
 */
export function reservations(db: Database): Pick<Tx['quotas'], 'reserve' | 'settle' | 'reservations'> {
	const find = (tenant: string, id: string) =>
		db
			.selectFrom('quota_reservations')
			.selectAll()
			.where('tenant', '=', tenant)
			.where('id', '=', id)
			.executeTakeFirst();

	/** Always in the window that it was reserved in, whether that still goes on or not. */
	const add = async (of: CounterReference, by: Pick<Quota, 'reserved' | 'used'>): Promise<void> => {
		await db
			.updateTable('quota_counters')
			.set((row) => ({ reserved: row('reserved', '+', by.reserved), used: row('used', '+', by.used) }))
			.where('tenant', '=', of.tenant)
			.where('quota', '=', of.quota)
			.where('window_starts_at', '=', of.window_starts_at)
			.execute();
	};

	/** Adds to what is reserved, if it fits. */
	const hold = async (
		{ tenant, quota, window_starts_at }: CounterReference,
		amount: number,
		ceiling: number | null,
	): Promise<boolean> => {
		let update = db
			.updateTable('quota_counters')
			.set((row) => ({ reserved: row('reserved', '+', Math.max(0, amount)) }))
			.where('tenant', '=', tenant)
			.where('quota', '=', quota)
			.where('window_starts_at', '=', window_starts_at);
		if (ceiling !== null && amount > 0) {
			update = update.where((row) => row(row('used', '+', row.ref('reserved')), '<=', ceiling - amount));
		}
		if ((await update.executeTakeFirst()).numUpdatedRows === 1n) return true;
		const row = await db
			.selectFrom('quota_counters')
			.select('quota')
			.where('tenant', '=', tenant)
			.where('quota', '=', quota)
			.where('window_starts_at', '=', window_starts_at)
			.executeTakeFirst();
		if (row !== undefined) return false;
		throw new PortcullisError('STORE_CONFLICT', `There is no quota ${quota} to reserve of; make sure of it first.`);
	};

	return {
		async reserve(reservation, ceiling) {
			if (!Number.isSafeInteger(reservation.amount)) {
				throw new RangeError(`${reservation.amount} of a quota is not a whole number`);
			}
			const before = await find(reservation.tenant, reservation.id);
			if (before !== undefined) return repeated(before, reservation);
			const { tenant, id, quota, session, amount, created_at, window_starts_at = 0 } = reservation;
			const counter = { tenant, quota, window_starts_at };
			const held = await hold(counter, amount, ceiling);
			if (held) {
				const { numInsertedOrUpdatedRows } = await db
					.insertInto('quota_reservations')
					.values({ tenant, id, quota, session, amount, status: 'reserved', created_at, window_starts_at })
					.onConflict((conflict) => conflict.doNothing())
					.executeTakeFirst();
				if (numInsertedOrUpdatedRows === 1n) return true;
			}
			// Another connection may have reserved by the same id since it was looked for: the quota's row was waited for.
			const meanwhile = await find(tenant, id);
			if (meanwhile === undefined) return false;
			if (held) await add(counter, { reserved: -Math.max(0, amount), used: 0 });
			return repeated(meanwhile, reservation);
		},
		async settle(tenant, session, as) {
			const settled = await db
				.updateTable('quota_reservations')
				.set({ status: as })
				.where('tenant', '=', tenant)
				.where('session', '=', session)
				.where('status', '=', 'reserved')
				.returning(['tenant', 'quota', 'window_starts_at', 'amount'])
				.execute();
			// Always in the order of the quotas' ids: two that settle at once then wait for each other in one direction only.
			for (const { amount, ...counter } of settled.toSorted((a, b) => (a.quota < b.quota ? -1 : 1))) {
				await add(counter, { reserved: -Math.max(0, amount), used: as === 'used' ? amount : 0 });
			}
			return settled.length;
		},
		async reservations(tenant, session) {
			return await db
				.selectFrom('quota_reservations')
				.selectAll()
				.where('tenant', '=', tenant)
				.where('session', '=', session)
				.orderBy('quota')
				.orderBy('id')
				.execute();
		},
	};
}

/** Answers a second call with the same id as the first: what it asked for is held (or used), or was given back. */
function repeated(
	before: Reservation,
	{ id, quota, session, amount, window_starts_at = 0 }: ReservationRequest,
): boolean {
	const same = before.quota === quota && before.session === session && before.amount === amount;
	if (!same || before.window_starts_at !== window_starts_at) {
		throw new PortcullisError('STORE_CONFLICT', `The reservation ${id} exists and holds something else.`);
	}
	return before.status !== 'released';
}
