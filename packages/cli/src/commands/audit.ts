import { Option } from 'commander';
import type { ExportOptions } from '../actions/audit.js';
import { type Define, examples } from './definition.js';
import { pastMoment } from './values.js';

const actions = () => import('../actions/audit.js');

/** `portcullis audit verify | export | head` */
export const auditCommand: Define = (program, perform, io) => {
	const audit = program.command('audit').summary('the history as a whole: verify, export, its head');
	audit.description(
		'The history as a whole: whether anybody has touched it, all of it for keeping elsewhere, and its last row.',
	);

	audit
		.command('verify')
		.description(
			'Reads the whole history and names the first row that was changed, is missing or was moved. With a head that was kept elsewhere, finds as well that its end was cut off. Ends with 1 where something is wrong.',
		)
		.option('--head <hash>', 'a hash that audit head wrote earlier')
		.addHelpText('after', examples('audit verify', 'audit verify --head "$(cut -f1 head.txt)"'))
		.action((options: { readonly head?: string }) =>
			perform(async (context) => (await actions()).verifyHistory(context, options)),
		);

	audit
		.command('export')
		.description(
			"Writes every row that you may see to standard output, oldest first. In CSV, a cell that a spreadsheet would take for a formula has a ' before it.",
		)
		.option(
			'--since <moment>',
			'from this moment on: 2026-11-01, 2026-11-24T10:00:00Z, or 7d for seven days ago',
			pastMoment(io.clock),
		)
		.addOption(new Option('--format <format>', 'how rows are written').choices(['jsonl', 'csv']).default('jsonl'))
		.option('--project <name>', 'of this project only')
		.option('--session <id>', 'of this session only (the whole id)')
		.option('--actor <name>', 'by this actor only')
		.option('--event <event>', 'of this kind only: session.approved, or session for all that begin so')
		.addHelpText('after', examples('audit export > history.jsonl', 'audit export --since 7d --format csv > week.csv'))
		.action((options: ExportOptions, command) =>
			perform(async (context) =>
				(await actions()).exportHistory(context, { ...options, json: command.optsWithGlobals().json === true }),
			),
		);

	audit
		.command('head')
		.description(
			'Writes the hash and the number of the last row. Keep it where the database is not, for audit verify --head.',
		)
		.addHelpText('after', examples('audit head > head.txt', 'audit head --json'))
		.action(() => perform(async (context) => (await actions()).historyHead(context)));
};
