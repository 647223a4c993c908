import type { Session } from '../model/session.js';
import { faultText } from './fault-text.js';
import type { GateContext } from './gate-context.js';

/** Writes a project's document from what stands in it. Answers why that could not be done, or `null`. */
export async function restoreDocument(
	gate: GateContext,
	{ tenant, project }: Pick<Session, 'tenant' | 'project'>,
): Promise<string | null> {
	const found = await gate.store.read(async (tx) => ({
		project: await tx.projects.get(tenant, project),
		standing: await tx.resources.list(tenant, project),
	}));
	if (found.project === null) return null;
	try {
		const resources = found.standing.map(({ resource }) => resource);
		await gate.providerOf(found.project.provider).write(found.project, resources, gate.terraformRoot);
		return null;
	} catch (cause) {
		return faultText(cause, gate.terraformRoot);
	}
}
