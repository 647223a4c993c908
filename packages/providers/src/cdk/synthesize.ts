import type { Project, TerraformDocument } from '@portcullis/core';
import { TerraformElement, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { auditDocument } from './audit.js';
import { outputsOf } from './outputs.js';
import { requiredProviders, requiredVersion } from './requirements.js';
import { resolveTokens } from './resolve.js';
import { Scope } from './scope.js';
import { withoutStackTraces } from './stack-traces.js';
import { withOwnTokens } from './token-table.js';

type Blocks = Record<string, Record<string, unknown>>;

/**
 * Builds a document in memory: no `App`, no file, no process, nothing of the working directory or the time in it.
 *
 * The walk over the elements is ours. `TerraformStack.toTerraform` resolves everything three times and reads
 * `SYNTH_HCL_OUTPUT` and its like from the environment; the elements themselves do not.
 *
 * @throws PortcullisError `DOCUMENT_UNSAFE` if the finished document holds a template that is not ours
 */
export function synthesizeDocument(
	build: (scope: Scope) => void,
	{ backend }: Pick<Project, 'backend'> = {},
): TerraformDocument {
	return withOwnTokens(() =>
		withoutStackTraces(() => {
			// A stack under a bare root: what an App adds is files, and context from the environment.
			const stack = new TerraformStack(new Construct(undefined as unknown as Construct, ''), 'main');
			build(new Scope(stack));
			const document = documentOf(stack, backend);
			auditDocument(document);
			return document;
		}),
	);
}

function documentOf(stack: TerraformStack, backend: Project['backend']): TerraformDocument {
	const blocks: Record<string, Blocks> = { resource: {}, data: {} };
	const flat: Record<string, Record<string, unknown>> = { provider: {}, variable: {}, output: {} };
	for (const element of stack.node.children) {
		if (!TerraformElement.isTerraformElement(element)) continue;
		const fragment = resolveTokens(stack, element.toTerraform()) as Record<string, Record<string, unknown>>;
		for (const section of ['resource', 'data']) {
			for (const [type, named] of Object.entries((fragment[section] ?? {}) as Blocks)) {
				for (const [name, body] of Object.entries(named)) {
					// cdktf's own note of where the block was made. Only here is `//` a comment: in a map it is a key.
					const { '//': _metadata, ...attributes } = body as Record<string, unknown>;
					const ofType = (blocks[section] as Blocks)[type] ?? {};
					ofType[name] = attributes;
					(blocks[section] as Blocks)[type] = ofType;
				}
			}
		}
		for (const section of Object.keys(flat)) Object.assign(flat[section] ?? {}, fragment[section]);
	}
	Object.assign(flat.output ?? {}, outputsOf(blocks.resource ?? {}));
	const filled = Object.entries({ ...flat, ...blocks }).filter(([, section]) => Object.keys(section).length > 0);
	return {
		terraform: {
			required_version: requiredVersion(flat.variable ?? {}),
			required_providers: requiredProviders(Object.keys(flat.provider ?? {})),
			...(backend === undefined ? {} : backendBlock(backend)),
			// Where none is asked for there is no block: Terraform's own default is terraform.tfstate in this folder (cdktf's is the working directory,
			// written out). A user may put one into a file of their own, and Terraform can read the document before `init`.
		},
		...Object.fromEntries(filled),
	};
}

// Its values are within the few characters that the model lets pass: nothing in a backend block can be escaped.
function backendBlock({ type, ...settings }: NonNullable<Project['backend']>): object {
	return { backend: { [type]: type === 'azurerm' ? { ...settings, use_azuread_auth: true } : settings } };
}
