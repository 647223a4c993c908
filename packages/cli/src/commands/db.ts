import { Option } from 'commander';
import type { CopyOptions, ReplacingOptions, RestoreCommandOptions } from '../actions/db.js';
import { type Define, examples } from './definition.js';

const actions = () => import('../actions/db.js');

/** `portcullis db migrate | status | backup | restore | copy` */
export const dbCommand: Define = (program, perform) => {
	const db = program.command('db').summary('the database: schema, status, backup, moving to PostgreSQL');
	db.description(
		'The database that --db or PORTCULLIS_DB names, a file or PostgreSQL: its schema, its status, backups, moving it.',
	);

	db.command('migrate')
		.description(
			"Brings the database to this version's schema, and makes it where there is none. Run again, it does nothing. Whatever opens a database to write does the same.",
		)
		.addHelpText('after', examples('db migrate', 'db migrate --db postgres://owner@db.example/portcullis'))
		.action(() => perform(async (context) => (await actions()).migrateDatabase(context)));

	db.command('status')
		.description(
			'Tells how the database is: schema, size, rows, who writes to it, the head of the history. Changes nothing.',
		)
		.addHelpText('after', examples('db status', 'db status --json'))
		.action(() => perform(async (context) => (await actions()).databaseStatus(context)));

	db.command('backup')
		.description(
			'Makes a backup while others use the database: one file, an embedded database, checked before it is put in place. Of PostgreSQL too.',
		)
		.argument('<file>', 'the backup to make')
		.option('--force', 'overwrite the file')
		.addHelpText(
			'after',
			examples('db backup backups/2026-11-24.db', 'db backup pg.db --db postgres://owner@db.example/portcullis'),
		)
		.action((file: string, options: ReplacingOptions) =>
			perform(async (context) => (await actions()).backupDatabase(context, file, options)),
		);

	db.command('restore')
		.description(
			'Puts a backup in the place of a database that is empty or not there. The backup is read to its end before: every page, every reference, the chain of the history.',
		)
		.argument('<file>', 'the backup')
		.option('--head <hash>', 'the history of the backup must hold this hash, which audit head wrote earlier')
		.option('--force', 'replace a file that holds something, and keep what it held beside it')
		.addHelpText(
			'after',
			examples(
				'db restore backups/2026-11-24.db',
				'db restore backups/2026-11-24.db --db postgres://owner@db.example/portcullis',
			),
		)
		.action((file: string, options: RestoreCommandOptions) =>
			perform(async (context) => (await actions()).restoreDatabase(context, file, options)),
		);

	db.command('copy')
		.description(
			'Copies everything into an empty database: how a file moves to PostgreSQL. All of it is there afterwards, compared row by row, or nothing. Stop what writes to the first before.',
		)
		.addOption(new Option('--from <database>', 'a file, or postgres://…').makeOptionMandatory())
		.addOption(new Option('--to <database>', 'an empty one: a file, or postgres://…').makeOptionMandatory())
		.addHelpText(
			'after',
			examples('db copy --from .portcullis/portcullis.db --to postgres://owner@db.example/portcullis'),
		)
		.action((options: CopyOptions) => perform(async (context) => (await actions()).copyDatabase(context, options)));
};
