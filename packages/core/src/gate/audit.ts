import { z } from 'zod';
import { historyEventFilterSchema } from '../model/history-event.js';
import { actorIdSchema, idSchema, instantSchema, nameSchema } from '../model/names.js';
import { ok, type Result } from '../model/result.js';
import type { HistoryRow } from '../model/session.js';
import type { ChainVerdict } from '../store/store.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { unknownFilter } from './list-history.js';
import { parseInput } from './parse-input.js';
import { viewerOf } from './viewer.js';

const keptSchema = z.strictObject({
	head: z
		.string()
		.regex(/^[0-9a-f]{64}$/, 'must be a hash of 64 hexadecimal digits, as audit head writes it')
		.optional(),
});

const exportSchema = z.strictObject({
	since: instantSchema.optional(),
	project: nameSchema.optional(),
	session: idSchema.optional(),
	actor: actorIdSchema.optional(),
	event: historyEventFilterSchema.optional(),
});

/** Which rows of the history to hand out. */
export interface HistoryExport {
	/** Rows of this moment or later, in milliseconds since 1970; from the first if left out. */
	readonly since?: number;
	/** Rows of one project only. */
	readonly project?: string;
	/** Rows of one session only. */
	readonly session?: string;
	/** What one actor did. */
	readonly actor?: string;
	/** One kind of event (`session.approved`), or all that begin with a word (`session`). */
	readonly event?: string;
}

// Small enough to be nothing to hold, large enough that asking is not what takes the time.
const page = 1000;

/** The last row of the history, of all tenants: who keeps its hash elsewhere finds out when rows before it are gone. */
export function auditHead(
	gate: GateContext,
	caller: Caller,
): Promise<Result<{ readonly seq: number; readonly hash: string }>> {
	return gate.store.read(async (tx) => {
		const viewer = await viewerOf(tx, gate, caller);
		return viewer.kind === 'refused' ? viewer : ok(await tx.history.head());
	});
}

/** Reads the whole chain, of all tenants: it is one, and what it says of others' rows is their number at most. */
export async function verifyAudit(
	gate: GateContext,
	caller: Caller,
	kept: { readonly head?: string } = {},
): Promise<Result<ChainVerdict>> {
	const parsed = parseInput(keptSchema, kept, 'the kept head');
	if (parsed.kind === 'refused') return parsed;
	const { head } = parsed.value;
	return gate.store.read(async (tx) => {
		const viewer = await viewerOf(tx, gate, caller);
		if (viewer.kind === 'refused') return viewer;
		return ok(await tx.history.verify(head === undefined ? {} : { head }));
	});
}

/**
 * Hands out the rows that the caller may see, oldest first, up to the last that there is now, page by page: however many
 * there are, few are held at a time.
 */
export async function exportHistory(
	gate: GateContext,
	caller: Caller,
	given: HistoryExport = {},
): Promise<Result<AsyncIterable<readonly HistoryRow[]>>> {
	const parsed = parseInput(exportSchema, given, 'what to export');
	if (parsed.kind === 'refused') return parsed;
	const { since, project, session, actor, event } = parsed.value;
	const begun = await gate.store.read(async (tx) => {
		const viewer = await viewerOf(tx, gate, caller);
		if (viewer.kind === 'refused') return viewer;
		const unknown = await unknownFilter(tx, viewer, caller, parsed.value);
		return unknown ?? ok({ viewer, to: (await tx.history.head()).seq });
	});
	if (begun.kind === 'refused') return begun;
	const { viewer, to } = begun.value;
	const filter = {
		tenant: caller.tenant,
		to,
		limit: page,
		...(since === undefined ? {} : { since }),
		...(project === undefined ? {} : { project }),
		...(session === undefined ? {} : { session }),
		...(actor === undefined ? {} : { actor }),
		...(event === undefined ? {} : { event }),
	};
	return ok(
		(async function* () {
			// A transaction each page: whoever takes the rows may take their time, and rows never change.
			for (let after = 0; ; ) {
				const rows = await gate.store.read((tx) => tx.history.page({ ...filter, after }));
				const seen = rows.filter((row) => viewer.sees(row.project));
				if (seen.length > 0) yield seen;
				if (rows.length < page) return;
				after = rows.at(-1)?.seq ?? to;
			}
		})(),
	);
}
