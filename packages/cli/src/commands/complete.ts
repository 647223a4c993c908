import { Argument } from 'commander';
import { type Define, examples } from './definition.js';

const shells = ['bash', 'zsh', 'fish', 'powershell'];

/** `portcullis complete`: for the help of the whole. What it does is done before anything else is read. */
export const completeCommand: Define = (program) => {
	program
		.command('complete')
		.summary('write the completion script of a shell')
		.description(
			'Writes the script that completes commands, options and their values. Load it where your shell starts; bash needs bash-completion, and portcullis has to be on the PATH there.',
		)
		.addArgument(new Argument('<shell>', 'the shell').choices(shells))
		.addHelpText('after', examples('complete bash >> ~/.bashrc', 'complete zsh > ~/.zsh/completions/_portcullis'));
};

/** Whether a completion script is asked for, or what that script asks: `complete -- project ad`. */
export function isCompletion([command, asked = '', ...others]: readonly string[]): boolean {
	return command === 'complete' && (asked === '--' || (shells.includes(asked) && others.length === 0));
}
