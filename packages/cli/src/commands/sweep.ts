import { type Define, examples } from './definition.js';

/** `portcullis sweep` */
export const sweepCommand: Define = (program, perform) => {
	program
		.command('sweep')
		.summary('mark sessions that expired, in every tenant')
		.description(
			'Marks sessions that expired and ends deployments that a process left behind, in every tenant. It only tidies: an expired session cannot be approved, swept or not.',
		)
		.addHelpText('after', examples('sweep', 'sweep --json'))
		.action(() => perform(async (context) => (await import('../actions/sweep.js')).sweep(context)));
};
