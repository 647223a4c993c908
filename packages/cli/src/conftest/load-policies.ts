import type { RegoErrorDetail, Source } from '@portcullis/rego';
import { loadPaths } from '@portcullis/rego/command';

/** conftest's policies and data, or what is wrong with the files. */
export type LoadedPolicies =
	| { readonly kind: 'loaded'; readonly sources: readonly Source[]; readonly data: string | undefined }
	| { readonly kind: 'refused'; readonly errors: readonly RegoErrorDetail[] };

/**
 * Reads policies and data as conftest does: every `.rego` file of the folders, and every JSON and YAML file of `data`,
 * below the name of the folder that it lies in. A folder of policies without a `.rego` file is refused.
 *
 * @param policies folders or files
 * @param data folders or files
 */
export async function loadPolicies(
	policies: readonly string[],
	data: readonly string[],
	cwd: string,
): Promise<LoadedPolicies> {
	const options = { cwd, language: {}, ignore: [] };
	const errors: RegoErrorDetail[] = [];
	const sources: Source[] = [];
	// Each by itself, or one that is empty would hide behind another.
	for (const folder of new Set(policies)) {
		const loaded = await loadPaths([folder], { ...options, onlyRego: true, needsRego: true });
		if (loaded.kind === 'refused') errors.push(...loaded.errors);
		else sources.push(...loaded.sources.map(({ path, text }) => ({ path, text })));
	}
	const read = await loadPaths(data, { ...options, withoutArchives: true });
	if (read.kind === 'refused') errors.push(...read.errors);
	if (errors.length > 0 || read.kind === 'refused') return { kind: 'refused', errors };
	return { kind: 'loaded', sources, data: read.data };
}
