import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CommandIo } from '../command-io.js';
import { parseDuration } from '../output/duration.js';

/** What a subcommand is given. */
export interface Definition {
	readonly io: CommandIo;
	/** How the command is called, for examples: `portcullis-rego`. */
	readonly name: string;
	/**
	 * Carries an action out and keeps the exit status that it comes to; `faultStatus` is that of a toolbox which failed
	 * or took too long.
	 */
	run(action: () => Promise<number>, faultStatus: number): Promise<void>;
}

/** Adds a subcommand to the program. Its action is imported when it is carried out: help loads nothing of it. */
export type DefineCommand = (program: Command, definition: Definition) => void;

/** The options of every subcommand that reads paths. */
export interface PathFlags {
	readonly bundle?: boolean;
	readonly ignore: readonly string[];
}

/** Writes the examples under a subcommand's help. */
export function examples({ name }: Definition, ...lines: readonly string[]): string {
	return `\nExamples:\n${lines.map((line) => `  $ ${name} ${line}`).join('\n')}\n`;
}

/** Collects the values of an option that can be repeated. */
export function repeated(flags: string, description: string): Option {
	return new Option(flags, `${description}; can be repeated`)
		.default([], '')
		.argParser((value: string, before: readonly string[]) => [...before, value]);
}

/** `--ignore`, of which OPA takes several in one, with commas. */
export function ignoreOption(): Option {
	return new Option('--ignore <names>', 'leave out files and folders of these names, such as .*; can be repeated')
		.default([], '')
		.argParser((value: string, before: readonly string[]) => [...before, ...value.split(',')]);
}

/** `-f, --format`, of which the first is the default. */
export function formatOption(...formats: readonly [string, ...string[]]): Option {
	return new Option('-f, --format <format>', 'how the output is written').choices(formats).default(formats[0]);
}

/** An option that takes a duration, as Go writes it. */
export function durationOption(flags: string, description: string): Option {
	return new Option(flags, description).argParser((value: string) => {
		const milliseconds = parseDuration(value);
		if (milliseconds === undefined) throw new InvalidArgumentError('Write it as 500ms, 5s or 1m30s.');
		return milliseconds;
	});
}

/** Adds the options that say which Rego the sources are written in. */
export function languageOptions(command: Command): Command {
	return command
		.option(
			'--capabilities <version|file>',
			"the built-ins and features that may be used: a version of OPA, or a file of OPA's form",
		)
		.option('--v0-compatible', 'the sources are written for OPA before 1.0')
		.addOption(new Option('--v1-compatible', 'the default').hideHelp());
}
