import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType } from 'discord.js';
import type { Command } from '../command.js';
import { define } from './define.js';

/** One of the things that a command can do. */
export interface Subcommand {
	readonly description: string;
	readonly options?: APIApplicationCommandBasicOption[];
	readonly run: Command['run'];
}

/** Makes a command of what it can do, by name, in the order in which Discord is to show it. */
export function subcommands(
	name: string,
	description: string,
	table: Readonly<Record<string, Subcommand>>,
): Pick<Command, 'data' | 'run'> {
	const options = Object.entries(table).map(([name, { description, options = [] }]) => ({
		type: ApplicationCommandOptionType.Subcommand as const,
		name,
		description,
		options,
	}));
	return {
		data: define(name, description, options),
		async run(interaction, bot, words) {
			const chosen = table[interaction.options.getSubcommand()];
			// Discord may still show what an earlier version of the bot could do.
			return chosen === undefined ? { content: words.staleCommand } : chosen.run(interaction, bot, words);
		},
	};
}
