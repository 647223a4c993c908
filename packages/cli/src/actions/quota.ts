import {
	en,
	measureWords,
	momentText,
	presentQuota,
	type Quota,
	quotaAbout,
	type ResourceKind,
	resourceKinds,
	valueText,
} from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { parseLimit, parseQuota, type QuotaWords, quotaWords } from '../input/parse-quota.js';
import { asTyped, type TypedMoment } from '../input/typed-moment.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';
import { labelled } from '../render/labelled.js';
import { renderRows } from '../render/render-rows.js';
import type { Style } from '../render/style.js';

/** Options that name a quota beside its owner and kind. */
export type QuotaOptions = QuotaWords;

/** Options of `portcullis quota override`. */
export interface QuotaOverrideOptions extends QuotaOptions {
	readonly until: TypedMoment;
	readonly reason: string;
}

type Kind = ResourceKind | 'all';

/** Sets the standing limit of a quota. */
export function setQuota(
	context: Context,
	owner: string,
	kind: Kind,
	text: string,
	options: QuotaOptions,
): Promise<Outcome> {
	return withLimit(text, kind, options, (limit) =>
		withGate(context, { mode: 'write', parts: 'all' }, async ({ gate, caller }) => {
			const set = await gate.quotas.set(caller, { ...parseQuota(owner, kind, options), limit });
			if (set.kind === 'refused') return refusal(set);
			return done({ kind: 'quota', change: 'set', quota: set.value }, () => `Set: ${sentence(set.value)}\n`);
		}),
	);
}

/** Sets another limit for a time. */
export function overrideQuota(
	context: Context,
	owner: string,
	kind: Kind,
	text: string,
	{ until, reason, ...options }: QuotaOverrideOptions,
): Promise<Outcome> {
	return withLimit(text, kind, options, (limit) =>
		withGate(context, { mode: 'write', parts: 'all' }, async ({ gate, caller }) => {
			const reference = parseQuota(owner, kind, options);
			const set = await gate.quotas.override(caller, { ...reference, limit, until: until.at, reason });
			if (set.kind === 'refused') {
				return refusal(set, { problems: asTyped(set.problems, 'until', '--until', until) });
			}
			const { measure } = set.value;
			return done(
				{ kind: 'quota', change: 'overridden', quota: set.value },
				() => `Overridden: ${sentence(set.value)}, and ${valueText(limit, [measure])} until ${momentText(until.at)}\n`,
			);
		}),
	);
}

/** Lists the quotas that the actor may see. */
export function listQuotas(context: Context, project: string | undefined): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const listed = await gate.quotas.list(caller, project);
		if (listed.kind === 'refused') return refusal(listed);
		const heading = ['quota', 'of', 'used', 'held', 'limit', 'window ends', 'override'];
		const notes = listed.value.length === 0 ? ['there are no quotas yet: the defaults of the bindings hold'] : [];
		return done(
			{ kind: 'quotas', quotas: listed.value },
			(style) =>
				renderRows(
					heading,
					listed.value.map((quota) => row(quota, context.io.clock())),
					style,
				),
			notes,
		);
	});
}

/** Shows one quota. */
export function showQuota(
	context: Context,
	ownerOrId: string,
	kind: Kind | undefined,
	options: QuotaOptions,
): Promise<Outcome> {
	const wrong = kindMissing(ownerOrId, kind);
	if (wrong !== null) return Promise.resolve(wrong);
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const shown = await gate.quotas.show(caller, idOf(ownerOrId, kind, options));
		if (shown.kind === 'refused') return refusal(shown);
		return done({ kind: 'quota_status', ...shown.value }, (style) =>
			statusText(shown.value.quota, context.io.clock(), style),
		);
	});
}

