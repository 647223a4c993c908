import type { Io } from '../io/io.js';
import { failure } from '../output/failure.js';
import { type Define, examples } from './definition.js';

/**
 * `portcullis policy`: the command of `@portcullis/rego`, which reads its own arguments. What stands here is for the
 * help of the whole, and for options of ours before it, which it has no use for.
 */
export const policyCommand: Define = (program, perform) => {
	program
		.command('policy')
		.summary('check, build, test, format, evaluate, inspect and begin policies')
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
};

/** Whether the arguments are those of `portcullis policy`. */
export function isPolicyCommand(argv: readonly string[]): boolean {
	return argv[0] === 'policy';
}

/** Hands the arguments behind `policy` on, untouched. */
export async function runPolicyCommand(argv: readonly string[], io: Io): Promise<number> {
	const { runRegoCommand } = await import('@portcullis/rego/command');
	return runRegoCommand(argv.slice(1), io, { name: 'portcullis policy' });
}
