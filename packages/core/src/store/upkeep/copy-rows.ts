import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { PortcullisError } from '../../model/portcullis-error.js';
import { type Refused, refused } from '../../model/result.js';
import type { Database } from '../sql/database.js';
import type { ChainVerdict } from '../store.js';
import { verifyHistory } from '../tx/verify-history.js';
import type { OnProgress } from './progress.js';
import { countRows, type Row, readRows } from './read-rows.js';
import type { TableOutline } from './table-outline.js';

/** What was copied, and found again where it was copied to. */
export interface CopiedRows {
	/** Rows of each table. */
	readonly rows: Readonly<Record<string, number>>;
	/** The number and the hash of the history's last row. */
	readonly head: { readonly seq: number; readonly hash: string };
}

/** The tables that hold something. */
export async function filledTables(db: Database, tables: readonly TableOutline[]): Promise<string[]> {
	const filled: string[] = [];
	for (const { name } of tables) if ((await countRows(db, name)) > 0) filled.push(name);
	return filled;
}

/**
 * Copies every row between two transactions on databases of one schema, reads them again, and compares. Whoever calls
 * it undoes the target's transaction unless it answers what was copied.
 *
 * @param tables each after those that it refers to; all of them empty in the target
 * @returns a refusal where the history is not intact
 * @throws PortcullisError `STORE_DAMAGED` where the target does not hold what was written to it
 */
export async function copyRows(
	from: Database,
	to: Database,
	tables: readonly TableOutline[],
	onProgress: OnProgress,
): Promise<CopiedRows | Refused> {
	const counts = new Map<string, number>();
	for (const { name } of tables) counts.set(name, await countRows(from, name));
	const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
	const written = new Map<string, string>();
	let done = 0;
	for (const table of tables) {
		const digest = digestOf(table);
		for await (const page of readRows(from, table)) {
			await insert(to, table, page);
			digest.add(page);
			done += page.length;
			onProgress({ step: `copying ${table.name}`, done, total });
		}
		written.set(table.name, digest.text());
	}
	done = 0;
	for (const table of tables) {
		const digest = digestOf(table);
		let rows = 0;
		for await (const page of readRows(to, table)) {
			digest.add(page);
			rows += page.length;
			done += page.length;
			onProgress({ step: `checking ${table.name}`, done, total });
		}
		if (rows !== counts.get(table.name) || digest.text() !== written.get(table.name)) {
			throw new PortcullisError(
				'STORE_DAMAGED',
				`The copy of ${table.name} is not what was copied (${rows} rows of ${counts.get(table.name)}). Nothing was kept of it.`,
			);
		}
	}
	onProgress({ step: 'checking the history', done: total, total });
	const chain = await verifyHistory(to);
	if (chain.kind === 'broken') return historyBroken(chain);
	return { rows: Object.fromEntries(counts), head: { seq: chain.rows, hash: chain.head } };
}

/** Refuses to go on with a history that is not intact. */
export function historyBroken({ reason }: Extract<ChainVerdict, { readonly kind: 'broken' }>): Refused {
	return refused(
		'HISTORY_BROKEN',
		`the history is not intact: ${reason}. Nothing was written; find out what happened before you go on with this database`,
	);
}

async function insert(to: Database, table: TableOutline, page: readonly Row[]): Promise<void> {
	const columns = sql.join(table.columns.map((column) => sql.ref(column)));
	const values = sql.join(page.map((row) => sql`(${sql.join(table.columns.map((column) => row[column] ?? null))})`));
	await sql`insert into ${sql.table(table.name)} (${columns}) values ${values}`.execute(to);
}

function digestOf(table: TableOutline): { add(page: readonly Row[]): void; text(): string } {
	const hash = createHash('sha256');
	return {
		add(page) {
			for (const row of page) hash.update(JSON.stringify(table.columns.map((column) => row[column])));
		},
		text: () => hash.digest('hex'),
	};
}
