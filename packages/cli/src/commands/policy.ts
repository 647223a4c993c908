import type { ReplayOptions } from '../actions/replay.js';
import type { Io } from '../io/io.js';
import { failure } from '../output/failure.js';
import { type Define, examples } from './definition.js';
import { pastMoment } from './values.js';

/** The commands that need the gate; all others are those of `@portcullis/rego`. */
const gateCommands: ReadonlySet<string | undefined> = new Set(['replay']);

/**
 * `portcullis policy`: the command of `@portcullis/rego`, which reads its own arguments. What stands here is for the
 * help of the whole, for options of ours before it, which it has no use for, and for the commands that ask the gate.
 */
export const policyCommand: Define = (program, perform, io) => {
	const policy = program
		.command('policy')
		.summary('check, build, test, format, evaluate, inspect, begin and replay policies')
		.description(
			"Works on policies in Rego with the OPA inside, by opa's own options and exit statuses. portcullis policy --help lists its commands.",
		)
		.argument('[arguments...]')
		.allowUnknownOption()
		.addHelpText('after', examples('policy --help', 'policy test rego --coverage', 'policy new cost.night_rate'))
		.action(() =>
			perform(async () =>
				failure({
					code: 'USAGE_INVALID',
					message: 'policy takes none of the options that may stand before it',
					hint: 'portcullis policy --help shows how it is used',
				}),
			),
		);

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

/** Whether the arguments are those of `portcullis policy`, and not of a command in it that asks the gate. */
export function isPolicyCommand(argv: readonly string[]): boolean {
	return argv[0] === 'policy' && !gateCommands.has(argv[1]);
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
