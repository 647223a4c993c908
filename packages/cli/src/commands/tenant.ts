import type { TenantChange } from '../actions/tenant.js';
import { type Define, examples } from './definition.js';
import { countingNumber, wholeNumber } from './values.js';

/** `portcullis tenant` */
export const tenantCommand: Define = (program, perform) => {
	program
		.command('tenant')
		.summary('show the tenant, or set how long its sessions wait and who changes policies')
		.description(
			'Shows the tenant. With --session-minutes it sets how long sessions wait for people, for those that are opened from then on: 5 minutes to 7 days (10080). With --policy-approvals it sets how many others with can_manage_policies must approve each change of a binding, and of this setting itself; with --longest-waiver for how many days waivers may last. All of these need can_manage_policies. One setting at a time.',
		)
		.option('--session-minutes <number>', 'how long sessions wait', countingNumber)
		.option('--session-default', 'as long as they wait where nothing is set: 30 minutes')
		.option('--policy-approvals <number>', 'how many others must approve a change of policy; 0: none', wholeNumber)
		.option('--longest-waiver <days>', 'for how many days a waiver may last at most', countingNumber)
		.option('--longest-waiver-default', 'as long as waivers may last where nothing is set: 90 days')
		.addHelpText(
			'after',
			examples(
				'tenant',
				'tenant --session-minutes 120',
				'tenant --session-default',
				'tenant --policy-approvals 1',
				'tenant --longest-waiver 30',
			),
		)
		.action((change: TenantChange) =>
			perform(async (context) => (await import('../actions/tenant.js')).tenant(context, change)),
		);
};
