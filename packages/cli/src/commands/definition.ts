import type { Command } from 'commander';
import type { Context } from '../gate/context.js';
import type { Io } from '../io/io.js';
import type { Outcome } from '../output/outcome.js';

/** Carries an action out in the context of the options that every command takes, and keeps what it comes to. */
export type Perform = (action: (context: Context) => Promise<Outcome>) => Promise<void>;

/**
 * Adds a command to the program: its arguments, options and help. Its action is imported when it is carried out, so
 * that help and mistyped options are answered without loading what the gate is made of. Such as:
 *
 * ```ts
 * const sweepCommand: Define = (program, perform) => {
 * 	program.command('sweep').action(() => perform(async (context) => (await import('../actions/sweep.js')).sweep(context)));
 * };
 * ```
 */
export type Define = (program: Command, perform: Perform, io: Io) => void;

/** Writes the examples under a command's help. */
export function examples(...lines: readonly string[]): string {
	return `\nExamples:\n${lines.map((line) => `  $ portcullis ${line}`).join('\n')}\n`;
}
