import { type Define, examples } from './definition.js';

/** `portcullis show` */
export const showCommand: Define = (program, perform) => {
	program
		.command('show')
		.summary('show a session: what waits, for whom, how long still')
		.description('Shows a session: what would change, the decision, who may approve and how long it waits still.')
		.argument('<session>', 'its id, or the beginning of it (4 characters or more) where only one begins so')
		.option('--watch', 'go on showing it until it is over; with --json, write its end only')
		.addHelpText('after', examples('show 5f0c6c1e', 'show 5f0c6c1e --watch', 'show 5f0c6c1e --json'))
		.action((id: string, { watch = false }: { readonly watch?: boolean }) =>
			perform(async (context) =>
				watch
					? (await import('../actions/watch-session.js')).watchSession(context, id)
					: (await import('../actions/show.js')).show(context, id),
			),
		);
};
