import type { HistoryEvent } from '../model/history-event.js';
import { problem } from '../model/problem.js';
import {
	type Quota,
	type QuotaAbout,
	type QuotaOverrideRequest,
	type QuotaRequest,
	quotaAbout,
	quotaOverrideRequestSchema,
	quotaRequestSchema,
	standingCount,
} from '../model/quota.js';
import { ok, type Refused, type Result, refused } from '../model/result.js';
import type { Tx } from '../store/store.js';
import { administer } from './administer.js';
import { countStanding } from './count-standing.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { parseInput } from './parse-input.js';
import { unjudgedQuota } from './quota-judged.js';
import { unknownProject } from './unknown.js';

/**
 * Sets the standing limit of a quota. One that there was not before counts what stands already. Needs `can_set_quota`:
 * in the project, or in the whole tenant for a quota of the tenant or of an actor.
 */
export async function setQuota(
	gate: GateContext,
	caller: Caller,
	given: QuotaRequest | unknown,
): Promise<Result<Quota>> {
	const parsed = parseInput(quotaRequestSchema, given, 'the quota');
	if (parsed.kind === 'refused') return parsed;
	const about = quotaAbout(parsed.value);
	return changeQuota(gate, caller, about, 'quota.set', async (tx, was) => {
		const unjudged = await unjudgedQuota(gate, tx, caller.tenant, about);
		if (unjudged !== null) return unjudged;
		const fault = was === null ? await makeQuota(gate, tx, caller, about) : null;
		if (fault !== null) return fault;
		await tx.quotas.setLimit(caller.tenant, about.id, parsed.value.limit);
		return null;
	});
}

/** Sets another limit until a moment; the standing one holds again after it. Needs `can_set_quota` as {@link setQuota} does. */
export async function overrideQuota(
	gate: GateContext,
	caller: Caller,
	given: QuotaOverrideRequest | unknown,
): Promise<Result<Quota>> {
	const parsed = parseInput(quotaOverrideRequestSchema, given, 'the override');
	if (parsed.kind === 'refused') return parsed;
	const { limit, until, reason, ...reference } = parsed.value;
	if (until <= gate.clock()) {
		const past = problem(['until'], 'must be in the future', until);
		return refused('INPUT_INVALID', 'the override would have ended already', [past]);
	}
	const about = quotaAbout(reference);
	const override = { limit, until, reason, by: caller.actor.id };
	return changeQuota(gate, caller, about, 'quota.overridden', async (tx, was) => {
		if (was === null) {
			if (!isStandingCount(about)) {
				return refused('QUOTA_UNKNOWN', `there is no quota ${about.id} to override; set its limit first`);
			}
			const fault = await makeQuota(gate, tx, caller, about);
			if (fault !== null) return fault;
		}
		await tx.quotas.setOverride(caller.tenant, about.id, override);
		return null;
	});
}

/**
 * Takes a limit and any override away. What a project has of a kind goes on being counted, by the default of the
 * binding; any other quota is gone. Needs `can_set_quota` as {@link setQuota} does.
 */
export async function removeQuota(gate: GateContext, caller: Caller, id: string): Promise<Result<Quota>> {
	const quotas = await gate.store.read((tx) => tx.quotas.list(caller.tenant, gate.clock()));
	const quota = quotas.find((candidate) => candidate.id === id);
	if (quota === undefined) return unknownQuota(id);
	return changeQuota(gate, caller, quota, 'quota.removed', async (tx, was) => {
		if (was === null) return unknownQuota(id);
		if (!isStandingCount(was)) {
			await tx.quotas.remove(caller.tenant, id);
			return null;
		}
		if (was.limit === null && was.override === null) {
			return refused('QUOTA_UNKNOWN', `no limit is set by ${id}: the default of its binding holds`);
		}
		await tx.quotas.setLimit(caller.tenant, id, null);
		await tx.quotas.setOverride(caller.tenant, id, null);
		return null;
	});
}

/** Refuses a quota that does not exist. */
export function unknownQuota(id: string): Refused {
	return refused('QUOTA_UNKNOWN', `there is no quota ${id}; list those that there are, or set it`);
}

function isStandingCount({ id, project, kind }: QuotaAbout): boolean {
	return project !== null && kind !== null && standingCount(project, kind).id === id;
}

/** Changes one quota, which was not there before where it is `null`; answers a refusal where it cannot be done. */
type QuotaChange = (tx: Tx, was: Quota | null) => Promise<Refused | null>;

function changeQuota(
	gate: GateContext,
	caller: Caller,
	about: QuotaAbout,
	event: HistoryEvent,
	change: QuotaChange,
): Promise<Result<Quota>> {
	const { id, project } = about;
	return administer<{ readonly was: Quota; readonly is: Quota }>(gate, caller, {
		capability: 'can_set_quota',
		scope: project === null ? {} : { project },
		event,
		apply: async (tx, _held, now) => {
			if (project !== null && (await tx.projects.get(caller.tenant, project)) === null) return unknownProject(project);
			const was = await quotaIn(tx, caller, id, now);
			const fault = await change(tx, was);
			if (fault !== null) return fault;
			const is = await quotaIn(tx, caller, id, now);
			return ok({ was: was ?? noQuota(about), is: is ?? { ...noQuota(about), used: was?.used ?? 0 } });
		},
		detail: ({ was, is }) => ({
			...(project === null ? {} : { project }),
			body: { id, limit: is.limit, override: is.override, was: { limit: was.limit, override: was.override } },
		}),
		answer: ({ is }) => is,
	}).then((changed) => (changed.kind === 'ok' ? ok(changed.value.is) : changed));
}

async function makeQuota(gate: GateContext, tx: Tx, caller: Caller, about: QuotaAbout): Promise<Refused | null> {
	const counted = await countStanding(gate, tx, caller.tenant, about);
	if (counted.kind === 'refused') return counted;
	const { used, held } = counted.value;
	await tx.quotas.ensure(caller.tenant, about, used);
	for (const [session, amount] of held) {
		const reservation = { id: `${session}:${about.id}`, tenant: caller.tenant, quota: about.id, session, amount };
		await tx.quotas.reserve({ ...reservation, created_at: gate.clock() }, null);
	}
	return null;
}

async function quotaIn(tx: Tx, caller: Caller, id: string, now: number): Promise<Quota | null> {
	return (await tx.quotas.list(caller.tenant, now)).find((candidate) => candidate.id === id) ?? null;
}

function noQuota(about: QuotaAbout): Quota {
	const { id, owner, project, actor, kind, measure, per } = about;
	return {
		id,
		owner,
		project,
		actor,
		kind,
		measure,
		per,
		limit: null,
		override: null,
		window: null,
		used: 0,
		reserved: 0,
	};
}
