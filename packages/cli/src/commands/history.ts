import type { HistoryOptions } from '../actions/history.js';
import { type Define, examples } from './definition.js';
import { countingNumber } from './values.js';

/** `portcullis history` */
export const historyCommand: Define = (program, perform) => {
	program
		.command('history')
		.summary('what happened, newest first')
		.description(
			'Lists what happened, newest first: requests, approvals, deployments and every change of what decides.',
		)
		.option('--project <name>', 'of this project only')
		.option('--session <id>', 'of this session only (the whole id)')
		.option('--actor <name>', 'by this actor only')
		.option('--event <event>', 'of this kind only: session.approved, or session for all that begin so')
		.option('--before <row>', 'before this row: the next page', countingNumber)
		.option('--limit <number>', 'at most this many', countingNumber, 50)
		.addHelpText(
			'after',
			examples('history', 'history --project shop --limit 10', 'history --event grant', 'history --before 120 --json'),
		)
		.action((options: HistoryOptions) =>
			perform(async (context) => (await import('../actions/history.js')).history(context, options)),
		);
};
