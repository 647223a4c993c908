import type { InitOptions } from '../actions/init.js';
import { type Define, examples } from './definition.js';

/** `portcullis init` */
export const initCommand: Define = (program, perform) => {
	program
		.command('init')
		.summary('set up here: the database and the first tenant')
		.description(
			'Sets up here: makes the database and the tenant, with its roles and first policies. Whoever runs it becomes CloudAdmin. Run again, it says so and changes nothing.',
		)
		.option('--allow-as', 'let actors that are known only by --as approve (for trying things out alone)')
		.option(
			'--time-zone <zone>',
			'in which days, weeks and months of quotas begin, such as Europe/Berlin (default: UTC)',
		)
		.addHelpText('after', examples('init', 'init --allow-as', 'init --tenant shop --db shop.db'))
		.action((options: InitOptions) =>
			perform(async (context) => (await import('../actions/init.js')).init(context, options)),
		);
};
