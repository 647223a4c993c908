import type { Project } from '../model/project.js';
import type { ProjectDocument, Tx } from '../store/store.js';
import type { GateContext } from './gate-context.js';
import { type HeldProject, newLease } from './lease.js';
import { note, portcullisIn } from './note.js';
import { restoreDocument } from './restore-document.js';

/** A document that is not the one that was put in place last. */
export interface StrayDocument {
	readonly tenant: string;
	readonly project: string;
	/** SHA-256 of the document that belongs there. */
	readonly expected: string;
	/** SHA-256 of the one that is there; `null`: none. */
	readonly found: string | null;
}

/**
 * Looks whether a project's document is the one that was settled last, and puts it right where it is not: a process
 * that was stopped between its last look at its lease and the rename may have put an older one over it. That is told
 * in the history. Where somebody has the project in hand nothing is done: they write it whole, and look after it.
 */
export async function checkDocument(gate: GateContext, tenant: string, project: string): Promise<void> {
	if ((await strayDocument(gate, tenant, project)) === null) return;
	const held = { tenant, project, token: gate.newId() };
	const taken = await gate.store.write((tx) => tx.leases.take(newLease(gate, held, null, gate.clock())));
	if (taken) await putRight(gate, held);
}

/** Puts a document right that is in this process's hand, if it has to be, and gives it back. */
export async function putRight(gate: GateContext, held: HeldProject): Promise<void> {
	const { tenant, project, token } = held;
	const stray = await strayDocument(gate, tenant, project, token);
	const restored = stray === null ? null : await restoreDocument(gate, held);
	await gate.store.write(async (tx) => {
		if (!(await tx.leases.release(tenant, project, token)) || stray === null) return;
		const { expected, found } = stray;
		const body = { expected, found, put_right: restored?.kind === 'written' };
		const now = gate.clock();
		await note(tx, portcullisIn(tenant), now, 'document.overwritten', { project, body });
		const last = await lastDocument(tx, tenant, project);
		if (restored?.kind !== 'written' || last === null) return;
		await tx.documents.put({ ...last, digest: restored.document.digest, written_at: now });
	});
}

/**
 * Finds out whether a project's document is another than the one that was put in place last; `null` where it is not, and
 * where somebody else has it in hand.
 *
 * @param own the token of this process, where it has the project in hand
 */
export async function strayDocument(
	gate: GateContext,
	tenant: string,
	name: string,
	own?: string,
): Promise<StrayDocument | null> {
	const before = await stateOf(gate, tenant, name);
	// A cloud that this process knows nothing of is not its to look after.
	const provider = gate.providers.find(({ id }) => id === before?.project.provider);
	if (before === null || provider === undefined) return null;
	const found = await provider.inPlace(before.project, gate.terraformRoot);
	if (found === before.last.digest) return null;
	// It may have been written, and settled, between the two looks.
	const after = await stateOf(gate, tenant, name);
	if (after?.last.digest !== before.last.digest || (after.token ?? own) !== own) return null;
	return { tenant, project: name, expected: before.last.digest, found };
}

interface State {
	readonly project: Project;
	readonly last: ProjectDocument;
	/** Of whoever has the project in hand. */
	readonly token: string | undefined;
}

function stateOf(gate: GateContext, tenant: string, name: string): Promise<State | null> {
	return gate.store.read(async (tx) => {
		const project = await tx.projects.get(tenant, name);
		const last = await lastDocument(tx, tenant, name);
		if (project === null || last === null) return null;
		return { project, last, token: (await tx.leases.get(tenant, name))?.token };
	});
}

async function lastDocument(tx: Tx, tenant: string, name: string): Promise<ProjectDocument | null> {
	return (await tx.documents.list(tenant)).find(({ project }) => project === name) ?? null;
}
