import type { Command, CommanderError } from 'commander';
import { failure } from './failure.js';
import type { Outcome } from './outcome.js';

/** Wrong use of the command line: what was wrong with it, what may have been meant, and where the help is. */
export function usageFailure(error: CommanderError, help: string, program: Command, argv: readonly string[]): Outcome {
	const path = commandPath(program, argv);
	if (error.code === 'commander.help') {
		const wanting = failure({ code: 'USAGE_INVALID', message: `${path} needs a command; ${path} --help lists them` });
		return { ...wanting, text: () => help };
	}
	const message = error.message.replace(/^error: /, '').replace(/\n\(Did you mean (.*)\?\)$/, '; did you mean $1?');
	return failure({ code: 'USAGE_INVALID', message, hint: `${path} --help shows how it is used` });
}

function commandPath(program: Command, argv: readonly string[]): string {
	let command = program;
	const names = [program.name()];
	for (const word of argv) {
		const next = command.commands.find((candidate) => candidate.name() === word);
		if (next === undefined) continue;
		command = next;
		names.push(word);
	}
	return names.join(' ');
}
