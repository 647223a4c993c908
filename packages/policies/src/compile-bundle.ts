import { type Bundle, inputJsonSchema, type PolicyMetadata, pathText, readPolicyMetadata } from '@portcullis/core';
import {
	type Compiled,
	type CompileOptions,
	check,
	compile,
	type Policy,
	type Refused,
	type RegoErrorDetail,
	type Sources,
} from '@portcullis/rego';

/** The rule that every bundle is asked for. */
export const entrypoint = 'portcullis/decision';

/** A bundle, or what is wrong with the sources. */
export type CompiledBundle =
	| { readonly kind: 'bundle'; readonly bundle: Bundle }
	| {
			readonly kind: 'refused';
			readonly errors: readonly Pick<RegoErrorDetail, 'file' | 'row' | 'column' | 'code' | 'message'>[];
	  };

/** Compiles sources, or takes what was compiled of them before. */
export type Compiler = (sources: Sources, options: CompileOptions) => Promise<Compiled | Refused>;

/** How {@link compileBundle} works. */
export interface CompileBundleOptions {
	/** `compile` of `@portcullis/rego` if left out. */
	readonly compiler?: Compiler;
	/** The longest that each of its two steps may take, in milliseconds; 60,000 if left out. */
	readonly limitMs?: number;
}

/**
 * Compiles policies, with the entrypoint among them, to a bundle. What a policy says of itself is checked too: its
 * METADATA decides what it is asked about. Each is held to OPA's strict mode and to the schema of its input, with its
 * own parameters in it: a field that the input does not have is an error, and not a policy that passes everything.
 *
 * @throws ToolboxError where the compiler itself failed
 */
export async function compileBundle(
	sources: Sources,
	{ compiler = compile, limitMs = 60_000 }: CompileBundleOptions = {},
): Promise<CompiledBundle> {
	const compiled = await compiler(sources, { entrypoints: [entrypoint], limitMs });
	if (compiled.kind === 'refused') return compiled;
	const described = describeBundle(compiled);
	if (described.kind === 'refused') return described;
	const checked = await checkInput(sources, compiled.policies, described.bundle.policies, limitMs);
	return checked ?? described;
}

/** Makes a bundle of what was compiled. What policies say of themselves is checked, and not what they read. */
export function describeBundle(compiled: Compiled): CompiledBundle {
	const policies: PolicyMetadata[] = [];
	const errors = [];
	for (const policy of compiled.policies) {
		const metadata = readPolicyMetadata(policy);
		if (metadata.kind === 'ok') policies.push(metadata.value);
		else {
			for (const { path, message } of metadata.problems) {
				errors.push({
					file: policy.file,
					row: 1,
					column: 1,
					code: 'metadata',
					message: `${pathText(path)}: ${message}`,
				});
			}
		}
	}
	for (const { file, row, column } of compiled.clock) {
		errors.push({ file, row, column, code: 'clock', message: 'a policy has no clock; read input.now' });
	}
	if (errors.length > 0) return { kind: 'refused', errors };
	const bundle: Bundle = {
		wasm: compiled.wasm,
		policies,
		builtins: compiled.builtins.map(({ name }) => name),
		data_paths: compiled.data.map(({ path }) => ['data', ...path].join('.')),
		digest: compiled.digest,
		opa_version: compiled.opaVersion,
	};
	return { kind: 'bundle', bundle };
}

async function checkInput(
	sources: Sources,
	compiled: readonly Policy[],
	policies: readonly PolicyMetadata[],
	limitMs: number,
): Promise<Refused | undefined> {
	const schemas: Record<string, Readonly<Record<string, unknown>>> = { schema: inputJsonSchema() };
	const packageSchemas: Record<string, Readonly<Record<string, string>>> = {};
	for (const [index, policy] of policies.entries()) {
		const name = `schema.policy_${index}`;
		schemas[name] = inputJsonSchema(policy);
		packageSchemas[compiled.find(({ id }) => id === policy.id)?.package ?? policy.id] = { input: name };
	}
	const checked = await check(sources, { strict: true, pure: true, schemas, packageSchemas, limitMs });
	return checked.kind === 'refused' ? checked : undefined;
}
