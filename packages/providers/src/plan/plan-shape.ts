import { ok, type Problem, problem, problemsOf, type Result, refused } from '@portcullis/core';
import { z } from 'zod';
import { isTooDeep } from './is-too-deep.js';

const values = z.record(z.string(), z.unknown());
const name = z.string().min(1).max(500);
const address = z.string().min(1).max(4000);

const changeShape = z.object({
	address,
	previous_address: address.optional(),
	mode: z.enum(['managed', 'data'], 'must be managed or data'),
	type: name,
	name,
	index: z.union([z.string(), z.number()]).nullish(),
	provider_name: z.string().max(500).default(''),
	deposed: z.string().max(100).optional(),
	change: z.object({
		actions: z.array(z.string()).max(4),
		before: values.nullish(),
		after: values.nullish(),
		after_unknown: z.unknown().optional(),
		before_sensitive: z.unknown().optional(),
		after_sensitive: z.unknown().optional(),
		importing: z.unknown().optional(),
	}),
});

/** One entry of `resource_changes` or `resource_drift`, as far as it is read. */
export type ChangeShape = z.infer<typeof changeShape>;

const planShape = z.object({
	format_version: z.string().regex(/^\d{1,3}\.\d{1,3}$/, 'must be a version of the format, such as 1.2'),
	terraform_version: z.string().max(100).optional(),
	errored: z.boolean().optional(),
	complete: z.boolean().optional(),
	deferred_changes: z.array(z.unknown()).nullish(),
	resource_changes: z.array(z.unknown()).nullish(),
	resource_drift: z.array(z.unknown()).nullish(),
	action_invocations: z.array(z.object({ address, type: name, provider_name: z.string().default('') })).nullish(),
	configuration: values.nullish(),
	planned_values: z.unknown().optional(),
	prior_state: z.unknown().optional(),
	variables: z.record(z.string(), z.unknown()).nullish(),
});

/** A plan of the right shape. */
export interface PlanShape {
	readonly format_version: string;
	readonly terraform_version: string | null;
	readonly resource_changes: readonly ChangeShape[];
	readonly resource_drift: readonly ChangeShape[];
	readonly action_invocations: readonly {
		readonly address: string;
		readonly type: string;
		readonly provider_name: string;
	}[];
	readonly configuration: Readonly<Record<string, unknown>>;
	readonly planned_values: unknown;
	readonly prior_state: unknown;
	readonly variables: Readonly<Record<string, unknown>>;
}

const how = 'Give what `terraform show -json PLAN` writes.';

/** Holds parsed JSON to the shape of a plan, of a format and a state that can be read. */
export function parsePlan(json: unknown): Result<PlanShape> {
	const other = whatElse(json);
	if (other !== undefined) return refused('PLAN_INVALID', `${other}. ${how}`);
	if (isTooDeep(json))
		return refused('PLAN_INVALID', 'the plan is nested deeper than 200. No provider writes such values.');
	const parsed = planShape.safeParse(json);
	if (!parsed.success) return invalid(problemsOf(parsed.error, json));
	const { data } = parsed;
	if (!/^(?:0\.[12]|1\.\d+)$/.test(data.format_version)) {
		const next =
			'Portcullis reads 0.1, 0.2 and 1.x: make the plan with another version of Terraform, or update Portcullis.';
		return refused('PLAN_FORMAT_UNKNOWN', `the plan is of format ${data.format_version}. ${next}`);
	}
	if (data.errored === true) {
		return refused(
			'PLAN_ERRORED',
			'Terraform failed while it made this plan, and it holds only a part. Correct what `terraform plan` says, and make it again.',
		);
	}
	if (data.complete === false || (data.deferred_changes ?? []).length > 0) {
		return refused(
			'PLAN_INCOMPLETE',
			'the plan puts some changes off to a later one, so it does not say what they are. Apply without -target and without deferral, or make the plan once what they wait for stands.',
		);
	}
	const problems: Problem[] = [];
	const changes = entriesOf(data.resource_changes ?? [], 'resource_changes', problems);
	const drift = entriesOf(data.resource_drift ?? [], 'resource_drift', problems);
	if (problems.length > 0) return invalid(problems);
	return ok({
		format_version: data.format_version,
		terraform_version: data.terraform_version ?? null,
		resource_changes: changes,
		resource_drift: drift,
		action_invocations: data.action_invocations ?? [],
		configuration: data.configuration ?? {},
		planned_values: data.planned_values,
		prior_state: data.prior_state,
		variables: data.variables ?? {},
	});
}

function entriesOf(entries: readonly unknown[], field: string, problems: Problem[]): ChangeShape[] {
	return entries.flatMap((entry, index) => {
		if (problems.length > 20) return [];
		const parsed = changeShape.safeParse(entry);
		if (parsed.success) return [parsed.data];
		// Without what was received: it may be sensitive.
		problems.push(
			...problemsOf(parsed.error, entry).map(({ path, message }) => problem([field, index, ...path], message)),
		);
		return [];
	});
}

function invalid(problems: readonly Problem[]) {
	return refused('PLAN_INVALID', `the plan cannot be understood. ${how}`, problems.slice(0, 20));
}

/** What a file that is no plan is, as far as that can be seen. */
function whatElse(json: unknown): string | undefined {
	if (typeof json !== 'object' || json === null || Array.isArray(json)) {
		return `this is no plan but ${json === null ? 'null' : Array.isArray(json) ? 'a list' : `a ${typeof json}`}`;
	}
	const has = (key: string) => Object.hasOwn(json, key);
	if (has('lineage') && has('serial')) return 'this is a state file, not a plan';
	if (has('resource_changes') || has('planned_values')) return undefined;
	if (has('values')) return 'this is a state, not a plan';
	if (has('provider_schemas')) return 'this is a schema of providers, not a plan';
	if (['resource', 'provider', 'terraform', 'variable', 'module'].some(has))
		return 'this is a configuration, not a plan';
	if (has('@level')) return 'this is the log of `terraform plan -json`, not the plan';
	// A plan that changes nothing may have neither, but says of what format it is and of what configuration.
	return has('format_version') && has('configuration')
		? undefined
		: 'this is no plan: it has neither resource_changes nor planned_values';
}
