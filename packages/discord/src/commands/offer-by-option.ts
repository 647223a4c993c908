import type { Command } from '../command.js';

/** Says what to offer by the option that is being typed; nothing for one that is not named. */
export function offerByOption(
	table: Readonly<Record<string, NonNullable<Command['offer']>>>,
): NonNullable<Command['offer']> {
	return async (interaction, bot) => table[interaction.options.getFocused(true).name]?.(interaction, bot) ?? [];
}
