import { environments, providerIds } from '@portcullis/core/vocabulary';
import { Option } from 'commander';
import type { InitOptions } from '../actions/init.js';
import { type Define, examples } from './definition.js';
import { amount } from './values.js';

/** `portcullis init` */
export const initCommand: Define = (program, perform) => {
	program
		.command('init')
		.summary('set up here: the database and the first tenant')
		.description(
			'Sets up here: makes the database and the tenant, with its roles and first policies. Whoever runs it becomes CloudAdmin. At a terminal, where there is no database yet, it asks for a first project; the options below, or --yes, answer for whoever cannot be asked. Run again, it says so and changes nothing.',
		)
		.option('--allow-as', 'let actors that are known only by --as approve (for trying things out alone)')
		.option(
			'--time-zone <zone>',
			'in which days, weeks and months of quotas begin, such as Europe/Berlin (default: UTC)',
		)
		.option('--yes', 'ask nothing')
		.option('--project <name>', 'add this first project, with --provider and --region')
		.addOption(new Option('--provider <cloud>', 'its cloud').choices(providerIds))
		.option('--region <region>', 'the region of a resource that names none')
		.option('--account <id>', 'the project id (gcp), account number (aws) or subscription id (azure)')
		.addOption(new Option('--environment <name>', 'development if left out').choices(environments))
		.option('--budget <usd>', 'what it may cost a month, in US dollars', amount)
		.addHelpText(
			'after',
			examples(
				'init',
				'init --yes',
				'init --project shop --provider gcp --region us-central1 --budget 500',
				'init --allow-as',
				'init --tenant shop --db shop.db',
			),
		)
		.action((options: InitOptions) =>
			perform(async (context) => (await import('../actions/init.js')).init(context, options)),
		);
};
