import { InvalidArgumentError, Option } from 'commander';
import type { ConftestCheckOptions } from '../actions/check-conftest.js';
import type { ReportFile } from '../check-output/check-outcome.js';
import { checkFormatNames } from './choices.js';
import { type Define, examples } from './definition.js';
import { collect } from './values.js';

/** `portcullis check` */
export const checkCommand: Define = (program, perform) => {
	program
		.command('check')
		.summary("judge a plan of Terraform's")
		.description(
			"Judges what `terraform show -json` writes, by policies written for conftest: every rule deny, violation and warn with the plan as input, as conftest does. No database is asked. Ends with conftest's exit statuses: 1 where a rule denies; with --fail-on-warn 2 where a rule denies and 1 where one warns; 2 for a plan or policies that cannot be used.",
		)
		.argument('<plan>', 'what terraform show -json PLAN wrote; - is standard input')
		.requiredOption('--conftest <folder>', 'policies in Rego; repeatable', collect)
		.option('--namespace <name>', 'the package whose rules are asked (default: main); repeatable', collect)
		.option('--all-namespaces', 'ask every package that has rules')
		.option('--data <path>', 'a folder or file of JSON and YAML below data; repeatable', collect)
		.option('--fail-on-warn', 'warnings end with 1, and denials with 2')
		.option('--no-fail', 'end with 0 whatever the rules say')
		.addOption(new Option('--rego-version <version>', 'v0 for policies of before OPA 1.0').choices(['v0', 'v1']))
		.addOption(new Option('--format <format>', 'of standard output').choices(checkFormatNames).default('pretty'))
		.option('--report <format=file>', 'write it to a file too, such as sarif=check.sarif; repeatable', collectReport)
		.addHelpText(
			'after',
			examples(
				'check plan.json --conftest policy',
				'check plan.json --conftest policy --namespace terraform --data policy/data --fail-on-warn',
				'check plan.json --conftest policy --format github --report sarif=check.sarif --report markdown=check.md',
			),
		)
		.action((plan: string, options: CheckCommandOptions) =>
			perform(async (context) => {
				const { conftestCheck } = await import('../actions/check-conftest.js');
				const { report, ...rest } = options;
				return conftestCheck(context, plan, { ...rest, ...(report === undefined ? {} : { reports: report }) });
			}),
		);
};

interface CheckCommandOptions extends Omit<ConftestCheckOptions, 'reports'> {
	readonly report?: readonly ReportFile[];
}

function collectReport(text: string, before: readonly ReportFile[] | undefined): ReportFile[] {
	const [, name, file] = /^([a-z]+)=(.+)$/s.exec(text) ?? [];
	const format = checkFormatNames.find((one) => one === name);
	if (format === undefined || file === undefined) {
		throw new InvalidArgumentError(`It must be FORMAT=FILE; the formats: ${checkFormatNames.join(', ')}.`);
	}
	return [...(before ?? []), { format, file }];
}
