import { sha256 } from '../../util/sha256.js';

/** A row of the history as the table holds it, but for its hash: the body is text, exactly as it is hashed. */
export interface HashedRow {
	readonly seq: number;
	readonly tenant: string;
	readonly at: number;
	readonly actor: string;
	readonly actor_source: string;
	readonly event: string;
	readonly project: string | null;
	readonly session: string | null;
	readonly body: string;
	readonly prev_hash: string;
}

/** What stands before the first row. */
export const genesisHash = '0'.repeat(64);

/** The hash of a row: SHA-256 over its number, everything that it says, and the hash of the row before. */
export function historyHash(row: HashedRow): string {
	const { seq, tenant, at, actor, actor_source, event, project, session, body, prev_hash } = row;
	// Of texts, numbers and nulls in an array, this is the canonical form.
	return sha256(JSON.stringify([seq, tenant, at, actor, actor_source, event, project, session, body, prev_hash]));
}
