import { type DefineCommand, examples, formatOption, ignoreOption, languageOptions } from './definition.js';
import type { InspectFlags } from './run-inspect.js';

/** `inspect`: tell what a bundle holds. */
export const inspectCommand: DefineCommand = (program, definition) => {
	const command = program
		.command('inspect')
		.summary('tell what a bundle, a folder or a file holds')
		.description(
			'Tells packages and their files, entrypoints, the built-ins and base documents that are needed, annotations, and the manifest of a bundle. A folder is taken for a bundle. Ends with 0, or with 1 for what cannot be read.',
		)
		.argument('<path>', 'a bundle, a folder or a file')
		.addOption(formatOption('pretty', 'json'))
		.option('-a, --annotations', 'list annotations')
		.addOption(ignoreOption());
	languageOptions(command)
		.addHelpText('after', examples(definition, 'inspect bundle.tar.gz', 'inspect -a -f json policies'))
		.action((path: string, flags: InspectFlags) =>
			definition.run(async () => (await import('./run-inspect.js')).runInspect(path, flags, definition.io), 1),
		);
};
