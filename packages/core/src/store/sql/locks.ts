import type { SelectQueryBuilder } from 'kysely';
import type { Database } from './database.js';
import type { Schema } from './schema.js';

/**
 * What a transaction takes for itself, so that what it has read still holds when it commits. One writer at a time (a
 * file, any transaction that only reads) needs none of it.
 */
export interface Locks {
	/** Lets no other transaction read this tenant in order to change it, until this one ends. */
	tenant(db: Database, id: string): Promise<void>;
	/** Lets nobody else append to the history until this transaction ends. The last lock to take, always. */
	history(db: Database): Promise<void>;
	/** Takes the sessions that a query finds, and passes by those that another transaction has taken. */
	free<Row>(query: SelectQueryBuilder<Schema, 'deployment_sessions', Row>): typeof query;
}

/** Where there is one writer at a time. */
export const noLocks: Locks = {
	tenant: async () => {},
	history: async () => {},
	free: (query) => query,
};
