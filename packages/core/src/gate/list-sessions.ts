import { z } from 'zod';
import { nameSchema } from '../model/names.js';
import { ok, type Result } from '../model/result.js';
import type { Session } from '../model/session.js';
import { type SessionStatus, sessionStatuses } from '../model/vocabulary.js';
import type { Tx } from '../store/store.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { parseInput } from './parse-input.js';
import { missingCapability, permissionsIn } from './permissions-in.js';
import { sessionScope } from './session-scope.js';
import { type SessionView, viewSession } from './session-view.js';
import { unknownProject, unknownSession } from './unknown.js';
import { readViewFacts } from './view-facts.js';
import { unknownPast, viewerOf } from './viewer.js';

/** Which sessions to list. */
export interface SessionFilter {
	readonly project?: string;
	readonly statuses?: readonly SessionStatus[];
	readonly limit?: number;
}

const filterSchema = z.strictObject({
	project: nameSchema.optional(),
	statuses: z.array(z.enum(sessionStatuses)).min(1).optional(),
	limit: z.int().min(1).max(1_000_000).optional(),
});

/** The sessions that the caller may see, newest first. */
export async function listSessions(
	gate: GateContext,
	caller: Caller,
	given: SessionFilter = {},
): Promise<Result<SessionView[]>> {
	const parsed = parseInput(filterSchema, given, 'what to list');
	if (parsed.kind === 'refused') return parsed;
	const { project, statuses, limit } = parsed.value;
	return gate.store.read(async (tx) => {
		const viewer = await viewerOf(tx, gate, caller);
		if (viewer.kind === 'refused') return viewer;
		const unknown = project === undefined ? null : await unknownPast(tx, viewer, caller, project);
		if (unknown !== null) return unknown;
		const views: SessionView[] = [];
		for (const session of await stored(tx, caller.tenant, project, statuses)) {
			if (views.length === limit) break;
			if (!viewer.sees(session.project)) continue;
			const view = await viewIn(tx, gate, session);
			if (view !== null && (statuses?.includes(view.session.status) ?? true)) views.push(view);
		}
		return ok(views);
	});
}

/** One session. The requester sees it always; others where they may see the project. */
export function showSession(gate: GateContext, caller: Caller, id: string): Promise<Result<SessionView>> {
	return gate.store.read(async (tx) => {
		const session = await tx.sessions.get(caller.tenant, id);
		if (session === null) return unknownSession(id);
		if (session.actor !== caller.actor.id) {
			const held = await permissionsIn(tx, caller, sessionScope(session), gate.clock());
			const missing = missingCapability(held, caller, 'can_view');
			if (missing !== null) return missing;
		}
		return viewOrRefuse(tx, gate, session);
	});
}

// One that is stored as open may have expired by now.
function stored(
	tx: Tx,
	tenant: string,
	project: string | undefined,
	statuses: readonly SessionStatus[] | undefined,
): Promise<Session[]> {
	const kept = statuses?.includes('expired') ? [...new Set([...statuses, 'open' as const])] : statuses;
	return tx.sessions.list({
		tenant,
		...(project === undefined ? {} : { project }),
		...(kept === undefined ? {} : { statuses: kept }),
	});
}

/** The view of a session, in a transaction; `null` where it is of a deployment in a project that is gone. */
export async function viewIn(tx: Tx, gate: GateContext, session: Session): Promise<SessionView | null> {
	const now = gate.clock();
	const facts = await readViewFacts(tx, session, now);
	return facts === null ? null : viewSession(session, facts, now);
}

/** The view of a session, in a transaction, or the refusal of one whose project is gone. */
export async function viewOrRefuse(tx: Tx, gate: GateContext, session: Session): Promise<Result<SessionView>> {
	const view = await viewIn(tx, gate, session);
	return view === null ? unknownProject(session.project ?? session.tenant) : ok(view);
}
