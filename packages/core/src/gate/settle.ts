import { basename, dirname } from 'node:path';
import type { WrittenDocument } from '../contracts/provider.js';
import { subjectOf } from '../model/deployment.js';
import type { ResourceUse } from '../model/resource-use.js';
import type { DeploymentSession, StandingResource } from '../model/session.js';
import type { Tx } from '../store/store.js';
import { deploymentOf } from './deployment-of.js';
import type { Caller } from './gate-options.js';
import { type HeldDeployment, isHeld } from './lease.js';
import { note, portcullisIn } from './note.js';

/**
 * Ends a deployment whose document is in place: its resources stand, what it reserved is used. `null`, and nothing
 * changed, where it is not in this hand any more.
 */
export async function settleCompleted(
	tx: Tx,
	held: HeldDeployment,
	caller: Caller,
	document: WrittenDocument,
	now: number,
): Promise<DeploymentSession | null> {
	const { session } = held;
	if (!(await isHeld(tx, held))) return null;
	const patch = { closed_at: now, document };
	const moved = deploymentOf(await tx.sessions.move(session.tenant, session.id, 'deploying', 'completed', patch));
	if (moved === null) return null;
	const costs = new Map(session.decision.cost.resources.map((cost) => [cost.resource, cost]));
	const uses = new Map(session.decision.uses.map((use) => [use.resource, use]));
	const standing = await tx.resources.list(session.tenant, session.project);
	for (const change of session.deployment.changes) {
		const entry = { tenant: session.tenant, project: session.project, address: change.address, at: now };
		if (change.after === null) {
			await tx.resources.remove(session.tenant, session.project, change.address);
			await tx.ledger.enter({ ...entry, cost: null });
			continue;
		}
		const cost = costs.get(change.address);
		const before = standing.find(({ address }) => address === change.address);
		await tx.resources.put({
			tenant: session.tenant,
			project: session.project,
			address: change.address,
			resource: subjectOf(change),
			status: 'written',
			hourly_micros: cost?.hourly_micros ?? 0,
			cost_complete: cost?.complete ?? false,
			use: useKept(uses.get(change.address)),
			deployed_by: session.actor,
			session: session.id,
			created_at: before?.created_at ?? now,
			updated_at: now,
		});
		await tx.ledger.enter({ ...entry, cost: cost ?? unpriced });
	}
	await tx.quotas.settle(session.tenant, session.id, 'used');
	await giveBack(tx, held, document, now);
	await note(tx, caller, now, 'deployment.completed', {
		project: session.project,
		session: session.id,
		body: {
			resources: session.deployment.changes.map((change) => change.address),
			document: { ...document, path: inProject(document.path) },
		},
	});
	return moved;
}

// A decision prices each of its changes; one that did not would leave the price unknown, and not 0.
const unpriced = { hourly_micros: 0, complete: false };

function useKept(use: ResourceUse | undefined): StandingResource['use'] {
	return use === undefined ? null : { actor: use.actor, amounts: use.amounts };
}

// The history is kept for good and shown to many: where the folder lies on this machine is nothing to them.
function inProject(path: string): string {
	return `${basename(dirname(path))}/${basename(path)}`;
}

/** A deployment that came to nothing. */
export interface Failed {
	readonly session: DeploymentSession;
	/** How many reservations were given back. */
	readonly released: number;
}

/** Ends a deployment that came to nothing: what it reserved is given back. `null` where it was settled or taken over before. */
export async function settleFailed(
	tx: Tx,
	held: HeldDeployment,
	caller: Caller | null,
	{ reason, document }: { readonly reason: string; readonly document: WrittenDocument | null },
	now: number,
): Promise<Failed | null> {
	const { session } = held;
	if (!(await isHeld(tx, held))) return null;
	const patch = { status_reason: reason, closed_at: now };
	const moved = deploymentOf(await tx.sessions.move(session.tenant, session.id, 'deploying', 'failed', patch));
	if (moved === null) return null;
	const released = await tx.quotas.settle(session.tenant, session.id, 'released');
	await giveBack(tx, held, document, now);
	await note(tx, caller ?? portcullisIn(session.tenant), now, 'deployment.failed', {
		project: session.project,
		session: session.id,
		body: { reason },
	});
	return { session: moved, released };
}

// The project is free again, and what document it has is known: both in the transaction that ends the deployment.
async function giveBack(
	tx: Tx,
	{ tenant, project, token, session }: HeldDeployment,
	document: WrittenDocument | null,
	now: number,
): Promise<void> {
	await tx.leases.release(tenant, project, token);
	if (document === null) return;
	await tx.documents.put({ tenant, project, digest: document.digest, session: session.id, written_at: now });
}
