import type { SweepChoice } from '../actions/sweep.js';
import { type Define, examples } from './definition.js';

/** `portcullis sweep` */
export const sweepCommand: Define = (program, perform) => {
	program
		.command('sweep')
		.summary('mark sessions that expired, in every tenant')
		.description(
			'Marks sessions that expired, ends deployments that a process left behind, and removes old cache files, in every tenant; then says what it did. It only tidies: an expired session cannot be approved, swept or not. Any number of processes may sweep at once.\n\n' +
				'A deployment is ended once its process has given no sign for five minutes. --force ends those of this tenant that are still within that time, as failed, and gives back what they hold: for when you know that the process is gone. If it is not, it puts nothing in place any more. That needs can_approve, and is in the history as yours.',
		)
		.option('--session <id>', 'only this session, of this tenant')
		.option('--force', 'end deployments now that are still within their time')
		.addHelpText('after', examples('sweep', 'sweep --json', 'sweep --force --session 5f0c6c1e0d0f4b5c9a3b2f1e7d8c6b5a'))
		.action((choice: SweepChoice) =>
			perform(async (context) => (await import('../actions/sweep.js')).sweep(context, choice)),
		);
};
