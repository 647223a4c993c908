import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { PortcullisError } from '../../model/portcullis-error.js';
import { keepable } from '../sql/keepable.js';
import { commitError, postgresError } from './postgres-error.js';
import type { ServerClock } from './server-clock.js';

type Rows<Row> = PostgresQueryResult<Row>;

const undone: Rows<never> = { command: 'ROLLBACK', rowCount: 0, rows: [] };
const askTime = 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now';

/** What Kysely is given for `pg`'s pool: errors have their codes, and each transaction's beginning tells the time. */
export function guardedPool(pool: Pool, clock: ServerClock): PostgresPool {
	return {
		async connect() {
			try {
				return new GuardedClient(await pool.connect(), clock);
			} catch (error) {
				throw postgresError(error);
			}
		},
		end: () => pool.end(),
	};
}

class GuardedClient implements PostgresPoolClient {
	readonly #client: PoolClient;
	readonly #clock: ServerClock;
	/** The connection is of no use any more. */
	#lost = false;
	/** What the transaction failed of, after which the server does nothing but undo it. */
	#failed: unknown;

	constructor(client: PoolClient, clock: ServerClock) {
		this.#client = client;
		this.#clock = clock;
	}

	query<Row>(sql: string, parameters: readonly unknown[]): Promise<Rows<Row>>;
	query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
	query<Row>(
		sql: string | PostgresCursor<Row>,
		parameters: readonly unknown[] = [],
	): Promise<Rows<Row>> | PostgresCursor<Row> {
		if (typeof sql !== 'string') throw new TypeError('streaming is not supported');
		if (sql === 'rollback') return this.#rollback();
		if (sql === 'commit') return this.#commit();
		if (sql.startsWith('start transaction')) return this.#begin(sql);
		return this.#run(sql, parameters);
	}

	release(destroy = false): void {
		this.#client.release(destroy || this.#lost);
	}

	async #begin<Row>(sql: string): Promise<Rows<Row>> {
		this.#failed = undefined;
		const heard = this.#clock.look();
		// One way there and back for both. pg answers several statements with a list, which its types do not know.
		const results = (await this.#ask(`${sql}; ${askTime}`, [], postgresError)) as unknown;
		const [begun, time] = results as readonly [Rows<Row>, Rows<{ readonly now: number }>];
		const now = time.rows[0]?.now;
		if (now !== undefined) heard(now);
		return begun;
	}

	async #run<Row>(sql: string, parameters: readonly unknown[]): Promise<Rows<Row>> {
		// No column holds a boolean, but Kysely asks the catalogue for some.
		const values = parameters.map((value) => (typeof value === 'boolean' ? value : keepable(value)));
		try {
			return await this.#ask<Row>(sql, values, postgresError);
		} catch (error) {
			this.#failed ??= error;
			throw error;
		}
	}

	async #commit<Row>(): Promise<Rows<Row>> {
		const answer = await this.#ask<Row>('commit', [], commitError);
		// The server says so, and calls it no error, where a statement failed before and its error was passed over.
		if (answer.command === 'ROLLBACK' && this.#failed !== undefined) throw this.#failed;
		return answer;
	}

	/** Never fails: a connection that cannot undo is given up, and the server undoes what it was doing. */
	async #rollback<Row>(): Promise<Rows<Row>> {
		if (this.#lost) return undone;
		return await this.#ask<Row>('rollback', [], postgresError).catch(() => {
			this.#lost = true;
			return undone;
		});
	}

	async #ask<Row>(sql: string, values: unknown[], mapped: (error: unknown) => unknown): Promise<Rows<Row>> {
		try {
			// With parameters, even none, pg would take the longer way, which takes one statement only.
			const answer = values.length === 0 ? await this.#client.query(sql) : await this.#client.query(sql, values);
			return answer as unknown as Rows<Row>;
		} catch (error) {
			const known = mapped(error);
			const codes: readonly unknown[] = ['STORE_UNREACHABLE', 'STORE_COMMIT_UNKNOWN'];
			if (known instanceof PortcullisError && codes.includes(known.code)) this.#lost = true;
			throw known;
		}
	}
}
