import { assess } from '../engine/assess.js';
import { movesOf } from '../engine/moves-of.js';
import { type Move, requestedOf } from '../engine/requested-of.js';
import type { Deployment } from '../model/deployment.js';
import { type QuotaAbout, quotaMeasures } from '../model/quota.js';
import type { Amounts } from '../model/resource-use.js';
import { ok, type Result } from '../model/result.js';
import type { StandingResource } from '../model/session.js';
import type { Tx } from '../store/store.js';
import { amountUnknown } from './amount-unknown.js';
import { deploymentOf } from './deployment-of.js';
import type { GateContext } from './gate-context.js';
import { useOf } from './use-of.js';

/** What a quota that did not exist until now would have counted. */
export interface Counted {
	/** What stands. */
	readonly used: number;
	/** What deployments that are being written take, by session. */
	readonly held: ReadonlyMap<string, number>;
}

/**
 * Counts what a new quota finds: what stands, as it was counted when it was deployed, and what is being deployed. A
 * quota that counts per window begins with nothing.
 *
 * What was not known when a resource was deployed is looked up once more, and kept with it.
 *
 * @returns `QUOTA_AMOUNT_UNKNOWN` where something cannot be counted: it would count for nothing
 */
export async function countStanding(
	gate: GateContext,
	tx: Tx,
	tenant: string,
	quota: QuotaAbout,
): Promise<Result<Counted>> {
	const held = new Map<string, number>();
	if (quota.per !== null) return ok({ used: 0, held });
	let used = 0;
	const standing = await tx.resources.list(tenant, quota.project ?? undefined);
	for (const resource of standing) {
		if (quota.kind !== null && quota.kind !== resource.resource.kind) continue;
		if (quota.actor !== null && quota.actor !== useOf(resource).actor) continue;
		const amount = useOf(resource).amounts[quota.measure] ?? (await measureAnew(gate, tx, resource))[quota.measure];
		if (amount === null) return amountUnknown(quota, `${resource.address} of project ${resource.project}`);
		used += amount;
	}
	const scope = quota.project === null ? { tenant } : { tenant, project: quota.project };
	for (const found of await tx.sessions.list({ ...scope, statuses: ['deploying'] })) {
		const session = deploymentOf(found);
		if (session === null) continue;
		const after = new Map(session.decision.uses.map((use) => [use.resource, use]));
		const before = new Map(
			standing.filter(({ project }) => project === session.project).map((one) => [one.address, useOf(one)]),
		);
		const moves = session.deployment.changes.map(
			(change): Move => ({
				change,
				before: before.get(change.address) ?? null,
				after: after.get(change.address) ?? null,
			}),
		);
		const amount = requestedOf(quota, moves, session.actor);
		if (amount === null) return amountUnknown(quota, `what session ${session.id} deploys`);
		if (amount !== undefined) held.set(session.id, amount);
	}
	return ok({ used, held });
}

async function measureAnew(gate: GateContext, tx: Tx, standing: StandingResource): Promise<Amounts> {
	const { tenant, project, address, resource } = standing;
	const { actor, amounts } = useOf(standing);
	const provider = (await tx.projects.get(tenant, project))?.provider;
	if (provider === undefined) return amounts;
	const changes = [{ address, before: null, after: resource }];
	const deployment: Deployment = { action: 'create', project, reason: null, changes };
	const [move] = movesOf(deployment.changes, assess(deployment, provider, gate.catalogueOf(tenant)), [], actor);
	const found = move?.after?.amounts ?? amounts;
	// Only what is missing: what was counted once is given back as it was counted.
	const known = Object.fromEntries(quotaMeasures.map((of) => [of, amounts[of] ?? found[of]])) as Amounts;
	await tx.resources.put({ ...standing, use: { actor, amounts: known } });
	return known;
}
