import { type DefineCommand, examples } from './definition.js';

/** `new`: make the folder of a policy. */
export const newCommand: DefineCommand = (program, definition) => {
	program
		.command('new')
		.summary('make the folder of a policy: rule, test, page')
		.description(
			'Makes <folder>/<category>/<name>/ with a rule, its test and its page, to be changed into your own. They pass check --strict, test --coverage and fmt --list as they stand. Ends with 0, or with 1 where the name is not right or the folder is there.',
		)
		.argument(
			'<name>',
			'such as no_gpu, which is custom.no_gpu, a policy of your own; or with its category, such as cost.night_rate',
		)
		.option('--folder <folder>', 'where the policies stand', 'rego')
		.addHelpText('after', examples(definition, 'new no_gpu', 'new cost.night_rate --folder policies'))
		.action((name: string, { folder }: { readonly folder: string }) =>
			definition.run(async () => (await import('./run-new.js')).runNew(name, folder, definition.io), 1),
		);
};
