import type { Database } from '../sql/database.js';
import type { ChainVerdict } from '../store.js';
import { genesisHash, historyHash } from './history-hash.js';

/** Rows read at a time, so that a long history does not have to fit into memory. */
const page = 1000;

/**
 * Reads the whole chain and finds the first row that was changed, is missing or stands in another place.
 *
 * What a chain alone cannot show: that its end was cut off, or that all of it was written anew. A head that was kept
 * somewhere else shows it.
 *
 * @param kept the hash of a row that must be there, whatever came after it
 */
export async function verifyHistory(db: Database, kept: string = genesisHash): Promise<ChainVerdict> {
	let rows = 0;
	let head = genesisHash;
	let keptIsThere = kept === genesisHash;
	for (;;) {
		let query = db.selectFrom('deployment_history').selectAll().orderBy('seq').limit(page);
		// The first page has no lower bound: a row smuggled in below the first must be met as well.
		if (rows > 0) query = query.where('seq', '>', rows);
		const found = await query.execute();
		for (const row of found) {
			const seq = rows + 1;
			if (row.seq !== seq) return { kind: 'broken', seq, reason: `row ${seq} is missing` };
			if (row.prev_hash !== head) {
				return { kind: 'broken', seq, reason: `row ${seq} does not continue from the row before it` };
			}
			if (historyHash(row) !== row.hash) {
				return { kind: 'broken', seq, reason: `row ${seq} was changed, or stands in another row's place` };
			}
			rows = seq;
			head = row.hash;
			keptIsThere ||= head === kept;
		}
		if (found.length === page) continue;
		if (keptIsThere) return { kind: 'intact', rows, head };
		const reason = `no row has the kept head ${kept}: rows were cut off the end, or all of them were written anew`;
		return { kind: 'broken', seq: rows + 1, reason };
	}
}
