import { type Quota, quotaId, type ResourceKind } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';
import { renderRows } from '../render/render-rows.js';
import { momentText } from '../render/time-text.js';

/** Options of `portcullis quota override`. */
export interface QuotaOverrideOptions {
	/** Milliseconds since 1970. */
	readonly until: number;
	readonly reason: string;
}

/** Sets the standing limit of a project for a kind of resource. */
export function setQuota(context: Context, project: string, kind: string, limit: number): Promise<Outcome> {
	return withGate(context, { mode: 'write', parts: 'lookup' }, async ({ gate, caller }) => {
		const set = await gate.quotas.set(caller, { project, kind, limit });
		if (set.kind === 'refused') return refusal(set);
		return done({ kind: 'quota', change: 'set', quota: set.value }, () => `Set: ${sentence(set.value)}\n`);
	});
}

/** Sets another limit for a time. */
export function overrideQuota(
	context: Context,
	project: string,
	kind: string,
	limit: number,
	{ until, reason }: QuotaOverrideOptions,
): Promise<Outcome> {
	return withGate(context, { mode: 'write', parts: 'lookup' }, async ({ gate, caller }) => {
		const set = await gate.quotas.override(caller, { project, kind, limit, until, reason });
		if (set.kind === 'refused') return refusal(set);
		return done(
			{ kind: 'quota', change: 'overridden', quota: set.value },
			() => `Overridden: ${sentence(set.value)}, and ${limit} until ${momentText(until)}\n`,
		);
	});
}

/** Lists the quotas that the actor may see. */
export function listQuotas(context: Context, project: string | undefined): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const listed = await gate.quotas.list(caller, project);
		if (listed.kind === 'refused') return refusal(listed);
		const row = (quota: Quota): string[] => [
			quota.id,
			quota.project,
			quota.kind,
			quota.measure,
			String(quota.used),
			String(quota.reserved),
			quota.limit === null ? 'default' : String(quota.limit),
			overrideText(quota, context.io.clock()),
		];
		const heading = ['quota', 'project', 'kind', 'measure', 'used', 'reserved', 'limit', 'override'];
		const notes = listed.value.length === 0 ? ['there are no quotas yet: the defaults of the bindings hold'] : [];
		return done(
			{ kind: 'quotas', quotas: listed.value },
			(style) => renderRows(heading, listed.value.map(row), style),
			notes,
		);
	});
}

/** Takes a limit and its override away. */
export function removeQuota(context: Context, projectOrId: string, kind: ResourceKind | undefined): Promise<Outcome> {
	return withGate(context, { mode: 'write', parts: 'lookup' }, async ({ gate, caller }) => {
		const id = kind === undefined ? projectOrId : quotaId({ project: projectOrId, kind, measure: 'count' });
		const removed = await gate.quotas.remove(caller, id);
		if (removed.kind === 'refused') return refusal(removed);
		return done(
			{ kind: 'quota', change: 'removed', quota: removed.value },
			() => `Removed: ${sentence(removed.value)}\n`,
		);
	});
}

function sentence({ project, kind, limit, used }: Quota): string {
	const most = limit === null ? 'the default of the binding holds' : `at most ${limit}`;
	return harmless(`project ${project}, ${kind}: ${most}; ${used} stand`);
}

function overrideText({ override }: Quota, now: number): string {
	if (override === null) return '';
	const ended = override.until <= now ? ' (ended)' : '';
	return `${override.limit} until ${momentText(override.until)}${ended} by ${override.by}: ${override.reason}`;
}
