import { z } from 'zod';
import type { PlannedResource } from '../contracts/provider.js';
import { problem, problemsOf } from '../model/problem.js';
import { ok, type Result, refused } from '../model/result.js';
import { shortened } from './parse-input.js';

/** One resource of a state. */
export interface StateResource extends PlannedResource {
	/** Terraform will make it anew: it was made in part, or somebody said so. */
	readonly tainted: boolean;
}

const resourceSchema = z.object({
	address: z.string().min(1).max(2000),
	mode: z.enum(['managed', 'data', 'ephemeral', 'list']),
	type: z.string().min(1).max(200),
	name: z.string().min(1).max(200),
	index: z.union([z.string(), z.number()]).optional(),
	values: z.record(z.string(), z.unknown()).optional(),
	tainted: z.boolean().optional(),
	deposed_key: z.string().optional(),
});

const moduleSchema = z.object({
	resources: z.array(z.unknown()).optional(),
	child_modules: z.array(z.unknown()).optional(),
});

const what = 'the state cannot be understood';
const how = 'give what `terraform show -json` writes in the folder of the project';

/**
 * Reads what `terraform show -json` writes of a state, format 1.x: the resources that stand, of every module, without data
 * sources and without what Terraform is only still to remove.
 * https://developer.hashicorp.com/terraform/internals/json-format#state-representation
 *
 * @returns `INPUT_INVALID` for anything else; a plan and the state file itself are named as what they are
 */
export function parseTerraformState(input: unknown): Result<readonly StateResource[]> {
	if (typeof input !== 'object' || input === null || Array.isArray(input))
		return refuse([], `must be an object; ${how}`);
	const fields: { readonly [key: string]: unknown } = { ...input };
	if ('planned_values' in fields || 'resource_changes' in fields) {
		return refuse([], `is a plan, which says what is to be; ${how}, without naming a plan`);
	}
	if ('lineage' in fields || 'serial' in fields) {
		return refuse([], `is the state file itself, whose form is Terraform's own business; ${how}`);
	}
	const version = fields.format_version;
	if (typeof version !== 'string' || !/^1\.\d{1,3}$/.test(version)) {
		return refuse(['format_version'], 'must be 1.x, as Terraform 1.0 and later write it', version);
	}
	// Terraform leaves it out where nothing stands.
	if (fields.values === undefined) return ok([]);
	const root = z.object({ root_module: z.unknown() }).safeParse(fields.values);
	if (!root.success) return refuse(['values'], 'must be an object with a root_module', fields.values);
	return resourcesOf(root.data.root_module);
}

function resourcesOf(root: unknown): Result<readonly StateResource[]> {
	const found: StateResource[] = [];
	const modules: { readonly module: unknown; readonly path: readonly (string | number)[] }[] = [
		{ module: root, path: ['values', 'root_module'] },
	];
	// Not by recursion: how deep it goes is the file's to say.
	for (let next = modules.pop(); next !== undefined; next = modules.pop()) {
		const { module, path } = next;
		const parsed = moduleSchema.safeParse(module);
		if (!parsed.success) return refuseAll(parsed.error, module, path);
		for (const [index, child] of (parsed.data.child_modules ?? []).entries()) {
			modules.push({ module: child, path: [...path, 'child_modules', index].slice(0, 20) });
		}
		for (const [index, given] of (parsed.data.resources ?? []).entries()) {
			const resource = resourceSchema.safeParse(given);
			if (!resource.success) return refuseAll(resource.error, given, [...path, 'resources', index]);
			const { address, mode, type, name, index: key, values = {}, tainted = false, deposed_key } = resource.data;
			if (mode !== 'managed' || deposed_key !== undefined) continue;
			found.push({ address, type, name, values, tainted, ...(key === undefined ? {} : { index: key }) });
		}
	}
	return ok(found);
}

function refuse(path: readonly (string | number)[], message: string, received?: unknown): Result<never> {
	return refused('INPUT_INVALID', what, [problem(path, message, received)]);
}

function refuseAll(error: z.ZodError, input: unknown, path: readonly (string | number)[]): Result<never> {
	const problems = problemsOf(error, input).map((found) => ({ ...found, path: [...path, ...found.path] }));
	return refused('INPUT_INVALID', what, shortened(problems));
}
