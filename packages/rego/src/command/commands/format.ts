import { type DefineCommand, examples, ignoreOption, languageOptions } from './definition.js';
import type { FormatFlags } from './run-format.js';

/** `fmt`: lay sources out. */
export const formatCommand: DefineCommand = (program, definition) => {
	const command = program
		.command('fmt')
		.summary('lay sources out as OPA does')
		.description(
			'Lays Rego out. Without an option the laid-out text goes to standard output; without a path, standard input is read. Ends with 0; with 2 for a source that cannot be parsed, and with --fail for one that stands otherwise; with 1 for a path that cannot be read.',
		)
		.argument('[paths...]', 'files, folders, patterns')
		.option('-w, --write', 'write the files in their place')
		.option('-l, --list', 'list the files that would change')
		.option('-d, --diff', 'show what would change')
		.option('--fail', 'end with 2 if anything would change')
		.option('--drop-v0-imports', 'take out imports that have become needless, such as import rego.v1')
		.addOption(ignoreOption());
	languageOptions(command)
		.option('--v0-v1', 'make the sources right both before OPA 1.0 and since')
		.addHelpText('after', examples(definition, 'fmt --list --fail policies', 'fmt -w policies', 'fmt < policy.rego'))
		.action((paths: string[], flags: FormatFlags) =>
			definition.run(async () => (await import('./run-format.js')).runFormat(paths, flags, definition.io), 2),
		);
};
