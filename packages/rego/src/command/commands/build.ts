import { Option } from 'commander';
import { type DefineCommand, examples, ignoreOption, languageOptions, repeated } from './definition.js';
import type { BuildFlags } from './run-build.js';

/** `build`: make a bundle. */
export const buildCommand: DefineCommand = (program, definition) => {
	const command = program
		.command('build')
		.summary('make a bundle that OPA loads')
		.description(
			'Makes a bundle of sources and base documents. Ends with 0, or with 1 and no bundle where anything is wrong.',
		)
		.argument('<paths...>', 'files, folders, patterns; with --bundle, bundles')
		.addOption(
			new Option('-t, --target <target>', 'rego: the sources; wasm: a module beside them; plan: intermediate code')
				.choices(['rego', 'wasm', 'plan'])
				.default('rego'),
		)
		.addOption(repeated('-e, --entrypoint <path>', 'a rule that can be asked for, such as policies/allow'))
		.option('-o, --output <file>', 'where the bundle is written', 'bundle.tar.gz')
		.option('-r, --revision <text>', "the manifest's revision")
		.option('--prune-unused', 'leave out rules that no entrypoint needs')
		.addOption(new Option('-O, --optimize <level>', 'refused above 0').hideHelp())
		.option('-b, --bundle', 'take each path for a bundle: an archive, or a folder laid out as one')
		.addOption(ignoreOption());
	languageOptions(command)
		.addHelpText(
			'after',
			examples(definition, 'build policies -o policies.tar.gz', 'build -t wasm -e authz/allow policies'),
		)
		.action((paths: string[], flags: BuildFlags) =>
			definition.run(async () => (await import('./run-build.js')).runBuild(paths, flags, definition.io), 1),
		);
};
