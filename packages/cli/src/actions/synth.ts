import { resolve } from 'node:path';
import type { Context } from '../gate/context.js';
import { openCatalogue } from '../gate/open-catalogue.js';
import { readDeploymentFile } from '../input/read-deployment-file.js';
import { whileWorking } from '../io/while-working.js';
import { done } from '../output/done.js';
import { failure } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';
import { resolveFile } from './resolve-file.js';

const undecided = 'nothing was decided: no policy was asked and nobody approved';

/** Options of `portcullis synth`. */
export interface SynthOptions {
	readonly out?: string;
	readonly print?: boolean;
	readonly force?: boolean;
}

/**
 * Writes the Terraform of a deployment file. A document that is in place may be one that people approved: one that says
 * something else gives way only where that is asked for.
 */
export function synth(context: Context, file: string, options: SynthOptions): Promise<Outcome> {
	return whileWorking(context.io, 'writing the Terraform', () => synthFile(context, file, options));
}

async function synthFile(context: Context, file: string, { out, print, force }: SynthOptions): Promise<Outcome> {
	const { io } = context;
	if (print === true && out !== undefined) {
		return failure({
			code: 'USAGE_INVALID',
			message: '--print writes no file, so that --out has no use; leave one out',
		});
	}
	if (out === '') return failure({ code: 'USAGE_INVALID', message: '--out must be a folder; . is the one you are in' });
	const read = await readDeploymentFile(file, io);
	if (read.kind === 'problems') {
		return failure({ code: 'INPUT_INVALID', message: 'the file cannot be understood', problems: read.problems });
	}
	const opened = await openCatalogue(context);
	if (opened.kind === 'failed') return opened.outcome;
	const resolved = await resolveFile(read.value, opened.catalogue);
	if (resolved.kind === 'failed') return resolved.outcome;
	const { project, provider, deployment } = resolved;
	const resources = deployment.changes.flatMap(({ after }) => after ?? []);
	const addresses = deployment.changes.map(({ address }) => address);
	const textOf = (document: object) => `${JSON.stringify(document, null, 2)}\n`;
	if (print === true) {
		const document = await provider.synthesize(project, resources);
		return done({ kind: 'document', document }, () => textOf(document), [undecided]);
	}
	const { sha256 } = await import('@portcullis/core');
	const root = resolve(io.cwd, out ?? '.');
	const inPlace = force === true ? null : await provider.inPlace(project, root);
	if (inPlace !== null && inPlace !== sha256(textOf(await provider.synthesize(project, resources)))) {
		return failure({
			code: 'DOCUMENT_EXISTS',
			message: `${root} holds a document of project ${project.name} on ${project.provider} that says something else; it was left as it is`,
			hint: '--out names another folder; --force lets the document there give way',
		});
	}
	const written = await provider.write(project, resources, root);
	return done(
		{ kind: 'synth', project: project.name, resources: addresses, ...written },
		() => `${harmless(`Wrote ${written.path}: ${addresses.join(', ')}`)}\n`,
		[undecided],
	);
}
