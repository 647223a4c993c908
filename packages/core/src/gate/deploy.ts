import type { WrittenDocument } from '../contracts/provider.js';
import { PortcullisError } from '../model/portcullis-error.js';
import type { Project } from '../model/project.js';
import { ok, type Result, refused } from '../model/result.js';
import type { DeploymentSession, StandingResource } from '../model/session.js';
import { abandon } from './abandon.js';
import { checkDocument } from './check-document.js';
import { deploymentOf } from './deployment-of.js';
import { faultText } from './fault-text.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { type HeldDeployment, prolong } from './lease.js';
import { onceMore } from './once-more.js';
import { resourcesByAddress } from './resources-by-address.js';
import { settleCompleted } from './settle.js';

/**
 * Carries out a session that has just moved to `deploying`: writes the project's document, then settles. Whatever goes
 * wrong, the session ends as `failed`, what it held of quotas is given back, and the document holds nothing of it.
 */
export async function deploy(
	gate: GateContext,
	caller: Caller,
	held: HeldDeployment,
	project: Project,
): Promise<Result<DeploymentSession>> {
	const { session } = held;
	let document: WrittenDocument;
	try {
		const standing = await gate.store.read((tx) => tx.resources.list(session.tenant, session.project));
		const desired = desiredAfter(standing, session);
		const provider = gate.providerOf(project.provider);
		document = await provider.write(project, desired, gate.terraformRoot, () => prolong(gate, held));
	} catch (cause) {
		const reason = faultText(cause, gate.terraformRoot);
		await abandon(gate, held, caller, { reason, documentInDoubt: mayHaveWritten(cause) });
		if (!(cause instanceof PortcullisError)) throw cause;
		if (cause.code === 'DOCUMENT_NOT_OURS') return tookTooLong;
		return refused('DEPLOYMENT_FAILED', `nothing was deployed: ${reason}. Correct that, then make the request again`);
	}
	const settled = await settle(gate, caller, held, document);
	// Somebody who was stopped right before they put theirs in place, and went on since, may have put it over this one; or
	// this is who was stopped.
	await checkDocument(gate, session.tenant, session.project);
	return settled === null ? tookTooLong : ok(settled);
}

const tookTooLong = refused(
	'DEPLOYMENT_FAILED',
	'nothing was deployed: it took so long that it was given up meanwhile; make the request again',
);

async function settle(
	gate: GateContext,
	caller: Caller,
	held: HeldDeployment,
	document: WrittenDocument,
): Promise<DeploymentSession | null> {
	const { tenant, id } = held.session;
	// Where the answer to a COMMIT was lost it may have come about, and the token is gone with that.
	const stored = async (): Promise<DeploymentSession | null> => {
		const session = deploymentOf(await gate.store.read((tx) => tx.sessions.get(tenant, id)));
		return session?.status === 'completed' && session.document?.digest === document.digest ? session : null;
	};
	try {
		const settled = await onceMore(() =>
			gate.store.write((tx) => settleCompleted(tx, held, caller, document, gate.clock())),
		);
		return settled ?? (await stored());
	} catch (cause) {
		const completed = await stored().catch(() => null);
		if (completed !== null) return completed;
		const reason = faultText(cause, gate.terraformRoot);
		// Where this fails too (the disk is full) the deployment is left to whoever finds its lease run out.
		await abandon(gate, held, caller, { reason, documentInDoubt: true }).catch(() => undefined);
		throw cause;
	}
}

// A document that holds something unsafe, that no provider is there for, or that is somebody else's by now is refused
// before anything is put in place.
function mayHaveWritten(cause: unknown): boolean {
	const early: readonly string[] = ['DOCUMENT_UNSAFE', 'PROVIDER_MISSING', 'DOCUMENT_NOT_OURS'];
	return !(cause instanceof PortcullisError && early.includes(cause.code));
}

function desiredAfter(
	standing: readonly StandingResource[],
	session: DeploymentSession,
): StandingResource['resource'][] {
	const desired = resourcesByAddress(standing);
	for (const { address, after } of session.deployment.changes) {
		if (after === null) desired.delete(address);
		else desired.set(address, after);
	}
	return [...desired.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, resource]) => resource);
}
