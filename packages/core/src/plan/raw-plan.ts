import type { Plan, PlanAction } from '../contracts/plan.js';

const terraformActions: Readonly<Record<PlanAction, readonly string[]>> = {
	create: ['create'],
	update: ['update'],
	delete: ['delete'],
	replace: ['delete', 'create'],
	forget: ['forget'],
	'no-op': ['no-op'],
};

/**
 * A plan as Terraform writes it, as JSON text, for policies that read it: its resources and what drifted. What is
 * sensitive was taken out before. What is not known is named by its path in `change.unknown`.
 */
export function rawPlan({ format_version, terraform_version, blocks, drift }: Plan): string {
	return JSON.stringify({
		format_version,
		terraform_version,
		resource_changes: blocks.map(
			({ address, module, type, name, index, provider_name, action, before, after, unknown, sensitive, deposed }) => ({
				address,
				...(module === '' ? {} : { module_address: module }),
				mode: 'managed',
				type,
				name,
				...(index === undefined ? {} : { index }),
				provider_name,
				...(deposed === null ? {} : { deposed }),
				change: { actions: terraformActions[action], before, after, unknown, sensitive },
			}),
		),
		resource_drift: drift.map(({ address, type, action }) => ({
			...{ address, mode: 'managed', type },
			change: { actions: terraformActions[action] },
		})),
	});
}
