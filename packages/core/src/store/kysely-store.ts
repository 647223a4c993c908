import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely, Transaction, TransactionBuilder } from 'kysely';
import { PortcullisError } from '../model/portcullis-error.js';
import type { Schema } from './sql/schema.js';
import type { Store, Tx } from './store.js';
import { TransactionLifetime } from './transaction-lifetime.js';
import { makeTx } from './tx/make-tx.js';

/** What a store is made of, whatever the database. */
export interface KyselyStoreParts {
	readonly url: string;
	readonly snapshot_at: number | null;
	/** Its transactions are durable when they have committed. */
	readonly db: Kysely<Schema>;
	/** Called once, when nothing is under way any more. */
	close(): Promise<void>;
}

/** The store over any database that Kysely speaks to. */
export function kyselyStore({ url, snapshot_at, db, close }: KyselyStoreParts): Store {
	const inside = new AsyncLocalStorage<true>();
	let closing: Promise<void> | undefined;

	const refuseNesting = (): void => {
		if (inside.getStore() === undefined) return;
		throw new PortcullisError(
			'STORE_NESTED',
			'This runs inside a transaction of the same store, and would wait for itself. Use the transaction that was handed to you.',
		);
	};
	const run = async <Value>(
		transaction: TransactionBuilder<Schema>,
		body: (tx: Tx) => Promise<Value>,
	): Promise<Value> => {
		refuseNesting();
		if (closing !== undefined) throw new PortcullisError('STORE_CLOSED', 'The store is closed.');
		return await transaction.execute(async (bare) => {
			const lifetime = new TransactionLifetime();
			// withPlugin is declared to answer a Kysely, and answers a Transaction.
			const db = bare.withPlugin(lifetime) as Transaction<Schema>;
			try {
				return await inside.run(true, () => body(makeTx(db)));
			} finally {
				lifetime.end();
			}
		});
	};

	return {
		url,
		snapshot_at,
		read: (body) => run(db.transaction().setAccessMode('read only').setIsolationLevel('repeatable read'), body),
		async write(body) {
			if (snapshot_at !== null) throw new PortcullisError('STORE_READ_ONLY', `${url} was opened for reading only.`);
			return await run(db.transaction(), body);
		},
		async close() {
			refuseNesting();
			closing ??= db.destroy().then(close);
			await closing;
		},
	};
}
