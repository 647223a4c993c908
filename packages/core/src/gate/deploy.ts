import type { WrittenDocument } from '../contracts/provider.js';
import { PortcullisError } from '../model/portcullis-error.js';
import type { Project } from '../model/project.js';
import { ok, type Result, refused } from '../model/result.js';
import type { Session, StandingResource } from '../model/session.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { settleCompleted, settleFailed } from './settle.js';

/**
 * Carries out a session that has just moved to `deploying`: writes the project's document, then settles. Whatever goes
 * wrong, the session ends as `failed` and what it held of quotas is given back.
 */
export async function deploy(
	gate: GateContext,
	caller: Caller,
	session: Session,
	project: Project,
): Promise<Result<Session>> {
	let written: WrittenDocument;
	try {
		const standing = await gate.store.read((tx) => tx.resources.list(session.tenant, session.project));
		const desired = desiredAfter(standing, session);
		written = await gate.providerOf(project.provider).write(project, desired, gate.terraformRoot);
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		await gate.store.write((tx) => settleFailed(tx, session, caller, reason, gate.clock()));
		if (!(cause instanceof PortcullisError)) throw cause;
		return refused('DEPLOYMENT_FAILED', `nothing was deployed: ${reason}`);
	}
	return ok(await gate.store.write((tx) => settleCompleted(tx, session, caller, written, gate.clock())));
}

function desiredAfter(standing: readonly StandingResource[], session: Session): StandingResource['resource'][] {
	const desired = new Map(standing.map(({ address, resource }) => [address, resource]));
	for (const { address, after } of session.deployment.changes) {
		if (after === null) desired.delete(address);
		else desired.set(address, after);
	}
	return [...desired.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, resource]) => resource);
}
