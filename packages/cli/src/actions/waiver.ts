import { type KeptWaiver, momentText, scopeText, type WaiverStanding, type WaiverView } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { given } from '../input/given.js';
import { asTyped, type TypedMoment } from '../input/typed-moment.js';
import { done } from '../output/done.js';
import { refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';
import { labelled } from '../render/labelled.js';
import { renderRows } from '../render/render-rows.js';
import { renderSession } from '../render/render-session.js';
import type { Style } from '../render/style.js';

/** Options of `portcullis waiver request`. */
export interface WaiverRequestOptions {
	readonly provider?: string;
	readonly project?: string;
	readonly environment?: string;
	readonly kind?: string;
	readonly resource?: string;
	readonly reason: string;
	readonly category: string;
	readonly owner: string;
	readonly until: TypedMoment;
}

/** Options of `portcullis waiver list`. */
export interface WaiverListOptions {
	readonly status?: readonly WaiverStanding[];
	readonly policy?: string;
	readonly project?: string;
}

/** Asks for a waiver: it waits in a session. */
export function requestWaiver(context: Context, policy: string, options: WaiverRequestOptions): Promise<Outcome> {
	const { provider, project, environment, kind, resource, until, reason, category, owner } = options;
	const scope = given({ provider, project, environment, kind, resource });
	const waiver = { policy, scope, reason, category, owner, expires_at: until.at };
	return withGate(context, { mode: 'write', parts: 'all' }, async ({ gate, caller }) => {
		const asked = await gate.waivers.request(caller, waiver);
		if (asked.kind === 'refused') {
			return refusal(asked, { problems: asTyped(asked.problems, 'expires_at', '--until', until) });
		}
		return done({ kind: 'session', view: asked.value }, (style) => renderSession(asked.value, style));
	});
}

/** Lists the waivers that the actor may see. */
export function listWaivers(context: Context, { status, policy, project }: WaiverListOptions): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const filter = {
			...(status === undefined ? {} : { standings: status }),
			...(policy === undefined ? {} : { policy }),
			...(project === undefined ? {} : { project }),
		};
		const listed = await gate.waivers.list(caller, filter);
		if (listed.kind === 'refused') return refusal(listed);
		const heading = ['waiver', 'status', 'policy', 'where', 'until', 'last used', 'owner', 'category', 'reason'];
		const notes = listed.value.length === 0 ? ['there are no such waivers'] : [];
		return done(
			{ kind: 'waivers', waivers: listed.value },
			(style) => renderRows(heading, listed.value.map(row), style),
			notes,
		);
	});
}

/** Shows one waiver. */
export function showWaiver(context: Context, id: string): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const shown = await gate.waivers.show(caller, id);
		if (shown.kind === 'refused') return refusal(shown);
		return done({ kind: 'waiver', ...shown.value }, (style) => text(shown.value, style));
	});
}

/** Revokes a waiver before its time. */
export function removeWaiver(context: Context, id: string): Promise<Outcome> {
	return withGate(context, { mode: 'write', parts: 'lookup' }, async ({ gate, caller }) => {
		const removed = await gate.waivers.remove(caller, id);
		if (removed.kind === 'refused') return refusal(removed);
		const { policy, scope } = removed.value;
		return done({ kind: 'waiver', waiver: removed.value, standing: 'removed' }, () =>
			harmless(`Revoked the waiver of ${policy}, ${scopeText(scope)} (waiver ${id}).`).concat('\n'),
		);
	});
}

function row({ waiver, standing }: WaiverView): string[] {
	const { id, policy, scope, expires_at, owner, category, reason } = waiver;
	return [id, standing, policy, scopeText(scope), momentText(expires_at), lastUsed(waiver), owner, category, reason];
}

function lastUsed({ last_used_at }: KeptWaiver): string {
	return last_used_at === null ? 'never' : momentText(last_used_at);
}

function text({ waiver, standing }: WaiverView, style: Style): string {
	const lines: readonly (readonly [string, string])[] = [
		['waiver', `${waiver.id} ${standing}`],
		['policy', waiver.policy],
		['where', scopeText(waiver.scope)],
		['until', momentText(waiver.expires_at)],
		['category', waiver.category],
		['reason', waiver.reason],
		['owner', waiver.owner],
		['asked by', waiver.requested_by],
		['approved', `by ${waiver.approved_by.join(', ')}, at ${momentText(waiver.created_at)}`],
		['last used', lastUsed(waiver)],
	];
	return `${lines.map(([label, value]) => labelled(label, harmless(value), style)).join('\n')}\n`;
}
