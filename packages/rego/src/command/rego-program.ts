import { Command } from 'commander';
import { buildCommand } from './commands/build.js';
import { checkCommand } from './commands/check.js';
import type { DefineCommand, Definition } from './commands/definition.js';
import { evaluateCommand } from './commands/evaluate.js';
import { formatCommand } from './commands/format.js';
import { inspectCommand } from './commands/inspect.js';
import { newCommand } from './commands/new.js';
import { testCommand } from './commands/test.js';

const commands: readonly DefineCommand[] = [
	checkCommand,
	buildCommand,
	testCommand,
	formatCommand,
	evaluateCommand,
	inspectCommand,
	newCommand,
];

/** Where the program's own words go: help, and what is wrong with the usage. */
export interface ProgramOutput {
	readonly out: (text: string) => void;
	readonly err: (text: string) => void;
}

/** Puts the program together: every subcommand, with its arguments, options and help. It never ends the process. */
export function createRegoProgram(definition: Definition, output: ProgramOutput, more = ''): Command {
	const program = new Command(definition.name)
		.description(
			'Checks, builds, tests, formats and evaluates Rego policies with the OPA that this package carries. Options and exit statuses are those of opa.',
		)
		.helpCommand('help [command]', 'show the help of a command')
		.showSuggestionAfterError()
		.configureOutput({ writeOut: output.out, writeErr: output.err })
		.exitOverride();
	if (more !== '') program.addHelpText('after', `\n${more}`);
	for (const define of commands) define(program, definition);
	return program;
}
