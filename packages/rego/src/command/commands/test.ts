import { InvalidArgumentError, Option } from 'commander';
import {
	type DefineCommand,
	durationOption,
	examples,
	formatOption,
	ignoreOption,
	languageOptions,
} from './definition.js';
import type { TestFlags } from './run-test.js';

/** `test`: run the tests. */
export const testCommand: DefineCommand = (program, definition) => {
	const command = program
		.command('test')
		.summary('run the tests of policies')
		.description(
			'Runs every rule whose name begins with test_ (todo_test_ is skipped). Ends with 0 if all pass; with 2 if a test fails, errs, is skipped or takes too long, or coverage is below the threshold; with 1 for sources that do not compile and for wrong use.',
		)
		.argument('<paths...>', 'files, folders, patterns, bundles')
		.option('-v, --verbose', 'show passing tests too, all that print wrote, and whole values')
		.option('-r, --run <pattern>', "only tests whose name (data.package.test_x) Go's regular expression finds")
		.option('-c, --coverage', 'tell which lines the tests reach')
		.addOption(
			new Option('--threshold <percent>', 'end with 2 if fewer lines are reached; implies --coverage').argParser(
				percent,
			),
		)
		.option('--lcov <file>', "write coverage in lcov's format; implies --coverage")
		.addOption(formatOption('pretty', 'json', 'junit', 'github'))
		.addOption(durationOption('--timeout <duration>', 'the longest that one test may take (default: 5s)'))
		.option('-z, --exit-zero-on-skipped', 'skipped tests are no failure')
		.option('--fail-on-empty', 'end with 1 if no test was run')
		.addOption(new Option('--explain <how>', 'add the trace of each failed test').choices(['full']))
		.addOption(new Option('--var-values', 'always so').hideHelp())
		.option('-b, --bundle', 'take each path for a bundle: an archive, or a folder laid out as one')
		.addOption(ignoreOption());
	languageOptions(command)
		.addHelpText(
			'after',
			examples(
				definition,
				'test policies',
				'test policies --coverage --threshold 100',
				'test policies -f junit > report.xml',
			),
		)
		.action((paths: string[], flags: TestFlags) =>
			definition.run(async () => (await import('./run-test.js')).runTest(paths, flags, definition.io), 1),
		);
};

function percent(value: string): number {
	const number = Number(value);
	if (value.trim() === '' || !(number >= 0 && number <= 100))
		throw new InvalidArgumentError('Write a number from 0 to 100.');
	return number;
}
