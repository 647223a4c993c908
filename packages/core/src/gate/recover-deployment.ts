import type { Session } from '../model/session.js';
import type { GateContext } from './gate-context.js';
import { settleFailed } from './settle.js';

/** How long a deployment may take to be written, in milliseconds, before it counts as left behind: 5 minutes. */
export const deployLease = 5 * 60 * 1000;

/**
 * Ends deployments that began longer ago than the lease and were never settled: the process that wrote them is gone.
 * They are not run again; the project's document is written from what stands, so that it holds nothing of them.
 */
export async function recoverDeployment(gate: GateContext): Promise<Session[]> {
	const left = await gate.store.read(async (tx) => {
		const tenants = await tx.tenants.list();
		const sessions = await Promise.all(
			tenants.map(({ id }) => tx.sessions.list({ tenant: id, statuses: ['deploying'], limit: 1000 })),
		);
		return sessions.flat().filter(({ deploying_since }) => gate.clock() - (deploying_since ?? 0) >= deployLease);
	});
	const recovered: Session[] = [];
	for (const session of left) {
		const found = await gate.store.read(async (tx) => ({
			project: await tx.projects.get(session.tenant, session.project),
			standing: await tx.resources.list(session.tenant, session.project),
		}));
		if (found.project !== null) {
			const resources = found.standing.map(({ resource }) => resource);
			await gate.providerOf(found.project.provider).write(found.project, resources, gate.terraformRoot);
		}
		const reason = 'the process that wrote it ended before it was done; make the request again';
		const failed = await gate.store.write((tx) => settleFailed(tx, session, null, reason, gate.clock()));
		if (failed !== null) recovered.push(failed);
	}
	return recovered;
}
