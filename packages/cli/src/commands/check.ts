import { InvalidArgumentError, Option } from 'commander';
import type { ConftestCheckOptions } from '../actions/check-conftest.js';
import type { PlanCheckOptions } from '../actions/check-plan.js';
import { checkFormats } from '../check-output/check-formats.js';
import type { ReportFile } from '../check-output/check-outcome.js';
import { failure } from '../output/failure.js';
import { type Define, examples } from './definition.js';
import { collect, collectList } from './values.js';

/** `portcullis check` */
export const checkCommand: Define = (program, perform) => {
	program
		.command('check')
		.summary("judge a plan of Terraform's")
		.description(
			"Judges what `terraform show -json` writes by the policies that judge requests: for a project in the database, or with --facts by what a file says. The permissions of whoever runs the command count, or of --as. What the plan does not know is unknown to the policies, and no pass. Nothing is stored. Ends with 0 for allow, 1 for deny, 3 for review, 2 for bad input or a policy that went wrong.\n\nWith --conftest, judges by policies written for conftest: every rule deny, violation and warn with the plan as input, as conftest does. No database is asked. Ends with conftest's exit statuses: 1 where a rule denies; with --fail-on-warn 2 where a rule denies and 1 where one warns; 2 for a plan or policies that cannot be used.",
		)
		.argument('<plan>', 'what terraform show -json PLAN wrote; - is standard input')
		.option('--project <name>', 'the project that the plan is of')
		.option('--session <id>', 'the request that the plan is to carry out, and nothing beyond it')
		.option('--facts <file>', 'project, roles, bindings and quotas in YAML or JSON; no database is asked')
		.option('--var <name=value>', 'the value of a variable that the plan does not hold; repeatable', collect)
		.option(
			'--default-region <cloud=region>',
			'the region that the environment gives to Terraform; repeatable',
			collect,
		)
		.option('--sources <folder>', 'the configuration, to name file and line')
		.option('--conftest <folder>', 'policies in Rego, which judge instead; repeatable', collect)
		.option(
			'--namespace <name>',
			'the package whose rules are asked, or a pattern such as aws.* (default: main); repeatable',
			collectList,
		)
		.option('--all-namespaces', 'ask every package that has rules')
		.option('--data <path>', 'a folder or file of JSON and YAML below data; repeatable', collect)
		.option('--combine', 'give the policies the plan in a list, as {path, contents}')
		.option('--fail-on-warn', 'warnings end with 1, and denials with 2')
		.option('--no-fail', 'end with 0 whatever the rules say')
		.addOption(new Option('--rego-version <version>', 'v0 for policies of before OPA 1.0').choices(['v0', 'v1']))
		.addOption(new Option('--format <format>', 'of standard output').choices(checkFormats).default('pretty'))
		.option('--report <format=file>', 'write it to a file too, such as sarif=check.sarif; repeatable', collectReport)
		.addHelpText(
			'after',
			examples(
				'check plan.json --project shop',
				'check plan.json --project shop --session 7f3a --sources .',
				'check - --facts facts.yaml --default-region aws=eu-west-1 --format markdown < plan.json',
				'check plan.json --conftest policy',
				'check plan.json --conftest policy --namespace terraform --data policy/data --fail-on-warn',
				'check plan.json --conftest policy --format github --report sarif=check.sarif --report markdown=check.md',
			),
		)
		.action((plan: string, options: CheckCommandOptions) =>
			perform(async (context) => {
				const { report, conftest, ...rest } = options;
				const reports = report === undefined ? {} : { reports: report };
				const misplaced = misplacedOption(options);
				if (misplaced !== null) return failure({ code: 'USAGE_INVALID', message: misplaced });
				if (conftest === undefined) {
					const { checkPlanFile } = await import('../actions/check-plan.js');
					return checkPlanFile(context, plan, { ...rest, ...reports });
				}
				const { conftestCheck } = await import('../actions/check-conftest.js');
				return conftestCheck(context, plan, { ...rest, conftest, ...reports });
			}),
		);
};

interface CheckCommandOptions
	extends Partial<Omit<ConftestCheckOptions, 'reports'>>,
		Omit<PlanCheckOptions, 'reports'> {
	readonly report?: readonly ReportFile[];
}

const ownOptions = ['project', 'session', 'facts', 'var', 'defaultRegion', 'sources'] as const;
const conftestOptions = ['namespace', 'allNamespaces', 'data', 'combine', 'failOnWarn', 'regoVersion'] as const;

// What has no use is said: who gives --namespace without --conftest believes that it is asked.
function misplacedOption(options: CheckCommandOptions): string | null {
	const withConftest = options.conftest !== undefined;
	const others = withConftest ? ownOptions : conftestOptions;
	const found =
		others.find((name) => options[name] !== undefined) ??
		(!withConftest && options.fail === false ? 'noFail' : undefined);
	if (found === undefined) return null;
	const flag = `--${found.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
	return withConftest ? `${flag} has no use with --conftest` : `${flag} is for --conftest`;
}

function collectReport(text: string, before: readonly ReportFile[] | undefined): ReportFile[] {
	const [, name, file] = /^([a-z]+)=(.+)$/s.exec(text) ?? [];
	const format = checkFormats.find((one) => one === name);
	if (format === undefined || file === undefined) {
		throw new InvalidArgumentError(`It must be FORMAT=FILE; the formats: ${checkFormats.join(', ')}.`);
	}
	return [...(before ?? []), { format, file }];
}
