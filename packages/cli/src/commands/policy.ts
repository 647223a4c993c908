import type { PolicyAddOptions } from '../actions/policy.js';
import type { ReplayOptions } from '../actions/replay.js';
import type { Io } from '../io/io.js';
import { failure } from '../output/failure.js';
import { type Define, examples } from './definition.js';
import { pastMoment } from './values.js';

const actions = () => import('../actions/policy.js');

/** The subcommands that ask the gate; `help` lists them beside the others. */
const ownCommands = ['add', 'list', 'ls', 'show', 'remove', 'rm', 'replay', 'help', '--help', '-h'];

/**
 * `portcullis policy add | list | show | remove`, and the command of `@portcullis/rego` beside them, which reads its own
 * arguments. What stands here for that one is for the help of the whole, and for options of ours before it, which it has
 * no use for.
 */
export const policyCommand: Define = (program, perform, io) => {
	const policy = program
		.command('policy')
		.summary("policies of one's own; check, build, test, format, evaluate, inspect and begin policies")
		.description("A tenant's own policies: added as text, bound like any other, and run apart.")
		.usage('<command> [arguments]')
		.argument('[arguments...]')
		.allowUnknownOption()
		.addHelpText(
			'after',
			`
Commands on files of Rego, by opa's own options and exit statuses (portcullis policy <command> --help):
  check, build, test, fmt, eval, inspect, new
${examples('policy new no_weekends', 'policy test rego/custom/no_weekends', 'policy add rego/custom/no_weekends', 'policy list', 'policy test rego --coverage')}`,
		)
		.action(() =>
			perform(async () =>
				failure({
					code: 'USAGE_INVALID',
					message: 'this command of policy takes none of the options that may stand before it',
					hint: 'portcullis policy --help shows how it is used',
				}),
			),
		);

	policy
		.command('add')
		.summary("add a policy of one's own, or put another in its place")
		.description(
			'Adds a policy of package custom.<name> with its tests, or puts another in its place. It is held to the schema of the input and its tests are run; from then on it can be bound. Changing it voids the approvals of what it judged.',
		)
		.argument('<path...>', 'Rego files, or the folder that policy new has made; - is standard input')
		.option('--allow-untested', 'take it though it has no tests')
		.addHelpText('after', examples('policy add rego/custom/no_weekends', 'policy add rule.rego rule_test.rego --json'))
		.action((paths: string[], options: PolicyAddOptions) =>
			perform(async (context) => (await actions()).addPolicy(context, paths, options)),
		);

	policy
		.command('list')
		.summary('list every policy that can be bound')
		.description("Lists every policy that can be bound: those that are built in, and the tenant's own.")
		.addHelpText('after', examples('policy list', 'policy list --json'))
		.action(() => perform(async (context) => (await actions()).listPolicies(context)));

	policy
		.command('show')
		.summary('show a policy')
		.description("Shows what a policy says of itself, and its files where it is one of the tenant's own.")
		.argument('<policy>', 'such as custom.no_weekends')
		.addHelpText('after', examples('policy show custom.no_weekends', 'policy show cost.hourly_limit'))
		.action((id: string) => perform(async (context) => (await actions()).showPolicy(context, id)));

	policy
		.command('remove')
		.summary("remove a policy of one's own")
		.description("Removes a policy of the tenant's own. What binds it must be removed first.")
		.argument('<policy>', 'such as custom.no_weekends')
		.addHelpText('after', examples('policy remove custom.no_weekends'))
		.action((id: string) => perform(async (context) => (await actions()).removePolicy(context, id)));

	policy
		.command('replay')
		.summary('decide past decisions again, under other policies or bindings')
		.description(
			[
				'Decides the decisions of the past again, from what was kept of them, and lists whose answer would be another, and why. Nothing is stored.',
				'Under the policies and bindings of then, unless others are given.',
				'Ends with 0 where no answer changes, 3 where some would, 1 where none of those changes that could be decided again and some could not.',
			].join('\n'),
		)
		.requiredOption(
			'--since <moment>',
			'decisions from this moment on: 7d for seven days ago, 2026-11-01, 2026-11-24T10:00Z',
			pastMoment(io.clock),
		)
		.option('--until <moment>', 'decisions before this moment; until now if left out', pastMoment(io.clock))
		.option('--project <name>', 'of this project only')
		.option(
			'--bindings <file>',
			'all bindings that there would be: YAML or JSON, a list of them, or what binding list --json writes; - is standard input',
		)
		.option(
			'--bundle <folder>',
			'the policies to decide by: a folder of .rego files, the entrypoint (rego/entrypoint) among them, or of a compiled bundle (bundle.json and policies.wasm)',
		)
		.addHelpText(
			'after',
			examples(
				'policy replay --since 7d',
				'policy replay --since 30d --bindings stricter.yaml',
				'policy replay --since 2026-11-01 --project shop --bundle rego --json',
			),
		)
		.action((options: ReplayOptions) =>
			perform(async (context) => (await import('../actions/replay.js')).replay(context, options)),
		);
};

/** Whether the arguments are those of the command of `@portcullis/rego`. */
export function isPolicyCommand([command, subcommand = '--help']: readonly string[]): boolean {
	return command === 'policy' && !ownCommands.includes(subcommand);
}

const more = `Beside these, with the database:
  replay    decide past decisions again, under other policies or bindings
  (portcullis policy replay --help shows how)
`;

/** Hands the arguments behind `policy` on, untouched. */
export async function runPolicyCommand(argv: readonly string[], io: Io): Promise<number> {
	const { runRegoCommand } = await import('@portcullis/rego/command');
	return runRegoCommand(argv.slice(1), io, { name: 'portcullis policy', more });
}
