import type { HistoryRow } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { progressLine } from '../io/progress.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import { jsonLine } from '../output/json-text.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';

/** Options of `portcullis audit export`. */
export interface ExportOptions {
	readonly format: 'jsonl' | 'csv';
	/** Milliseconds since 1970. */
	readonly since?: number;
	readonly project?: string;
	readonly session?: string;
	readonly actor?: string;
	readonly event?: string;
	readonly json?: boolean;
}

/** Looks for rows of the history that are not as they were written. */
export function verifyHistory(context: Context, kept: { readonly head?: string }): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const progress = progressLine(context.io);
		progress.show({ step: 'reading the history', done: 0, total: 1 });
		const verified = await gate.audit.verify(caller, kept);
		progress.end();
		if (verified.kind === 'refused') return refusal(verified);
		const verdict = verified.value;
		if (verdict.kind === 'intact') {
			const against = againstText(kept.head);
			return done({ kind: 'audit', verdict }, () => `Intact: ${verdict.rows} rows, head ${verdict.head}${against}.\n`);
		}
		return {
			status: 1,
			document: { kind: 'audit', verdict },
			text: ({ colors }) =>
				`${colors.red('Broken')} at row ${verdict.seq} (${verdict.fault}): ${harmless(verdict.reason)}.\n`,
		};
	});
}

function againstText(kept: string | undefined): string {
	if (kept === undefined) return '';
	return /^0+$/.test(kept)
		? '; the kept head is that of an empty history, and shows nothing of the end'
		: '; the kept head is in it';
}

/** Writes the number and the hash of the last row: a hash kept elsewhere shows later what was cut off. */
export function historyHead(context: Context): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const head = await gate.audit.head(caller);
		if (head.kind === 'refused') return refusal(head);
		return done({ kind: 'head', ...head.value }, () => `${head.value.hash}\t${head.value.seq}\n`);
	});
}

/** Writes the history to standard output while it is read, so that it need not fit into memory. */
export async function exportHistory(context: Context, { format, json, ...filter }: ExportOptions): Promise<Outcome> {
	if (json === true) {
		return failure({
			code: 'USAGE_INVALID',
			message: 'audit export writes rows and not one JSON object',
			hint: 'leave --json out; --format jsonl writes each row as JSON',
		});
	}
	const { stdout } = context.io;
	return await withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const pages = await gate.audit.export(caller, filter);
		if (pages.kind === 'refused') return refusal(pages);
		const write = format === 'csv' ? await csvOf() : jsonLines;
		let rows = 0;
		if (format === 'csv') stdout.write(write([], true));
		for await (const page of pages.value) {
			stdout.write(write(page, false));
			rows += page.length;
			if ((await stdout.taken?.()) === false) break;
		}
		return done({ kind: 'exported', rows }, () => '');
	});
}

type WriteRows = (rows: readonly HistoryRow[], heading: boolean) => string;

const jsonLines: WriteRows = (rows) => rows.map((row) => `${jsonLine(row)}\n`).join('');

const columns = [
	'seq',
	'at',
	'tenant',
	'actor',
	'actor_source',
	'event',
	'project',
	'session',
	'body',
	'prev_hash',
	'hash',
];

async function csvOf(): Promise<WriteRows> {
	const { stringify } = await import('csv-stringify/sync');
	return (rows, header) =>
		stringify(
			rows.map((row) => ({ ...row, at: new Date(row.at).toISOString(), body: jsonLine(row.body) })),
			{
				columns,
				header,
				record_delimiter: 'windows',
				// A spreadsheet takes a cell that begins with = + - @ for a formula and runs it: such a cell gets a ' before it.
				escape_formulas: true,
			},
		);
}
