import { resolve } from 'node:path';
import {
	ageText,
	type CopyReport,
	momentText,
	type OnProgress,
	type Result,
	type StoreStatus,
	type UpkeepOptions,
} from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { type Database, parseDatabase, placeText } from '../gate/database.js';
import { missingDatabase } from '../gate/missing-database.js';
import { sameDatabase } from '../gate/same-database.js';
import { isFolder } from '../io/is-folder.js';
import { progressLine } from '../io/progress.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import type { PlacedProblem } from '../output/json-document.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';
import { labelledLines } from '../render/labelled-lines.js';

/** Options of `portcullis db backup` and `restore`. */
export interface ReplacingOptions {
	readonly force?: boolean;
}

/** Options of `portcullis db restore`. */
export interface RestoreCommandOptions extends ReplacingOptions {
	readonly head?: string;
}

/** Options of `portcullis db copy`. */
export interface CopyOptions {
	readonly from: string;
	readonly to: string;
}

/** Brings the database to this version's schema. */
export async function migrateDatabase({ io, database }: Context): Promise<Outcome> {
	const { migrateStore } = await import('@portcullis/core');
	const report = await migrateStore(database.url, { clock: io.clock });
	const where = harmless(`${kindText(report.flavor)} ${placeText(report.url)}`);
	const did = report.ran.length === 0 ? 'Up to date' : `Ran ${report.ran.join(', ')}`;
	return done({ kind: 'migrated', ...report }, () => `${did}: ${where}, schema ${report.schema}.\n`);
}

/** Tells how the database is. */
export async function databaseStatus({ io, database }: Context): Promise<Outcome> {
	const absent = missingDatabase(database);
	if (absent !== null) return absent;
	const { storeStatus } = await import('@portcullis/core');
	const status = await storeStatus(database.url, { clock: io.clock });
	return done(
		{ kind: 'status', ...status },
		(style) => labelledLines(statusLines(status, io.clock()), style),
		status.warnings,
	);
}

/** Makes a backup of the database while others use it. */
export function backupDatabase(
	{ io, database }: Context,
	file: string,
	{ force = false }: ReplacingOptions,
): Promise<Outcome> {
	const path = resolve(io.cwd, file);
	const wrong = missingDatabase(database) ?? noFile(file, path) ?? itself(database, path);
	if (wrong !== null) return Promise.resolve(wrong);
	return withProgress(io, async (upkeep) => {
		const { backupStore } = await import('@portcullis/core');
		const made = await backupStore(database.url, path, { ...upkeep, overwrite: force });
		if (made.kind === 'refused') return refusal(made);
		const { url, path: written, bytes, chain } = made.value;
		const history =
			chain.kind === 'intact'
				? `${rowsText(made.value.rows)}, history intact to row ${chain.rows}, head ${chain.head}`
				: `THE HISTORY IS NOT INTACT: ${chain.reason}; it cannot be restored`;
		return done(
			{ kind: 'backup', ...made.value },
			() =>
				`Backed up ${harmless(placeText(url))} to ${harmless(written)}: ${sizeText(bytes)}, ${harmless(history)}.\n`,
		);
	});
}

/** Puts a backup in the place of an empty database. */
export function restoreDatabase(
	{ io, database }: Context,
	file: string,
	{ force = false, head }: RestoreCommandOptions,
): Promise<Outcome> {
	const path = resolve(io.cwd, file);
	const wrong = noFile(file, path);
	if (wrong !== null) return Promise.resolve(wrong);
	return withProgress(io, async (upkeep) => {
		const { restoreStore } = await import('@portcullis/core');
		const options = { ...upkeep, overwrite: force, ...(head === undefined ? {} : { head }) };
		const restored = await restoreStore(database.url, path, options);
		if (restored.kind === 'refused') return refusal(restored);
		const { url, rows, safety_copy } = restored.value;
		const before = safety_copy === null ? '' : `\nWhat stood there before is kept: ${harmless(safety_copy)}`;
		return done(
			{ kind: 'restored', ...restored.value },
			() =>
				`Restored ${harmless(placeText(url))}: ${rowsText(rows)}, history intact to row ${restored.value.head.seq}, head ${restored.value.head.hash}.${before}\n`,
		);
	});
}

