import {
	ok,
	type Plan,
	type PlanDrift,
	type PlannedBlock,
	type PlanWarning,
	type ProviderId,
	problem,
	providerIds,
	type ReadPlanOptions,
	type Refused,
	type Result,
	refused,
	type UnmappedBlock,
} from '@portcullis/core';
import { isRegion } from '../shared/region-form.js';
import { actionOf } from './action-of.js';
import { readConfiguration } from './configuration.js';
import { contradiction, withoutEntry } from './contradiction.js';
import { decodePlan } from './decode-plan.js';
import { type PlanShape, parsePlan } from './plan-shape.js';
import { providerRegions } from './provider-regions.js';
import { type BlockContext, type BlockDetails, readBlock } from './read-block.js';
import { readChanges } from './read-changes.js';
import { shownRegions } from './shown-regions.js';

/** The most that is read: a plan of this size takes about 1.2 GB of memory. */
const mostBytes = 128 * 1024 ** 2;

/**
 * Reads a plan of Terraform's or OpenTofu's: what it does to which resource, where each stands, what of it is not known
 * yet, and which resources of the model that is. Formats 0.1, 0.2 and 1.x. Calls no cloud and no Terraform.
 *
 * @param input what `terraform show -json PLAN` writes: bytes, text, or parsed
 * @returns a refusal where it is no plan (`PLAN_INVALID`), is of another format (`PLAN_FORMAT_UNKNOWN`), of a run that
 * failed (`PLAN_ERRORED`), a part only (`PLAN_INCOMPLETE`), or larger than can be read (`PLAN_TOO_LARGE`);
 * `INPUT_INVALID` where an option is wrong
 *
 * @example
 * ```ts
 * import { readPlan } from '@portcullis/providers';
 *
 * const read = await readPlan('{"format_version":"1.2","planned_values":{},"configuration":{}}', {
 * 	defaultRegions: { aws: 'eu-west-1' },
 * });
 * if (read.kind === 'ok') console.log(read.value.code); // NO_CHANGES
 * ```
 */
export async function readPlan(input: unknown, options: ReadPlanOptions = {}): Promise<Result<Plan>> {
	const wrong = wrongDefault(options);
	if (wrong !== undefined) return wrong;
	const isText = typeof input === 'string' || input instanceof Uint8Array;
	const decoded = isText ? decodePlan(input, options.maxBytes ?? mostBytes) : ok(input);
	if (decoded.kind === 'refused') return decoded;
	const parsed = parsePlan(decoded.value);
	return parsed.kind === 'refused' ? parsed : read(parsed.value, options);
}

async function read(plan: PlanShape, options: ReadPlanOptions): Promise<Result<Plan>> {
	const configuration = readConfiguration(plan.configuration);
	const usedVariables = new Set<string>();
	const usedDefaults = new Set<ProviderId>();
	const given = options.variables ?? {};
	const details = new Map<string, BlockDetails>();
	const context: BlockContext = {
		configuration,
		details,
		regions: providerRegions(configuration, {
			variables: { planned: plan.variables, given, used: (name) => usedVariables.add(name) },
			byDefault: (provider) => {
				usedDefaults.add(provider);
				return options.defaultRegions?.[provider];
			},
			shownBy: shownRegions(plan, configuration),
		}),
	};
	const blocks: PlannedBlock[] = [];
	for (const [index, entry] of plan.resource_changes.entries()) {
		const action = actionOf(entry.change.actions);
		if (action === undefined) return unknownAction('resource_changes', index, entry.change.actions);
		const wrong = contradiction(entry, action);
		if (wrong !== undefined) return contradicts(wrong);
		if (entry.mode === 'managed' && action !== 'read') blocks.push(readBlock(entry, action, context));
	}
	const missing = withoutEntry(plan);
	if (missing !== undefined) return contradicts(`it says how ${missing} will stand, and not what is done to it`);
	blocks.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
	const twice = blocks.find(
		({ address, deposed }, index) =>
			blocks[index - 1]?.address === address && deposed === null && blocks[index - 1]?.deposed === null,
	);
	if (twice !== undefined) {
		return contradicts(`it names ${twice.address} twice`);
	}
	const drift: PlanDrift[] = [];
	for (const [index, { mode, address, type, change }] of plan.resource_drift.entries()) {
		const action = actionOf(change.actions);
		if (action === undefined) return unknownAction('resource_drift', index, change.actions);
		if (mode === 'managed' && action !== 'read') drift.push({ address, type, action });
	}
	const { changes, unmapped } = await readChanges(blocks, details, options.project);
	const isStill =
		blocks.every(({ action, imported }) => action === 'no-op' && !imported) && plan.action_invocations.length === 0;
	return ok({
		kind: 'plan',
		format_version: plan.format_version,
		terraform_version: plan.terraform_version,
		code: isStill ? 'NO_CHANGES' : 'CHANGES',
		blocks,
		changes,
		unmapped: [...unmapped, ...plan.action_invocations.map(unmappedInvocation)],
		drift,
		module_folders: Object.fromEntries(
			[...configuration.modules.values()].flatMap(({ address, folder }) =>
				folder === null ? [] : [[address, folder]],
			),
		),
		warnings: warningsOf(options, usedVariables, usedDefaults),
	});
}

// Terraform 1.14 and later can have a provider do something, such as to start a function.
function unmappedInvocation({ address, type, provider_name }: PlanShape['action_invocations'][number]): UnmappedBlock {
	return { address, type, provider_name, action: 'update', reason: 'an action that Terraform invokes', region: null };
}

function contradicts(what: string): Refused {
	const next = 'Give the whole of what `terraform show -json PLAN` writes, as it is.';
	return refused('PLAN_INVALID', `the plan contradicts itself: ${what}. ${next}`);
}

function unknownAction(field: string, index: number, actions: readonly string[]): Refused {
	const next = 'Make the plan with a version of Terraform that Portcullis knows, or update Portcullis.';
	return refused('PLAN_INVALID', `the plan does something that Portcullis does not know. ${next}`, [
		problem([field, index, 'change', 'actions'], 'must be actions of Terraform, such as create', actions),
	]);
}

function wrongDefault({ defaultRegions = {} }: ReadPlanOptions): Refused | undefined {
	const wrong = Object.entries(defaultRegions).find(([cloud, region]) => {
		const provider = providerIds.find((one) => one === cloud);
		return provider === undefined || (region !== undefined && !isRegion(provider, region));
	});
	if (wrong === undefined) return undefined;
	const [cloud, region] = wrong;
	return refused('INPUT_INVALID', 'a default region is wrong', [
		problem(['defaultRegions', cloud], 'must be a region of gcp, aws or azure, such as aws=eu-west-1', region),
	]);
}

function warningsOf(
	{ variables = {}, defaultRegions = {} }: ReadPlanOptions,
	usedVariables: ReadonlySet<string>,
	usedDefaults: ReadonlySet<ProviderId>,
): PlanWarning[] {
	const unusedVariables = Object.keys(variables).filter((name) => !usedVariables.has(name));
	const unusedDefaults = providerIds.filter((cloud) => defaultRegions[cloud] !== undefined && !usedDefaults.has(cloud));
	return [
		...unusedVariables.map((name) => ({
			code: 'VARIABLE_UNUSED' as const,
			message: `var.${name} was not needed: the plan says where all is, or has a value of its own`,
		})),
		...unusedDefaults.map((cloud) => ({
			code: 'DEFAULT_REGION_UNUSED' as const,
			message: `the default region of ${cloud} was not needed: nothing of ${cloud} leaves its region to the environment`,
		})),
	];
}
