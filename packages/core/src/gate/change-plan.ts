import { ok, type Refused } from '../model/result.js';
import type { Tx } from '../store/store.js';
import { type Change, heldFor } from './administer.js';
import type { Caller } from './gate-options.js';
import type { HeldPermissions } from './permissions-in.js';

/**
 * A change that may have to wait for people: whether it could be made, apart from making it. It is looked at when it is
 * asked for, and again when it is made.
 */
export interface ChangePlan extends Pick<Change<unknown>, 'capability' | 'scope' | 'event'> {
	/** What it is about: a newer change of the same by the same actor takes the place of one that waits. */
	readonly target: string;
	/** Why it could not be made now; `null` where it could. */
	readonly check: (tx: Tx, held: HeldPermissions, now: number) => Promise<Refused | null>;
	/** Makes it, right after `check` found nothing. */
	readonly apply: (tx: Tx, now: number, approvers: readonly string[]) => Promise<void>;
	/** What the history says of it. */
	readonly body: Readonly<Record<string, unknown>>;
}

/** Why somebody could not make a change now; `null` where they could. */
export async function planFault(tx: Tx, caller: Caller, plan: ChangePlan, now: number): Promise<Refused | null> {
	const held = await heldFor(tx, caller, plan, now);
	return held.kind === 'refused' ? held : plan.check(tx, held.value, now);
}

/**
 * The change of a plan, to be carried out.
 *
 * @param value what it answers
 * @param waited in which session it waited, and whose approvals counted there; `null` where it did not wait
 */
export function changeOf<Value>(
	plan: ChangePlan,
	value: Value,
	waited: { readonly session: string; readonly approvers: readonly string[] } | null,
): Change<Value> {
	const { capability, scope, event, check, apply, body } = plan;
	return {
		capability,
		scope,
		event,
		apply: async (tx, held, now) => {
			const fault = await check(tx, held, now);
			if (fault !== null) return fault;
			await apply(tx, now, waited?.approvers ?? []);
			return ok(value);
		},
		detail: () => ({ project: scope.project ?? null, ...(waited === null ? {} : { session: waited.session }), body }),
	};
}
