import { bit } from '../sql/bit.js';
import type { Database } from '../sql/database.js';
import type { Tx } from '../store.js';

/** The ledger of what resources cost within one transaction. */
export function ledger(db: Database): Tx['ledger'] {
	return {
		async enter({ tenant, project, address, at, cost }) {
			const last = await db
				.selectFrom('cost_intervals')
				.select(['starts_at', 'ends_at'])
				.where('tenant', '=', tenant)
				.where('project', '=', project)
				.where('address', '=', address)
				.orderBy('starts_at', 'desc')
				.limit(1)
				.executeTakeFirst();
			// A clock may be put back: no time is counted twice, and none less than nothing.
			const starts_at = Math.max(at, last?.ends_at ?? last?.starts_at ?? at);
			if (last !== undefined && last.ends_at === null) {
				const open = { tenant, project, address, starts_at: last.starts_at };
				await end(db, open, starts_at);
			}
			if (cost === null) return;
			const { hourly_micros, complete, metered = false } = cost;
			const fields = { hourly_micros, complete: bit(complete), metered: bit(metered) };
			await db
				.insertInto('cost_intervals')
				.values({ tenant, project, address, starts_at, ends_at: null, ...fields })
				.execute();
		},
		async list(tenant, project, { starts_at, ends_at }) {
			const begun = db
				.selectFrom('cost_intervals')
				.selectAll()
				.where('tenant', '=', tenant)
				.where('project', '=', project)
				.where('starts_at', '<', ends_at);
			// Two questions, and sorted here: asked in one, or for an order, SQLite reads every row that the project ever had.
			const open = await begun.where('ends_at', 'is', null).execute();
			const ended = await begun.where('ends_at', '>', starts_at).execute();
			return [...open, ...ended]
				.map((row) => ({ ...row, complete: row.complete === 1, metered: row.metered === 1 }))
				.sort((a, b) => (a.address === b.address ? a.starts_at - b.starts_at : a.address < b.address ? -1 : 1));
		},
	};
}

interface OpenInterval {
	readonly tenant: string;
	readonly project: string;
	readonly address: string;
	readonly starts_at: number;
}

async function end(db: Database, { tenant, project, address, starts_at }: OpenInterval, at: number): Promise<void> {
	const key = { tenant, project, address, starts_at };
	// What stood for no time at all cost nothing.
	if (at === starts_at) {
		await db
			.deleteFrom('cost_intervals')
			.where((is) => is.and(key))
			.execute();
		return;
	}
	await db
		.updateTable('cost_intervals')
		.set({ ends_at: at })
		.where((is) => is.and(key))
		.execute();
}
