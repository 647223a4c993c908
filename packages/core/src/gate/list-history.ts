import { z } from 'zod';
import { historyEventFilterSchema } from '../model/history-event.js';
import { actorIdSchema, idSchema, nameSchema } from '../model/names.js';
import { ok, type Refused, type Result } from '../model/result.js';
import type { HistoryRow } from '../model/session.js';
import type { HistoryFilter, Tx } from '../store/store.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { parseInput } from './parse-input.js';
import { unknownSession } from './unknown.js';
import { unknownPast, type Viewer, viewerOf } from './viewer.js';

const filterSchema = z.strictObject({
	project: nameSchema.optional(),
	session: idSchema.optional(),
	actor: actorIdSchema.optional(),
	event: historyEventFilterSchema.optional(),
	before: z.int().min(1).optional(),
	limit: z.int().min(1).max(1000).default(50),
});

/** The history that the caller may see, newest first. */
export async function listHistory(
	gate: GateContext,
	caller: Caller,
	given: Omit<HistoryFilter, 'tenant'> = {},
): Promise<Result<HistoryRow[]>> {
	const parsed = parseInput(filterSchema, given, 'what to list');
	if (parsed.kind === 'refused') return parsed;
	const { limit, before, project, session, actor, event } = parsed.value;
	const filter = {
		tenant: caller.tenant,
		limit,
		...(project === undefined ? {} : { project }),
		...(session === undefined ? {} : { session }),
		...(actor === undefined ? {} : { actor }),
		...(event === undefined ? {} : { event }),
	};
	return gate.store.read(async (tx) => {
		const viewer = await viewerOf(tx, gate, caller);
		if (viewer.kind === 'refused') return viewer;
		const unknown = await unknownFilter(tx, viewer, caller, parsed.value);
		if (unknown !== null) return unknown;
		const rows: HistoryRow[] = [];
		// Page after page, until enough are there that the caller may see: a page that is full of others' rows would
		// otherwise look like the end.
		for (let cursor = before; ; ) {
			const page = await tx.history.list({ ...filter, ...(cursor === undefined ? {} : { before: cursor }) });
			rows.push(...page.filter((row) => viewer.sees(row.project)));
			cursor = page.at(-1)?.seq;
			if (rows.length >= limit || page.length < limit) return ok(rows.slice(0, limit));
		}
	});
}

/**
 * Refuses what of a filter there is nothing of; `null` where there is. A mistyped name must not look like a project or a
 * session in which nothing happened. Whose session it is that may not be seen is not told, except to the one who asked
 * for it.
 */
export async function unknownFilter(
	tx: Tx,
	viewer: Viewer,
	caller: Caller,
	{ project, session }: { readonly project?: string | undefined; readonly session?: string | undefined },
): Promise<Refused | null> {
	const unknown = project === undefined ? null : await unknownPast(tx, viewer, caller, project);
	if (unknown !== null || session === undefined) return unknown;
	const found = await tx.sessions.get(caller.tenant, session);
	const known = found !== null && (found.actor === caller.actor.id || viewer.sees(found.project));
	return known ? null : unknownSession(session);
}
