import type { DeploymentSession } from '../model/session.js';
import type { Lease, Tx } from '../store/store.js';
import type { GateContext } from './gate-context.js';
import { onceMore } from './once-more.js';

/** How long a project's document may be in one hand without a sign, in milliseconds, before it counts as left behind: 5 minutes. */
export const deployLease = 5 * 60 * 1000;

/** A project whose document is in this process's hand, as long as the token is in the store. */
export interface HeldProject {
	readonly tenant: string;
	readonly project: string;
	readonly token: string;
}

/** A deployment in this process's hand. */
export interface HeldDeployment extends HeldProject {
	readonly session: DeploymentSession;
}

/** Whether whoever has it has given no sign for so long that they must be gone. */
export function leaseRanOut({ expires_at }: Lease, now: number): boolean {
	return now >= expires_at;
}

/** The lease that this process wants. */
export function newLease(
	gate: GateContext,
	{ tenant, project, token }: HeldProject,
	session: string | null,
	now: number,
): Lease {
	return { tenant, project, session, holder: gate.holder, token, taken_at: now, expires_at: now + deployLease };
}

/** Whether the document is still in this hand: who was too slow, and had it taken over, may not settle any more. */
export async function isHeld(tx: Tx, { tenant, project, token }: HeldProject): Promise<boolean> {
	return (await tx.leases.get(tenant, project))?.token === token;
}

/**
 * Prolongs the lease; `false` where somebody has taken over. Asked right before the document is put in its place: from
 * then on nobody takes over for as long as a lease is.
 */
export function prolong(gate: GateContext, { tenant, project, token }: HeldProject): Promise<boolean> {
	return onceMore(() =>
		gate.store.write((tx) => {
			const expires_at = gate.clock() + deployLease;
			return tx.leases.change(tenant, project, token, { expires_at });
		}),
	);
}

/** Takes a project over from whoever had it until now; `null` where it changed hands, or was given back, before. */
export async function takeOver(gate: GateContext, tx: Tx, lease: Lease): Promise<HeldProject | null> {
	const { tenant, project } = lease;
	const token = gate.newId();
	const to = { token, holder: gate.holder, expires_at: gate.clock() + deployLease };
	return (await tx.leases.change(tenant, project, lease.token, to)) ? { tenant, project, token } : null;
}
