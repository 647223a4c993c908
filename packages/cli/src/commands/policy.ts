import type { PolicyAddOptions } from '../actions/policy.js';
import type { Io } from '../io/io.js';
import { failure } from '../output/failure.js';
import { type Define, examples } from './definition.js';

const actions = () => import('../actions/policy.js');

/** The subcommands that ask the gate; `help` lists them beside the others. */
const ownCommands = ['add', 'list', 'show', 'remove', 'help', '--help', '-h'];

/**
 * `portcullis policy add | list | show | remove`, and the command of `@portcullis/rego` beside them, which reads its own
 * arguments. What stands here for that one is for the help of the whole, and for options of ours before it, which it has
 * no use for.
 */
export const policyCommand: Define = (program, perform) => {
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
};

/** Whether the arguments are those of the command of `@portcullis/rego`. */
export function isPolicyCommand([command, subcommand = '--help']: readonly string[]): boolean {
	return command === 'policy' && !ownCommands.includes(subcommand);
}

/** Hands the arguments behind `policy` on, untouched. */
export async function runPolicyCommand(argv: readonly string[], io: Io): Promise<number> {
	const { runRegoCommand } = await import('@portcullis/rego/command');
	return runRegoCommand(argv.slice(1), io, { name: 'portcullis policy' });
}
