import type { z } from 'zod';
import { problem } from '../model/problem.js';
import { type Quota, type QuotaRequest, quotaId, quotaOverrideSchema, quotaRequestSchema } from '../model/quota.js';
import { ok, type Refused, type Result, refused } from '../model/result.js';
import type { Tx } from '../store/store.js';
import { administer } from './administer.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { parseInput } from './parse-input.js';
import { unknownProject } from './read-facts.js';

/** Sets the standing limit of a quota. Needs `can_set_quota` in the project. */
export async function setQuota(
	gate: GateContext,
	caller: Caller,
	given: QuotaRequest | unknown,
): Promise<Result<Quota>> {
	const parsed = parseInput(quotaRequestSchema, given, 'the quota');
	if (parsed.kind === 'refused') return parsed;
	const { limit, ...about } = parsed.value;
	return changeQuota(gate, caller, about, 'quota.set', async (tx, was) => {
		await tx.quotas.ensure(caller.tenant, was);
		await tx.quotas.setLimit(caller.tenant, was.id, limit);
		return null;
	});
}

const overrideRequestSchema = quotaRequestSchema.extend(quotaOverrideSchema.omit({ by: true, limit: true }).shape);

/** What a person gives to raise (or lower) a limit for a time. */
export type QuotaOverrideRequest = z.input<typeof overrideRequestSchema>;

/** Sets another limit until a moment. Needs `can_set_quota` in the project. */
export async function overrideQuota(
	gate: GateContext,
	caller: Caller,
	given: QuotaOverrideRequest | unknown,
): Promise<Result<Quota>> {
	const parsed = parseInput(overrideRequestSchema, given, 'the override');
	if (parsed.kind === 'refused') return parsed;
	const { limit, until, reason, ...about } = parsed.value;
	if (until <= gate.clock()) {
		const past = problem(['until'], 'must be in the future', until);
		return refused('INPUT_INVALID', 'the override would have ended already', [past]);
	}
	const override = { limit, until, reason, by: caller.actor.id };
	return changeQuota(gate, caller, about, 'quota.overridden', async (tx, was) => {
		await tx.quotas.ensure(caller.tenant, was);
		await tx.quotas.setOverride(caller.tenant, was.id, override);
		return null;
	});
}

/** Takes the standing limit and any override away: the default of the binding holds again. Needs `can_set_quota`. */
export async function removeQuota(gate: GateContext, caller: Caller, id: string): Promise<Result<Quota>> {
	const quotas = await gate.store.read((tx) => tx.quotas.list(caller.tenant));
	const quota = quotas.find((candidate) => candidate.id === id);
	if (quota === undefined) return refused('QUOTA_UNKNOWN', `there is no quota ${id}`);
	return changeQuota(gate, caller, quota, 'quota.removed', async (tx, was) => {
		if (was.limit === null && was.override === null) {
			return refused('QUOTA_UNKNOWN', `no limit is set by ${id}: the default of its binding holds`);
		}
		await tx.quotas.setLimit(caller.tenant, id, null);
		await tx.quotas.setOverride(caller.tenant, id, null);
		return null;
	});
}

type About = Pick<Quota, 'project' | 'kind' | 'measure'>;

/** Changes one quota; answers a refusal where it cannot be done. */
type QuotaChange = (tx: Tx, was: Quota) => Promise<Refused | null>;

function changeQuota(
	gate: GateContext,
	caller: Caller,
	{ project, kind, measure }: About,
	event: string,
	change: QuotaChange,
): Promise<Result<Quota>> {
	const id = quotaId({ project, kind, measure });
	return administer<{ readonly was: Quota; readonly is: Quota }>(gate, caller, {
		capability: 'can_set_quota',
		scope: { project },
		event,
		apply: async (tx) => {
			if ((await tx.projects.get(caller.tenant, project)) === null) return unknownProject(project);
			const was = (await quotaIn(tx, caller, project, id)) ?? noQuota({ id, project, kind, measure });
			const fault = await change(tx, was);
			if (fault !== null) return fault;
			return ok({ was, is: (await quotaIn(tx, caller, project, id)) ?? was });
		},
		detail: ({ was, is }) => ({
			project,
			body: { id, limit: is.limit, override: is.override, was: { limit: was.limit, override: was.override } },
		}),
	}).then((changed) => (changed.kind === 'ok' ? ok(changed.value.is) : changed));
}

async function quotaIn(tx: Tx, caller: Caller, project: string, id: string): Promise<Quota | undefined> {
	return (await tx.quotas.list(caller.tenant, project)).find((candidate) => candidate.id === id);
}

function noQuota(about: Pick<Quota, 'id' | 'project' | 'kind' | 'measure'>): Quota {
	return { ...about, limit: null, override: null, used: 0, reserved: 0 };
}
