import { type DefineCommand, examples, formatOption, ignoreOption, languageOptions } from './definition.js';
import type { CheckFlags } from './run-check.js';

/** `check`: parse, compile and type-check. */
export const checkCommand: DefineCommand = (program, definition) => {
	const command = program
		.command('check')
		.summary('check sources: syntax, names, types')
		.description(
			'Parses, compiles and type-checks Rego, and says every error of every file. Ends with 0 if there is none, else with 1.',
		)
		.argument('<paths...>', 'files, folders, patterns, bundles')
		.option('-S, --strict', "OPA's strict mode: what is not used is an error too")
		.option('-s, --schema <path>', 'a JSON Schema of the input, or a folder of schemas that annotations name')
		.addOption(formatOption('pretty', 'json'))
		.option('-b, --bundle', 'take each path for a bundle: an archive, or a folder laid out as one')
		.addOption(ignoreOption());
	languageOptions(command)
		.option('--v0-v1', 'the sources must be right both before OPA 1.0 and since')
		.addHelpText(
			'after',
			examples(definition, 'check --strict policies', "check 'policies/**/*.rego' --schema input.schema.json"),
		)
		.action((paths: string[], flags: CheckFlags) =>
			definition.run(async () => (await import('./run-check.js')).runCheck(paths, flags, definition.io), 1),
		);
};
