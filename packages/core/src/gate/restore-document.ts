import type { WrittenDocument } from '../contracts/provider.js';
import { faultText } from './fault-text.js';
import type { GateContext } from './gate-context.js';
import { type HeldProject, prolong } from './lease.js';

/** What came of putting a document right: it was, it could not be, or there is no such project any more. */
export type Restored =
	| { readonly kind: 'written'; readonly document: WrittenDocument }
	| { readonly kind: 'fault'; readonly reason: string }
	| { readonly kind: 'gone' };

/** Writes a project's document from what stands in it. */
export async function restoreDocument(gate: GateContext, held: HeldProject): Promise<Restored> {
	const { tenant, project } = held;
	const found = await gate.store.read(async (tx) => ({
		project: await tx.projects.get(tenant, project),
		standing: await tx.resources.list(tenant, project),
	}));
	if (found.project === null) return { kind: 'gone' };
	try {
		const resources = found.standing.map(({ resource }) => resource);
		const provider = gate.providerOf(found.project.provider);
		const document = await provider.write(found.project, resources, gate.terraformRoot, () => prolong(gate, held));
		return { kind: 'written', document };
	} catch (cause) {
		return { kind: 'fault', reason: faultText(cause, gate.terraformRoot) };
	}
}
