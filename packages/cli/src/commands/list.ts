import { sessionStatuses } from '@portcullis/core/vocabulary';
import { Option } from 'commander';
import type { ListOptions } from '../actions/list.js';
import { type Define, examples } from './definition.js';
import { countingNumber } from './values.js';

/** `portcullis list` */
export const listCommand: Define = (program, perform) => {
	program
		.command('list')
		.summary('list sessions, newest first')
		.description('Lists the sessions that you may see, newest first.')
		.option('--project <name>', 'of this project only')
		.addOption(new Option('--status <status...>', 'in one of these only').choices(sessionStatuses))
		.option('--limit <number>', 'at most this many', countingNumber, 50)
		.addHelpText('after', examples('list', 'list --project shop --status open', 'list --json'))
		.action((options: ListOptions) =>
			perform(async (context) => (await import('../actions/list.js')).list(context, options)),
		);
};
