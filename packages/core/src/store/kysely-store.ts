import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely, Transaction, TransactionBuilder } from 'kysely';
import { PortcullisError } from '../model/portcullis-error.js';
import type { Clock } from '../util/clock.js';
import { type Locks, noLocks } from './sql/locks.js';
import type { Schema } from './sql/schema.js';
import type { Store, Tx } from './store.js';
import { TransactionLifetime } from './transaction-lifetime.js';
import { makeTx } from './tx/make-tx.js';

/** What a store is made of, whatever the database. */
export interface KyselyStoreParts {
	readonly url: string;
	readonly snapshot_at: number | null;
	/** Whether nothing may be changed through it. */
	readonly read_only: boolean;
	readonly now: Clock;
	/** What a transaction that may write locks. */
	readonly locks: Locks;
	/** Its transactions are durable when they have committed. */
	readonly db: Kysely<Schema>;
	/** Called once, when nothing is under way any more. */
	close(): Promise<void>;
}

/**
 * The stores in whose transactions a call runs. One for all of them: Node keeps each for the life of the process, and
 * looks at all of them whenever a promise is made.
 */
const inside = new AsyncLocalStorage<readonly object[]>();

/** The store over any database that Kysely speaks to. */
export function kyselyStore({ url, snapshot_at, read_only, now, locks, db, close }: KyselyStoreParts): Store {
	const self = {};
	const underWay = new Set<Promise<unknown>>();
	let closing: Promise<void> | undefined;

	const refuseNesting = (): void => {
		if (!inside.getStore()?.includes(self)) return;
		throw new PortcullisError(
			'STORE_NESTED',
			'This runs inside a transaction of the same store, and would wait for itself. Use the transaction that was handed to you.',
		);
	};
	const run = async <Value>(
		transaction: TransactionBuilder<Schema>,
		taken: Locks,
		body: (tx: Tx) => Promise<Value>,
	): Promise<Value> => {
		refuseNesting();
		const within = [...(inside.getStore() ?? []), self];
		if (closing !== undefined) throw new PortcullisError('STORE_CLOSED', 'The store is closed.');
		const running = transaction.execute(async (bare) => {
			const lifetime = new TransactionLifetime();
			// withPlugin is declared to answer a Kysely, and answers a Transaction.
			const db = bare.withPlugin(lifetime) as Transaction<Schema>;
			const { tx, finish } = makeTx(db, taken, () => lifetime.check());
			try {
				const value = await inside.run(within, () => body(tx));
				await finish();
				return value;
			} finally {
				lifetime.end();
			}
		});
		underWay.add(running);
		try {
			return await running;
		} finally {
			underWay.delete(running);
		}
	};

	return {
		url,
		snapshot_at,
		now,
		read: (body) => {
			const transaction = db.transaction().setAccessMode('read only').setIsolationLevel('repeatable read');
			return run(transaction, noLocks, body);
		},
		async write(body) {
			if (read_only) throw new PortcullisError('STORE_READ_ONLY', `${url} was opened for reading only.`);
			return await run(db.transaction().setIsolationLevel('read committed'), locks, body);
		},
		async close() {
			refuseNesting();
			// A pool would refuse what has begun and has no connection yet.
			closing ??= Promise.allSettled(underWay)
				.then(() => db.destroy())
				.then(close);
			await closing;
		},
	};
}
