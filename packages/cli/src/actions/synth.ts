import { resolve } from 'node:path';
import type { Context } from '../gate/context.js';
import { readDeploymentFile } from '../input/read-deployment-file.js';
import { done } from '../output/done.js';
import { failure } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';

/** Options of `portcullis synth`. */
export interface SynthOptions {
	readonly out?: string;
	readonly print?: boolean;
}

/** Writes the Terraform of a deployment file. */
export async function synth({ io }: Context, file: string, { out, print }: SynthOptions): Promise<Outcome> {
	const read = await readDeploymentFile(file, io);
	if (read.kind === 'problems') {
		return failure({ code: 'INPUT_INVALID', message: 'the file cannot be understood', problems: read.problems });
	}
	const { project, request, place } = read.value;
	const [{ resolveRequest }, { createCatalogue }, { createProviders }] = await Promise.all([
		import('@portcullis/core'),
		import('@portcullis/policies'),
		import('@portcullis/providers'),
	]);
	const provider = createProviders().find(({ id }) => id === project.provider);
	if (provider === undefined) throw new Error(`no provider ${project.provider}`);
	const resolved = resolveRequest(request, {
		project,
		provider,
		catalogue: createCatalogue(),
		standing: new Map(),
	});
	if (resolved.kind === 'refused') {
		const problems = resolved.problems.map(place);
		return failure({ code: resolved.code, message: 'the file cannot be carried out', problems });
	}
	const resources = resolved.value.changes.flatMap(({ after }) => after ?? []);
	const addresses = resolved.value.changes.map(({ address }) => address);
	if (print === true) {
		const document = await provider.synthesize(project, resources);
		return done({ kind: 'document', document }, () => `${JSON.stringify(document, null, 2)}\n`);
	}
	const written = await provider.write(project, resources, resolve(io.cwd, out ?? '.'));
	return done(
		{ kind: 'synth', project: project.name, resources: addresses, ...written },
		() => `${harmless(`Wrote ${written.path}: ${addresses.join(', ')}`)}\n`,
		['nothing was decided: no policy was asked and nobody approved'],
	);
}