/** Takes a limit and its override away. */
export function removeQuota(
	context: Context,
	ownerOrId: string,
	kind: Kind | undefined,
	options: QuotaOptions,
): Promise<Outcome> {
	const wrong = kindMissing(ownerOrId, kind);
	if (wrong !== null) return Promise.resolve(wrong);
	return withGate(context, { mode: 'write', parts: 'lookup' }, async ({ gate, caller }) => {
		const removed = await gate.quotas.remove(caller, idOf(ownerOrId, kind, options));
		if (removed.kind === 'refused') return refusal(removed);
		return done(
			{ kind: 'quota', change: 'removed', quota: removed.value },
			() => `Removed: ${sentence(removed.value)}\n`,
		);
	});
}

/** Sets the time zone of the windows. */
export function setTimeZone(context: Context, zone: string): Promise<Outcome> {
	return withGate(context, { mode: 'write', parts: 'lookup' }, async ({ gate, caller }) => {
		const set = await gate.setTimeZone(caller, zone);
		if (set.kind === 'refused') return refusal(set);
		return done(
			{ kind: 'time_zone', time_zone: zone },
			() => `Set: days, weeks and months of quotas begin by the clock of ${harmless(zone)}.\n`,
		);
	});
}

async function withLimit(
	text: string,
	kind: Kind,
	{ measure }: QuotaOptions,
	act: (limit: number) => Promise<Outcome>,
): Promise<Outcome> {
	if (kind === 'all' && measure === 'count') return ofOneKind();
	const limit = parseLimit(measure, text);
	if (limit.kind === 'understood') return act(limit.value);
	const problems = limit.problems.map((found) => ({ ...found, path: ['limit'] }));
	return failure({ code: 'INPUT_INVALID', message: 'the limit cannot be understood', problems });
}

// Resources of unlike kinds do not add up to a number that says anything.
function ofOneKind(): Outcome {
	const message = `must be one of ${resourceKinds.join(', ')} where resources are counted`;
	return failure({
		code: 'INPUT_INVALID',
		message: 'the quota cannot be understood',
		hint: `for all kinds, say what is counted instead: --measure ${Object.keys(measureWords).slice(1).join(', ')}`,
		problems: [{ kind: 'problem', path: ['kind'], message, received: 'all' }],
	});
}

// An id has its kind or its measure behind the owner; an owner alone names no quota.
function kindMissing(ownerOrId: string, kind: Kind | undefined): Outcome | null {
	if (kind !== undefined || !/^(?:[^:]*|(?:project|actor):[^:]*)$/.test(ownerOrId)) return null;
	return failure({
		code: 'USAGE_INVALID',
		message: `a kind is missing behind the owner ${ownerOrId}: one of ${resourceKinds.join(', ')}, or all with --measure`,
		hint: 'portcullis quota list shows the ids of those that there are',
	});
}

function idOf(ownerOrId: string, kind: Kind | undefined, options: QuotaOptions): string {
	return kind === undefined ? ownerOrId : quotaAbout(parseQuota(ownerOrId, kind, options)).id;
}

function sentence(quota: Quota): string {
	const { limit, measure, per, used } = quota;
	const shown = (value: number) => valueText(value, [measure]);
	const most = limit === null ? 'no limit of its own' : `at most ${shown(limit)}`;
	return harmless(`${quotaWords(quota)}: ${most}; ${shown(used)} ${per === null ? 'in use' : `in this ${per}`}`);
}

function row(quota: Quota, now: number): string[] {
	const { id, used, held, standing_limit, window_ends, override } = presentQuota(quota, now);
	return [id, quotaWords(quota), used, held, standing_limit ?? 'default', window_ends ?? '', override ?? ''];
}

function statusText(quota: Quota, now: number, style: Style): string {
	const { id, label, used, held, limit, left, window_ends, override } = presentQuota(quota, now);
	const lines = [
		labelled('quota', harmless(id), style),
		labelled('what', harmless(label), style),
		labelled('used', used, style),
		labelled('held', `${held} by deployments under way`, style),
		labelled('limit', limit ?? en.noLimit, style),
		...(left === null ? [] : [labelled('left', left, style)]),
		...(window_ends === null ? [] : [labelled('window', `ends ${window_ends}`, style)]),
		...(override === null ? [] : [labelled('override', harmless(override), style)]),
	];
	return `${lines.join('\n')}\n`;
}
