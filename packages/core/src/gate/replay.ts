import { z } from 'zod';
import type { Engine } from '../engine/engine.js';
import { instantSchema, nameSchema } from '../model/names.js';
import { ok, type Result } from '../model/result.js';
import type { HistoryRow } from '../model/session.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { parseInput } from './parse-input.js';
import { missingCapability, permissionsIn } from './permissions-in.js';
import { type ProposedBinding, proposedBindings } from './proposed-bindings.js';
import { type ChangedDecision, decidedRow, type NotReplayed, type ReplayedRow, replayRow } from './replay-row.js';
import { knownPolicies, withTenantPolicies } from './tenant-policies.js';
import { unknownPast, viewerOf } from './viewer.js';

/** What to decide again, and by what. */
export interface ReplayOptions {
	/** Decisions of this moment or later, in milliseconds since 1970. */
	readonly since: number;
	/** Decisions before this moment; until now if left out. */
	readonly until?: number;
	/** Decisions of one project only. */
	readonly project?: string;
	/** All bindings that the tenant would have; those that held at each decision if left out. */
	readonly bindings?: readonly ProposedBinding[] | unknown;
	/** The policies to decide by; the gate's own if left out. */
	readonly engine?: Engine;
}

/** Some decisions that were made again, oldest first. */
export interface ReplayPage {
	/** Decisions in this page. */
	readonly decisions: number;
	/** With the same answer, whatever the reasons. */
	readonly unchanged: number;
	/** Of those, with another code or other violations than then. */
	readonly other_reasons: number;
	readonly changed: readonly ChangedDecision[];
	readonly not_replayable: readonly NotReplayed[];
	/** How far the history has been read, in rows. */
	readonly progress: { readonly done: number; readonly total: number };
}

const optionsSchema = z.strictObject({
	since: instantSchema,
	until: instantSchema.optional(),
	project: nameSchema.optional(),
});

// An input of 1,000 resources is 300 KB: one at a time is held, and the rows, which are small, in pages.
const page = 200;

/**
 * Decides past decisions again under other policies or bindings, from what was kept of them, and hands out those whose
 * answer would be another, page by page: however many there are, few are held at a time. Nothing is stored.
 *
 * Needs `can_manage_policies` in the project, or in the whole tenant where none is named. Of projects that the caller may
 * not see nothing is told.
 */
export async function replay(
	gate: GateContext,
	caller: Caller,
	{ bindings: proposed, engine = gate.engine, ...given }: ReplayOptions,
): Promise<Result<AsyncIterable<ReplayPage>>> {
	const parsed = parseInput(optionsSchema, given, 'what to replay');
	if (parsed.kind === 'refused') return parsed;
	const { known, present } = await gate.store.read(async (tx) => ({
		known: await knownPolicies(tx, engine, caller.tenant),
		present: await tx.tenantPolicies.digests(caller.tenant),
	}));
	const judging = withTenantPolicies(engine, gate.store, gate.policyTools, present);
	const bindings = proposed === undefined ? ok(undefined) : proposedBindings(known, proposed);
	if (bindings.kind === 'refused') return bindings;
	const { since, until = Number.POSITIVE_INFINITY, project } = parsed.value;
	const begun = await gate.store.read(async (tx) => {
		const viewer = await viewerOf(tx, gate, caller);
		if (viewer.kind === 'refused') return viewer;
		const held = await permissionsIn(tx, caller, project === undefined ? {} : { project }, gate.clock());
		const missing = missingCapability(held, caller, 'can_manage_policies');
		if (missing !== null) return missing;
		const unknown = project === undefined ? null : await unknownPast(tx, viewer, caller, project);
		return unknown ?? ok({ viewer, to: (await tx.history.head()).seq });
	});
	if (begun.kind === 'refused') return begun;
	const { viewer, to } = begun.value;
	const filter = { tenant: caller.tenant, to, limit: page, since, ...(project === undefined ? {} : { project }) };
	const textOf = (digest: string) => gate.store.read((tx) => tx.inputs.get(digest));
	return ok(
		(async function* () {
			let first: number | undefined;
			// A transaction each page: whoever takes the pages may take their time, and rows never change.
			for (let after = 0; ; ) {
				const rows = await gate.store.read((tx) => tx.history.page({ ...filter, after }));
				const last = rows.at(-1)?.seq ?? to;
				first ??= rows[0]?.seq ?? to;
				const mine = rows.filter((row: HistoryRow) => row.at < until && viewer.sees(row.project)).flatMap(decidedRow);
				const replayed: ReplayedRow[] = [];
				for (const row of mine)
					replayed.push(await replayRow(row, await textOf(row.input_digest), judging, bindings.value));
				yield pageOf(replayed, { done: last - first + 1, total: to - first + 1 });
				if (rows.length < page) return;
				after = last;
			}
		})(),
	);
}

function pageOf(rows: readonly ReplayedRow[], progress: ReplayPage['progress']): ReplayPage {
	const unchanged = rows.filter(({ kind }) => kind === 'unchanged' || kind === 'other_reasons');
	return {
		decisions: rows.length,
		unchanged: unchanged.length,
		other_reasons: rows.filter(({ kind }) => kind === 'other_reasons').length,
		changed: rows.filter((row) => row.kind === 'changed'),
		not_replayable: rows.filter((row) => row.kind === 'not_replayable'),
		progress,
	};
}
