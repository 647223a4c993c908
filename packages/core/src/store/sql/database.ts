import type { Transaction } from 'kysely';
import type { Schema } from './schema.js';

/** One transaction on the store's tables. */
export type Database = Transaction<Schema>;
