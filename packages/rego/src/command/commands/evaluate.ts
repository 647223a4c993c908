import { Option } from 'commander';
import {
	type DefineCommand,
	durationOption,
	examples,
	formatOption,
	ignoreOption,
	languageOptions,
	repeated,
} from './definition.js';
import type { EvaluateFlags } from './run-evaluate.js';

/** `eval`: evaluate a query. */
export const evaluateCommand: DefineCommand = (program, definition) => {
	const command = program
		.command('eval')
		.summary('evaluate a query')
		.description(
			"Evaluates a query by OPA's interpreter. Ends with 0, an undefined query too; with 1 where --fail or --fail-defined says so, and for wrong use; with 2 for an error in sources, query or evaluation.",
		)
		.argument('[query]', 'such as data.authz.allow')
		.addOption(repeated('-d, --data <path>', 'sources and base documents: files, folders, patterns, bundles'))
		.addOption(repeated('-b, --bundle <path>', 'a bundle: an archive, or a folder laid out as one'))
		.addOption(ignoreOption())
		.option('-i, --input <file>', 'the input, in JSON or YAML')
		.option('-I, --stdin-input', 'read the input from standard input')
		.option('--stdin', 'read the query from standard input')
		.option('--package <path>', 'the package in which the query stands')
		.addOption(repeated('--import <path>', 'what the query imports'))
		.addOption(formatOption('json', 'values', 'bindings', 'pretty', 'raw', 'discard'))
		.addOption(
			new Option('--explain <how>', 'show the steps')
				.choices(['off', 'full', 'notes', 'fails', 'debug'])
				.default('off'),
		)
		.option('--fail', 'end with 1 if the query is undefined')
		.option('--fail-defined', 'end with 1 if the query is defined')
		.option('--coverage', 'tell which lines are reached')
		.option('--profile', 'tell what each expression cost; implies --metrics')
		.option('--metrics', 'tell how long each step took')
		.option('--strict-builtin-errors', 'an error of a built-in ends the evaluation')
		.option('-S, --strict', "OPA's strict mode for the sources")
		.option('-s, --schema <path>', 'a JSON Schema of the input, or a folder of schemas that annotations name')
		.addOption(durationOption('--timeout <duration>', 'the longest that it may take (default: 1m)'))
		.addOption(new Option('--var-values', 'always so').hideHelp());
	languageOptions(command)
		.addHelpText(
			'after',
			examples(
				definition,
				"eval 'x := 1; y := 2; x < y'",
				'eval -d policies -i input.json data.authz.allow -f pretty --fail',
			),
		)
		.action((query: string | undefined, flags: EvaluateFlags, self) => {
			const wrong = wrongUse(query, flags);
			if (wrong !== undefined) self.error(`error: ${wrong}`);
			return definition.run(
				async () => (await import('./run-evaluate.js')).runEvaluate(query, flags, definition.io),
				2,
			);
		});
};

function wrongUse(query: string | undefined, flags: EvaluateFlags): string | undefined {
	if (query === undefined && !flags.stdin) return 'give a query, or --stdin';
	if (query !== undefined && flags.stdin) return 'give either a query or --stdin, not both';
	if (flags.stdin && flags.stdinInput) return 'give either --stdin or --stdin-input, not both';
	if (flags.input !== undefined && flags.stdinInput) return 'give either --input or --stdin-input, not both';
	return flags.fail && flags.failDefined ? 'give either --fail or --fail-defined, not both' : undefined;
}
