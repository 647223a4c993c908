import { type Command, CommanderError } from 'commander';
import { ToolboxError } from '../toolbox/toolbox-error.js';
import type { CommandIo } from './command-io.js';
import { colorsFor } from './output/colors-for.js';
import { harmlessLines } from './output/harmless-lines.js';
import { createRegoProgram } from './rego-program.js';

/** How the command is called. */
export interface RegoCommandOptions {
	/** What stands before the subcommand, for help and hints. Default: `portcullis-rego`. */
	readonly name?: string;
	/** What its help says at the end: of commands beside these. */
	readonly more?: string;
}

/**
 * Runs the command once: `check`, `build`, `test`, `fmt`, `eval`, `inspect` or `new`, with the options and exit statuses
 * of `opa`. It neither ends the process nor changes it; for a command that owns its process, call `configureToolbox`
 * with `baselineOnly` before.
 *
 * @param argv what was given after the command's name
 * @param io the outside world
 * @returns the exit status; README.md lists them
 *
 * @example
 * ```ts
 * import { runRegoCommand } from '@portcullis/rego/command';
 *
 * const { stdin, stdout, stderr, env } = process;
 * process.exitCode = await runRegoCommand(['--help'], { stdin, stdout, stderr, env, cwd: process.cwd() });
 * ```
 */
export async function runRegoCommand(
	argv: readonly string[],
	io: CommandIo,
	{ name = 'portcullis-rego', more = '' }: RegoCommandOptions = {},
): Promise<number> {
	let status = 0;
	const say = (message: string, hint?: string): void => {
		const { red, dim } = colorsFor(io.stderr, io.env);
		io.stderr.write(`${red('error:')} ${harmlessLines(message)}\n`);
		if (hint !== undefined) io.stderr.write(dim(`hint: ${hint}\n`));
	};
	const run = async (action: () => Promise<number>, faultStatus: number): Promise<void> => {
		try {
			status = await action();
		} catch (error) {
			const code = error instanceof ToolboxError ? error.code : 'INTERNAL';
			say(`${error instanceof Error ? error.message : String(error)} (${code})`);
			status = faultStatus;
		}
	};
	let usage = '';
	const program = createRegoProgram(
		{ io, name, run },
		{
			out: (text) => io.stdout.write(text),
			err: (text) => {
				usage += text;
			},
		},
		more,
	);
	try {
		await program.parseAsync(argv, { from: 'user' });
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		if (error.exitCode === 0) return 0;
		// Without a subcommand commander answers with its help.
		if (error.code === 'commander.help') io.stderr.write(usage);
		else say(usageText(error.message), `${commandPath(program, argv)} --help shows how it is used`);
		return 1;
	}
	return status;
}

function usageText(message: string): string {
	return message.replace(/^error: /, '').replace(/\n\(Did you mean (.*)\?\)$/, '; did you mean $1?');
}

function commandPath(program: Command, [first]: readonly string[]): string {
	const subcommand = program.commands.find((each) => each.name() === first);
	return subcommand === undefined ? program.name() : `${program.name()} ${subcommand.name()}`;
}