/** Copies a database into an empty one. */
export async function copyDatabase({ io }: Context, options: CopyOptions): Promise<Outcome> {
	const source = parseDatabase(options.from, io.cwd);
	const target = parseDatabase(options.to, io.cwd);
	if (source.kind === 'problems' || target.kind === 'problems') {
		const problems = Object.entries({ from: source, to: target }).flatMap(([name, parsed]) =>
			placed(`--${name}`, parsed),
		);
		return failure({ code: 'INPUT_INVALID', message: 'the databases cannot be understood', problems });
	}
	if (sameDatabase(source.value, target.value)) {
		const message = '--from and --to are the same database';
		return failure({ code: 'USAGE_INVALID', message, hint: 'name an empty one by --to, or one that is not there yet' });
	}
	return await withProgress(io, async (upkeep) => {
		const { copyStore } = await import('@portcullis/core');
		const copied: Result<CopyReport> = await copyStore(source.value.url, target.value.url, upkeep);
		if (copied.kind === 'refused') return refusal(copied);
		const report = copied.value;
		return done(
			{ kind: 'copied', ...report },
			() =>
				`Copied ${harmless(placeText(report.from))} to ${harmless(placeText(report.to))}: ${rowsText(report.rows)}, each read again and compared; history intact to row ${report.head.seq}, head ${report.head.hash}.\n` +
				'The database that was copied from is as it was: name the new one by --db or PORTCULLIS_DB from now on.\n',
		);
	});
}

/** Refuses what cannot be a backup; `null` for what can. */
function noFile(given: string, path: string): Outcome | null {
	if (/^postgres(?:ql)?:/i.test(given)) {
		return failure({
			code: 'USAGE_INVALID',
			message: 'a backup is a file, and what was given is a PostgreSQL database',
			hint: 'portcullis db copy --from DATABASE --to DATABASE moves one to another',
		});
	}
	if (!isFolder(path)) return null;
	return failure({ code: 'USAGE_INVALID', message: `a backup is a file, and ${path} is a folder; name a file in it` });
}

// Core refuses this too; here it is known that --force does not help.
function itself(database: Database, path: string): Outcome | null {
	if (!sameDatabase(database, { kind: 'file', url: `file:${path}`, path, shown: path })) return null;
	const message = `${path} is the database itself; name another file`;
	return failure({ code: 'BACKUP_EXISTS', message, status: 1 });
}

function placed(option: string, parsed: ReturnType<typeof parseDatabase>): readonly PlacedProblem[] {
	return parsed.kind === 'understood' ? [] : parsed.problems.map((problem) => ({ ...problem, path: [option] }));
}

async function withProgress(
	io: Context['io'],
	work: (upkeep: UpkeepOptions & { readonly onProgress: OnProgress }) => Promise<Outcome>,
): Promise<Outcome> {
	const { show, end } = progressLine(io);
	try {
		return await work({ clock: io.clock, onProgress: show });
	} finally {
		end();
	}
}

function statusLines(status: StoreStatus, now: number): readonly (readonly [label: string, text: string])[] {
	const { holder, head, last_write_at: written } = status;
	const rows = Object.entries(status.rows).filter(([, count]) => count > 0);
	return [
		['database', `${kindText(status.flavor)} ${placeText(status.url)}`],
		[
			'schema',
			`${status.schema ?? 'none yet'}${status.pending.length === 0 ? '' : `; to be run: ${status.pending.join(', ')}`}`,
		],
		['size', sizeText(status.bytes)],
		...(status.flavor === 'sqlite' ? [['writer', holder === null ? 'none' : holderText(holder, now)] as const] : []),
		['last write', written === null ? 'never' : `${momentText(written)}, ${ageText(now - written)} ago`],
		['history', `${head.seq} rows, head ${head.hash}`],
		['rows', rows.length === 0 ? 'none' : rows.map(([name, count]) => `${name} ${count}`).join(', ')],
	];
}

function holderText({ pid, host, since, alive }: NonNullable<StoreStatus['holder']>, now: number): string {
	const doubt = alive === null ? ', which may have ended' : alive ? '' : ', which has ended; the next takes over';
	return `process ${pid} on ${host} for ${ageText(now - since)}${doubt}`;
}

function kindText(flavor: StoreStatus['flavor']): string {
	return flavor === 'sqlite' ? 'file' : 'PostgreSQL';
}

function rowsText(rows: Readonly<Record<string, number>>): string {
	const count = Object.values(rows).reduce((sum, more) => sum + more, 0);
	return `${count} ${count === 1 ? 'row' : 'rows'} in ${Object.keys(rows).length} tables`;
}

function sizeText(bytes: number): string {
	return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / (1024 * 1024)).toFixed(1)} MiB`;
}
