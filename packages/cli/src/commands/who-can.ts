import { actions } from '@portcullis/core/vocabulary';
import { Argument } from 'commander';
import type { WhoCanOptions } from '../actions/who-can.js';
import { type Define, examples } from './definition.js';
import { countingNumber } from './values.js';

/** `portcullis who-can` */
export const whoCanCommand: Define = (program, perform) => {
	program
		.command('who-can')
		.summary('who can do something in a project, by deciding it for each')
		.description(
			'Says who can do something in a project, by deciding it for everybody who has a grant, and for somebody of each group that has one: quotas, sizes and bindings count, not roles alone. To create, the smallest resource of a kind is decided on; to modify or delete, what stands.',
		)
		.addArgument(new Argument('<action>', 'what to do').choices(actions))
		.argument('[what]', 'a kind, such as vm; to modify or delete also an address, such as vm/web. Left out: everything')
		.requiredOption('--project <name>', 'the project')
		.option('--after <actor>', 'only actors and groups after this one: the next page')
		.option('--limit <number>', 'at most this many actors and groups, up to 100', countingNumber, 50)
		.addHelpText(
			'after',
			examples(
				'who-can create vm --project shop',
				'who-can delete vm/web --project shop',
				'who-can modify --project shop --json',
			),
		)
		.action((action: string, what: string | undefined, options: WhoCanOptions) =>
			perform(async (context) => (await import('../actions/who-can.js')).whoCan(context, action, what, options)),
		);
};
