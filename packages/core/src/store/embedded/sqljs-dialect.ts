import {
	type CompiledQuery,
	type DatabaseConnection,
	type Dialect,
	type Driver,
	type Kysely,
	type QueryResult,
	SelectQueryNode,
	SqliteAdapter,
	SqliteIntrospector,
	SqliteQueryCompiler,
	type TransactionSettings,
} from 'kysely';
import type { BindParams, SqlValue } from 'sql.js';
import { keepable } from '../sql/keepable.js';
import { GroupCommit, type Turn } from './group-commit.js';
import type { Image } from './image.js';
import { sqliteError } from './sqlite-error.js';

/**
 * Kysely over sql.js. Transactions take turns, and are saved at their end, several at once where several wait: nobody is
 * told what is not on disk yet. Statements outside a transaction are not saved; only migrations run so.
 */
export function sqlJsDialect(image: Image): Dialect {
	return {
		createAdapter: () => new SqliteAdapter(),
		createDriver: () => new SqlJsDriver(image),
		createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
		createQueryCompiler: () => new SqliteQueryCompiler(),
	};
}

class SqlJsDriver implements Driver {
	readonly #image: Image;
	readonly #turns: GroupCommit;
	#inTransaction = false;
	/** What {@link #changes} said when the transaction began. */
	#changesBefore = 0;

	constructor(image: Image) {
		this.#image = image;
		this.#turns = new GroupCommit(() => image.save());
	}

	async init(): Promise<void> {}

	async acquireConnection(): Promise<DatabaseConnection> {
		return new SqlJsConnection(this.#image, await this.#turns.take());
	}

	async releaseConnection(connection: DatabaseConnection): Promise<void> {
		await (connection as SqlJsConnection).turn.end();
	}

	async beginTransaction(_: DatabaseConnection, { accessMode }: TransactionSettings): Promise<void> {
		this.#image.database.exec(accessMode === 'read only' ? 'begin; pragma query_only = on' : 'begin immediate');
		this.#inTransaction = true;
		this.#changesBefore = this.#changes();
	}

	async commitTransaction(connection: DatabaseConnection): Promise<void> {
		// SQLite would commit the rest; PostgreSQL would not, and what a transaction did is all of it or nothing.
		const { failed, turn } = connection as SqlJsConnection;
		if (failed !== undefined) throw failed;
		const changed = this.#changes() !== this.#changesBefore;
		try {
			this.#image.database.exec('commit; pragma query_only = off');
		} catch (error) {
			throw sqliteError(error);
		}
		this.#inTransaction = false;
		await turn.finish(changed);
	}

	async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
		// Kysely rolls back after a commit that could not be saved, too; by then there is no transaction any more.
		if (!this.#inTransaction) return;
		this.#inTransaction = false;
		const { database } = this.#image;
		database.exec('pragma query_only = off');
		try {
			database.exec('rollback');
		} catch {
			// SQLite has rolled back itself, as it does where memory runs out. The error of that is on its way already.
		}
		// It may have failed of what it saw unsaved.
		await (connection as SqlJsConnection).turn.finish(false);
	}

	/** Waits for the transaction under way. */
	async destroy(): Promise<void> {
		await (await this.#turns.take()).end();
	}

	/** Rows that were inserted, changed or deleted since the database was opened. */
	#changes(): number {
		return Number(this.#image.database.exec('select total_changes()')[0]?.values[0]?.[0]);
	}
}

class SqlJsConnection implements DatabaseConnection {
	/** What a statement of the transaction failed of. */
	failed: unknown;
	readonly turn: Turn;
	readonly #image: Image;

	constructor(image: Image, turn: Turn) {
		this.#image = image;
		this.turn = turn;
	}

	async executeQuery<Row>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<Row>> {
		const { database } = this.#image;
		const rows: Row[] = [];
		try {
			// Never kept: the next export would close it.
			const statement = database.prepare(sql);
			try {
				statement.bind(parameters.map(keepable) as BindParams);
				// getAsObject would ask for the columns' names again at each row.
				let names: readonly string[] | undefined;
				while (statement.step()) {
					names ??= statement.getColumnNames();
					rows.push(rowOf<Row>(names, statement.get()));
				}
			} finally {
				statement.free();
			}
		} catch (error) {
			if (error instanceof TypeError) throw error;
			const known = sqliteError(error);
			this.failed ??= known;
			throw known;
		}
		if (SelectQueryNode.is(query)) return { rows };
		return { rows, numAffectedRows: BigInt(database.getRowsModified()) };
	}

	// biome-ignore lint/correctness/useYield: there is nothing to stream from a database that is in memory already.
	async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
		throw new TypeError('streaming is not supported: everything is in memory already');
	}
}

function rowOf<Row>(names: readonly string[], values: readonly SqlValue[]): Row {
	const row: Record<string, unknown> = {};
	for (const [index, name] of names.entries()) row[name] = values[index];
	return row as Row;
}
