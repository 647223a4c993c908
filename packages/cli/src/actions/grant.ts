import { type AnyGrant, holderOf, isGroupGrant, momentText, refused, scopeText } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { asTyped, type TypedMoment } from '../input/typed-moment.js';
import { done } from '../output/done.js';
import { refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';
import { labelledLines } from '../render/labelled-lines.js';
import { renderRows } from '../render/render-rows.js';

/** Options of `portcullis grant add`. */
export interface GrantAddOptions {
	readonly group?: string;
	readonly role: string;
	readonly provider?: string;
	readonly project?: string;
	readonly plus?: readonly string[];
	readonly minus?: readonly string[];
	readonly maxVmSize?: string;
	readonly expires?: TypedMoment;
}

/** Gives an actor, or all who belong to a group, a role. Which of the two it has to be is the gate's to say. */
export function addGrant(context: Context, actor: string | undefined, options: GrantAddOptions): Promise<Outcome> {
	const { maxVmSize, expires, ...rest } = options;
	const grant = {
		...(actor === undefined ? {} : { actor }),
		...rest,
		...(maxVmSize === undefined ? {} : { max_vm_size: maxVmSize }),
		...(expires === undefined ? {} : { expires_at: expires.at }),
	};
	return withGate(context, { mode: 'write', parts: 'lookup' }, async ({ gate, caller }) => {
		const added = await gate.grants.add(caller, grant);
		if (added.kind === 'refused') {
			return refusal(added, { problems: asTyped(added.problems, 'expires_at', '--expires', expires) });
		}
		return done({ kind: 'grant', change: 'added', grant: added.value }, () => `Granted ${sentence(added.value)}\n`);
	});
}

/** Lists the grants that the actor may see. */
export function listGrants(context: Context): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const listed = await gate.grants.list(caller);
		if (listed.kind === 'refused') return refusal(listed);
		const now = context.io.clock();
		const row = (grant: AnyGrant): string[] => [
			grant.id,
			holderOf(grant),
			grant.role,
			placeOf(grant),
			[...grant.plus.map((name) => `+${name}`), ...minusOf(grant).map((name) => `-${name}`)].join(' '),
			grant.max_vm_size ?? '',
			expiryOf(grant, now),
		];
		const heading = ['grant', 'actor', 'role', 'where', 'plus and minus', 'largest vm', 'until'];
		return done({ kind: 'grants', grants: listed.value }, (style) => renderRows(heading, listed.value.map(row), style));
	});
}

/** Shows one grant. */
export function showGrant(context: Context, id: string): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const listed = await gate.grants.list(caller);
		if (listed.kind === 'refused') return refusal(listed);
		const grant = listed.value.find((candidate) => candidate.id === id);
		if (grant === undefined) return refusal(refused('GRANT_UNKNOWN', `there is no grant ${id} that you may see`));
		const lines = [
			['grant', grant.id],
			[isGroupGrant(grant) ? 'group' : 'actor', isGroupGrant(grant) ? grant.group : grant.actor],
			['role', grant.role],
			['where', placeOf(grant)],
			['plus', grant.plus.join(', ')],
			['minus', minusOf(grant).join(', ')],
			['largest vm', grant.max_vm_size ?? ''],
			['until', expiryOf(grant, context.io.clock())],
		] as const;
		const given = lines.filter(([, text]) => text !== '');
		return done({ kind: 'grant', grant }, (style) => labelledLines(given, style));
	});
}

/** Takes a grant back. */
export function removeGrant(context: Context, id: string): Promise<Outcome> {
	return withGate(context, { mode: 'write', parts: 'lookup' }, async ({ gate, caller }) => {
		const removed = await gate.grants.remove(caller, id);
		if (removed.kind === 'refused') return refusal(removed);
		return done(
			{ kind: 'grant', change: 'removed', grant: removed.value },
			() => `Took back ${sentence(removed.value)}\n`,
		);
	});
}

function sentence(grant: AnyGrant): string {
	const until = grant.expires_at === undefined ? '' : ` until ${momentText(grant.expires_at)}`;
	return harmless(`${grant.role} to ${holderOf(grant)}, ${placeOf(grant)}${until} (grant ${grant.id}).`);
}

function minusOf(grant: AnyGrant): readonly string[] {
	return isGroupGrant(grant) ? [] : grant.minus;
}

function placeOf({ provider, project }: AnyGrant): string {
	return scopeText({ provider, project });
}

function expiryOf({ expires_at }: AnyGrant, now: number): string {
	if (expires_at === undefined) return '';
	return `${momentText(expires_at)}${expires_at <= now ? ' (ended)' : ''}`;
}
