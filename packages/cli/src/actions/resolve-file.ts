import type { Catalogue, Deployment, Project, Provider } from '@portcullis/core';
import type { DeploymentFile } from '../input/read-deployment-file.js';
import { failure } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';

/** What a deployment file comes to, or the failure that says why it comes to nothing. */
export type ResolvedFile =
	| {
			readonly kind: 'resolved';
			readonly project: Project;
			readonly provider: Provider;
			readonly deployment: Deployment;
	  }
	| { readonly kind: 'failed'; readonly outcome: Outcome };

/** Fills in what a deployment file leaves out, and holds it to the catalogue and to the cloud's own rules. */
export async function resolveFile(
	{ project, request, place }: DeploymentFile,
	catalogue: Catalogue,
): Promise<ResolvedFile> {
	const [{ projectProblems, resolveRequest }, { createProviders }] = await Promise.all([
		import('@portcullis/core'),
		import('@portcullis/providers'),
	]);
	const provider = createProviders().find(({ id }) => id === project.provider);
	if (provider === undefined) throw new Error(`no provider ${project.provider}`);
	const message = 'the file cannot be carried out';
	const faults = projectProblems(project, catalogue).map((found) =>
		place({ ...found, path: ['project', ...found.path] }),
	);
	if (faults.length > 0) {
		return { kind: 'failed', outcome: failure({ code: 'INPUT_INVALID', message, problems: faults }) };
	}
	const resolved = resolveRequest(request, { project, provider, catalogue, standing: new Map() });
	if (resolved.kind === 'ok') return { kind: 'resolved', project, provider, deployment: resolved.value };
	const problems = resolved.problems.map(place);
	return { kind: 'failed', outcome: failure({ code: resolved.code, message, problems }) };
}
