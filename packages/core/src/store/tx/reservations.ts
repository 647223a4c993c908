import { PortcullisError } from '../../model/portcullis-error.js';
import type { Quota } from '../../model/quota.js';
import type { Database } from '../sql/database.js';
import type { Reservation, Tx } from '../store.js';

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

	const add = async (tenant: string, quota: string, by: Pick<Quota, 'reserved' | 'used'>): Promise<void> => {
		await db
			.updateTable('cloud_quotas')
			.set((row) => ({ reserved: row('reserved', '+', by.reserved), used: row('used', '+', by.used) }))
			.where('tenant', '=', tenant)
			.where('id', '=', quota)
			.execute();
	};

	/** Adds to what is reserved, if it fits. */
	const hold = async (reservation: Omit<Reservation, 'status'>, ceiling: number | null): Promise<boolean> => {
		const { tenant, quota, amount } = reservation;
		let update = db
			.updateTable('cloud_quotas')
			.set((row) => ({ reserved: row('reserved', '+', Math.max(0, amount)) }))
			.where('tenant', '=', tenant)
			.where('id', '=', quota);
		if (ceiling !== null && amount > 0) {
			update = update.where((row) => row(row('used', '+', row.ref('reserved')), '<=', ceiling - amount));
		}
		if ((await update.executeTakeFirst()).numUpdatedRows === 1n) return true;
		const row = await db
			.selectFrom('cloud_quotas')
			.select('id')
			.where('tenant', '=', tenant)
			.where('id', '=', quota)
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
			const { tenant, id, quota, session, amount, created_at } = reservation;
			const held = await hold(reservation, ceiling);
			if (held) {
				const { numInsertedOrUpdatedRows } = await db
					.insertInto('quota_reservations')
					.values({ tenant, id, quota, session, amount, status: 'reserved', created_at })
					.onConflict((conflict) => conflict.doNothing())
					.executeTakeFirst();
				if (numInsertedOrUpdatedRows === 1n) return true;
			}
			// Another connection may have reserved by the same id since it was looked for: the quota's row was waited for.
			const meanwhile = await find(tenant, id);
			if (meanwhile === undefined) return false;
			if (held) await add(tenant, quota, { reserved: -Math.max(0, amount), used: 0 });
			return repeated(meanwhile, reservation);
		},
		async settle(tenant, session, as) {
			const settled = await db
				.updateTable('quota_reservations')
				.set({ status: as })
				.where('tenant', '=', tenant)
				.where('session', '=', session)
				.where('status', '=', 'reserved')
				.returning(['quota', 'amount'])
				.execute();
			// Always in the order of the quotas' ids: two that settle at once then wait for each other in one direction only.
			for (const { quota, amount } of settled.toSorted((a, b) => (a.quota < b.quota ? -1 : 1))) {
				await add(tenant, quota, { reserved: -Math.max(0, amount), used: as === 'used' ? amount : 0 });
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
function repeated(before: Reservation, { id, quota, session, amount }: Omit<Reservation, 'status'>): boolean {
	if (before.quota !== quota || before.session !== session || before.amount !== amount) {
		throw new PortcullisError('STORE_CONFLICT', `The reservation ${id} exists and holds something else.`);
	}
	return before.status !== 'released';
}
