import { createRegoProgram } from './rego-program.js';

/** A subcommand as a shell's completion needs it. */
export interface RegoCommandOutline {
	readonly name: string;
	readonly description: string;
	readonly options: readonly RegoOptionOutline[];
}

/** An option of a subcommand. */
export interface RegoOptionOutline {
	/** `-f, --format <format>` */
	readonly flags: string;
	readonly description: string;
	/** The values that it takes; empty where any will do. */
	readonly choices: readonly string[];
}

/** The subcommands of `portcullis-rego` with their options: for a command that mounts them and completes its own. */
export function listRegoCommands(): readonly RegoCommandOutline[] {
	const silent = { write: () => {} };
	const io = { stdin: process.stdin, stdout: silent, stderr: silent, cwd: '', env: {} };
	const program = createRegoProgram({ io, name: '', run: async () => {} }, { out: () => {}, err: () => {} });
	return program.commands.map((command) => ({
		name: command.name(),
		description: command.description(),
		options: command
			.createHelp()
			.visibleOptions(command)
			.map(({ flags, description, argChoices = [] }) => ({ flags, description, choices: argChoices })),
	}));
}
