import type { Database } from '../sql/database.js';
import type { ChainVerdict } from '../store.js';
import { genesisHash, type HashedRow, historyHash } from './history-hash.js';

/** Rows read at a time, so that a long history does not have to fit into memory. */
const page = 1000;

/** How far a row is looked for from the place where it stands. */
const farthest = 1000;

type Broken = Extract<ChainVerdict, { readonly kind: 'broken' }>;
type ChainRow = HashedRow & { readonly hash: string };

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
			const fault = faultOf(row, rows + 1, head);
			if (fault !== null) return fault;
			rows += 1;
			head = row.hash;
			keptIsThere ||= head === kept;
		}
		if (found.length === page) continue;
		if (keptIsThere) return { kind: 'intact', rows, head };
		const reason = `no row has the kept head ${kept}, and the last is row ${rows}: rows were cut off the end, or all of them were written anew`;
		return { kind: 'broken', seq: rows + 1, fault: 'cut_off', reason };
	}
}

/** What is wrong with a row that is to be number `seq` and to continue from `head`; `null` where nothing is. */
function faultOf(row: ChainRow, seq: number, head: string): Broken | null {
	const broken = (fault: Broken['fault'], reason: string, at = seq): Broken => ({
		kind: 'broken',
		seq: at,
		fault,
		reason,
	});
	if (row.seq < seq) return broken('added', `row ${row.seq} was added: the first row is 1`, row.seq);
	if (row.seq > seq) return broken('missing', `row ${seq} is missing`);
	const whole = historyHash(row) === row.hash;
	if (whole && row.prev_hash === head) return null;
	if (whole) {
		return broken('unlinked', `row ${seq} does not continue from the row before it, so that one was written anew`);
	}
	const written = row.prev_hash === head ? null : numberWhenWritten(row);
	if (written !== null) return broken('moved', `row ${seq} stands in another place: it was written as row ${written}`);
	return broken('changed', `row ${seq} was changed`);
}

// Its hash holds its number: with the right one it is whole again.
function numberWhenWritten(row: ChainRow): number | null {
	for (let distance = 1; distance <= farthest; distance++) {
		for (const seq of [row.seq + distance, row.seq - distance]) {
			if (seq > 0 && historyHash({ ...row, seq }) === row.hash) return seq;
		}
	}
	return null;
}
