import tab from '@bomb.sh/tab/commander';
import { type Command, Option } from 'commander';
import type { Io } from '../io/io.js';
import { createProgram } from './program.js';

/**
 * Answers a shell. What can be completed is read off the program itself, so that a new command needs nothing here.
 *
 * It writes to the process's own standard output: the library that knows the shells does.
 */
export async function runCompletion(argv: readonly string[], io: Io): Promise<number> {
	const program = createProgram('', async () => {}, io, { out: io.stdout.write, err: io.stderr.write });
	// Its own is only for the help.
	const commands = program.commands as Command[];
	commands.splice(
		commands.findIndex((command) => command.name() === 'complete'),
		1,
	);
	const { listRegoCommands } = await import('@portcullis/rego/command');
	const policy = commands.find((command) => command.name() === 'policy');
	for (const { name, description: words, options } of listRegoCommands()) {
		const mounted = policy?.command(name).description(words);
		for (const { flags, description: about, choices } of options) {
			if (flags === '-h, --help') continue;
			mounted?.addOption(new Option(flags, about).choices(choices));
		}
	}
	tab(program);
	await program.parseAsync(argv, { from: 'user' });
	return 0;
}
