import { z } from 'zod';
import type { Engine } from '../engine/engine.js';
import type { ReplayFault } from '../engine/replay-record.js';
import type { Binding } from '../model/binding.js';
import type { Answer, DecisionCode, Requirement } from '../model/decision.js';
import type { HistoryRow } from '../model/session.js';
import type { Violation } from '../model/violation.js';
import { actions, levels } from '../model/vocabulary.js';
import { sha256 } from '../util/sha256.js';

/** A reason as the history keeps it. */
export type BriefViolation = Pick<Violation, 'policy' | 'resource' | 'kind' | 'level'>;

/** A row of the history that a decision was written into. */
export interface DecidedRow {
	readonly seq: number;
	readonly at: number;
	/** Who asked, or approved: whose doing the row is. */
	readonly actor: string;
	/** `request.denied`, `session.opened`, `session.approved`… */
	readonly event: string;
	readonly project: string | null;
	readonly session: string | null;
	readonly action: string;
	/** Addresses of what was to change. */
	readonly resources: readonly string[];
}

/** A decision that would be another. */
export interface ChangedDecision extends DecidedRow {
	readonly kind: 'changed';
	readonly before: { readonly answer: Answer; readonly code: DecisionCode };
	readonly after: {
		readonly answer: Answer;
		readonly code: DecisionCode;
		/** Who would have to approve; empty unless the answer is `review`. */
		readonly requirements: readonly Requirement[];
	};
	/** Violations that were not there then: 20 at most. */
	readonly came: readonly (BriefViolation & Pick<Violation, 'message' | 'hint'>)[];
	/** Violations that would not be there: 20 at most. */
	readonly went: readonly BriefViolation[];
	/** How many more came or went. */
	readonly more: number;
}

/** A decision that cannot be made again. */
export interface NotReplayed extends DecidedRow {
	readonly kind: 'not_replayable';
	readonly code: ReplayFault;
	readonly reason: string;
}

/** What came of one row. */
export type ReplayedRow = ChangedDecision | NotReplayed | { readonly kind: 'unchanged' | 'other_reasons' };

const bodySchema = z.object({
	answer: z.enum(['allow', 'review', 'deny']),
	code: z.string(),
	action: z.enum(actions),
	resources: z.array(z.string()),
	violations: z.array(
		z.object({
			policy: z.string(),
			resource: z.string(),
			kind: z.enum(['fail', 'unknown', 'error']),
			level: z.enum(levels),
		}),
	),
	input_digest: z.string(),
});

type Body = z.infer<typeof bodySchema>;

/** A row with what it says of its decision. */
export type DecidedBody = DecidedRow & Omit<Body, 'code'> & { readonly code: DecisionCode };

// As many as a person reads; a request of 1,000 resources can have a violation for each.
const mostReasons = 20;

/** The row with its decision; none where the row holds no decision. */
export function decidedRow({ seq, at, actor, event, project, session, body }: HistoryRow): DecidedBody[] {
	const parsed = bodySchema.safeParse(body);
	if (!parsed.success) return [];
	return [{ ...parsed.data, code: parsed.data.code as DecisionCode, seq, at, actor, event, project, session }];
}

/** Decides one row again. */
export async function replayRow(
	row: DecidedBody,
	text: string | null,
	engine: Pick<Engine, 'replay'>,
	bindings: readonly Binding[] | undefined,
): Promise<ReplayedRow> {
	const { seq, at, actor, event, project, session, action, resources } = row;
	const about = { seq, at, actor, event, project, session, action, resources };
	const fault = keptFault(row, text);
	if (text === null || fault !== null) return { kind: 'not_replayable', ...about, ...(fault ?? notKept) };
	const replayed = await engine.replay(text, bindings);
	if (replayed.kind === 'not_replayable') return { ...about, ...replayed };
	const { answer, code, violations, requirements } = replayed.verdict;
	const came = unlike(violations, row.violations);
	const went = unlike(row.violations, violations);
	if (answer === row.answer) {
		const same = code === row.code && came.length + went.length === 0;
		return { kind: same ? 'unchanged' : 'other_reasons' };
	}
	return {
		kind: 'changed',
		...about,
		before: { answer: row.answer, code: row.code },
		after: { answer, code, requirements },
		came: came
			.slice(0, mostReasons)
			.map(({ policy, resource, kind, level, message, hint }) => ({ policy, resource, kind, level, message, hint })),
		went: went.slice(0, mostReasons).map(({ policy, resource, kind, level }) => ({ policy, resource, kind, level })),
		more: Math.max(0, came.length - mostReasons) + Math.max(0, went.length - mostReasons),
	};
}

const notKept = { code: 'INPUT_NOT_KEPT', reason: 'what it was decided on was not kept' } as const;

function keptFault({ input_digest }: DecidedBody, text: string | null): Pick<NotReplayed, 'code' | 'reason'> | null {
	if (input_digest === '') return { ...notKept, reason: 'what was to be decided on could not be read then' };
	if (text === null || sha256(text) === input_digest) return null;
	return { code: 'INPUT_ALTERED', reason: 'what is kept of it is not what was decided on: it was altered since' };
}

function unlike<Found extends BriefViolation>(found: readonly Found[], others: readonly BriefViolation[]): Found[] {
	const key = ({ policy, resource, kind, level }: BriefViolation) => JSON.stringify([policy, resource, kind, level]);
	const known = new Set(others.map(key));
	return found.filter((each) => !known.has(key(each)));
}
