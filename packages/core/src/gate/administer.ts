import type { PermissionScope } from '../engine/effective-permissions.js';
import type { Capability } from '../model/capability.js';
import type { HistoryEvent } from '../model/history-event.js';
import { ok, type Result } from '../model/result.js';
import type { Tx } from '../store/store.js';
import { type Asking, keepAnswer } from './asked-once.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { type NoteDetail, note } from './note.js';
import { type HeldPermissions, missingCapability, permissionsIn, permissionsInAllOf } from './permissions-in.js';
import { unknownTenant } from './unknown.js';

/** A change to what decides, and what it needs. */
export interface Change<Value> {
	readonly capability: Capability;
	/** Where the capability must be held. */
	readonly scope: PermissionScope;
	/** An actor or a role that may make it without the capability. */
	readonly owner?: string;
	/** What the history calls it. */
	readonly event: HistoryEvent;
	/** Carries it out; a refusal undoes nothing, since it changes nothing. */
	readonly apply: (tx: Tx, held: HeldPermissions, now: number) => Promise<Result<Value>>;
	/** What the history says of it. */
	readonly detail: (value: Value) => NoteDetail;
	/** What the caller is told of it, where that is not the value itself: it is kept, to answer a repeated call. */
	readonly answer?: (value: Value) => unknown;
}

/**
 * Carries out a change to grants, roles, bindings, projects or limits: the one way to do it. Capability, change, history
 * and `facts_version` are one transaction.
 */
export function administer<Value>(gate: GateContext, caller: Asking, change: Change<Value>): Promise<Result<Value>> {
	return gate.store.write(async (tx) => {
		if ((await tx.tenants.get(caller.tenant)) === null) return unknownTenant(caller.tenant);
		const now = gate.clock();
		const result = await administerIn(tx, caller, change, now);
		if (result.kind === 'refused') return result;
		const { answer = (value) => value } = change;
		await keepAnswer(tx, caller, { kind: 'value', value: answer(result.value) }, now);
		return result;
	});
}

/**
 * Carries out a change within a transaction. Where it waited for people, the caller is who asked for it: what it takes
 * must be held at the moment of the change.
 */
export async function administerIn<Value>(
	tx: Tx,
	caller: Caller,
	change: Change<Value>,
	now: number,
): Promise<Result<Value>> {
	const held = await heldFor(tx, caller, change, now);
	if (held.kind === 'refused') return held;
	const result = await change.apply(tx, held.value, now);
	if (result.kind === 'refused') return result;
	await tx.tenants.raiseFactsVersion(caller.tenant);
	await note(tx, caller, now, change.event, change.detail(result.value));
	return result;
}

/** What a caller holds where a change is made, or the refusal of one who may not make it. */
export async function heldFor(
	tx: Tx,
	caller: Caller,
	{ capability, scope, owner }: Pick<Change<unknown>, 'capability' | 'scope' | 'owner'>,
	now: number,
): Promise<Result<HeldPermissions>> {
	// Of grants their own rules say what who is kept from something may still give: no tenant is to shut itself out.
	const read = capability === 'can_grant' ? permissionsIn : permissionsInAllOf;
	const held = await read(tx, caller, scope, now);
	if (owner !== undefined && (owner === caller.actor.id || held.roles.includes(owner))) return ok(held);
	return missingCapability(held, caller, capability) ?? ok(held);
}
