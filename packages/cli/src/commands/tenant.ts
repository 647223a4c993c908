import type { TenantChange } from '../actions/tenant.js';
import { type Define, examples } from './definition.js';
import { countingNumber } from './values.js';

/** `portcullis tenant` */
export const tenantCommand: Define = (program, perform) => {
	program
		.command('tenant')
		.summary('show the tenant, or set how long its sessions wait')
		.description(
			'Shows the tenant. With --session-minutes it sets how long sessions wait for people, for those that are opened from then on: 5 minutes to 7 days (10080). That needs can_manage_policies.',
		)
		.option('--session-minutes <number>', 'how long sessions wait', countingNumber)
		.option('--session-default', 'as long as they wait where nothing is set: 30 minutes')
		.addHelpText('after', examples('tenant', 'tenant --session-minutes 120', 'tenant --session-default'))
		.action((change: TenantChange) =>
			perform(async (context) => (await import('../actions/tenant.js')).tenant(context, change)),
		);
};
