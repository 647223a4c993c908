import type { WrittenDocument } from '../contracts/provider.js';
import { PortcullisError } from '../model/portcullis-error.js';
import type { Project } from '../model/project.js';
import { ok, type Result, refused } from '../model/result.js';
import type { Session, StandingResource } from '../model/session.js';
import { abandon } from './abandon.js';
import { faultText } from './fault-text.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { restoreDocument } from './restore-document.js';
import { settleCompleted } from './settle.js';

/**
 * Carries out a session that has just moved to `deploying`: writes the project's document, then settles. Whatever goes
 * wrong, the session ends as `failed`, what it held of quotas is given back, and the document holds nothing of it.
 */
export async function deploy(
	gate: GateContext,
	caller: Caller,
	session: Session,
	project: Project,
): Promise<Result<Session>> {
	let document: WrittenDocument;
	try {
		const standing = await gate.store.read((tx) => tx.resources.list(session.tenant, session.project));
		const desired = desiredAfter(standing, session);
		document = await gate.providerOf(project.provider).write(project, desired, gate.terraformRoot);
	} catch (cause) {
		const reason = faultText(cause, gate.terraformRoot);
		await abandon(gate, session, caller, { reason, documentInDoubt: mayHaveWritten(cause) });
		if (!(cause instanceof PortcullisError)) throw cause;
		return refused('DEPLOYMENT_FAILED', `nothing was deployed: ${reason}. Correct that, then make the request again`);
	}
	const settled = await settle(gate, caller, session, document);
	if (settled !== null) return ok(settled);
	await undoLateWrite(gate, session);
	return refused(
		'DEPLOYMENT_FAILED',
		'nothing was deployed: it took so long that it was given up meanwhile; make the request again',
	);
}

async function settle(
	gate: GateContext,
	caller: Caller,
	session: Session,
	document: WrittenDocument,
): Promise<Session | null> {
	try {
		return await gate.store.write((tx) => settleCompleted(tx, session, caller, document, gate.clock()));
	} catch (cause) {
		const reason = faultText(cause, gate.terraformRoot);
		// Where this fails too (the disk is full) the deployment is left to whoever finds its lease run out.
		await abandon(gate, session, caller, { reason, documentInDoubt: true }).catch(() => undefined);
		throw cause;
	}
}

// A document that holds something unsafe, or that no provider is there for, is refused before anything is written.
function mayHaveWritten(cause: unknown): boolean {
	const early: readonly string[] = ['DOCUMENT_UNSAFE', 'PROVIDER_MISSING'];
	return !(cause instanceof PortcullisError && early.includes(cause.code));
}

// It was taken over while it was written, so the document now holds what does not stand.
async function undoLateWrite(gate: GateContext, session: Session): Promise<void> {
	const { tenant, project } = session;
	const others = await gate.store.read((tx) => tx.sessions.list({ tenant, project, statuses: ['deploying'] }));
	if (others.length === 0) await restoreDocument(gate, session);
}

function desiredAfter(standing: readonly StandingResource[], session: Session): StandingResource['resource'][] {
	const desired = new Map(standing.map(({ address, resource }) => [address, resource]));
	for (const { address, after } of session.deployment.changes) {
		if (after === null) desired.delete(address);
		else desired.set(address, after);
	}
	return [...desired.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, resource]) => resource);
}
