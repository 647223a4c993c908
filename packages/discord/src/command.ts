import type {
	APIApplicationCommandOptionChoice,
	APIModalInteractionResponseCallbackData,
	AutocompleteInteraction,
	ChatInputCommandInteraction,
	RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Bot } from './bot.js';
import type { Words } from './i18n/words.js';
import type { Reply } from './reply.js';

/** A slash command: as Discord is told of it, and what it does. */
export interface Command {
	readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
	/** A form to show first, where more has to be asked; decided from what was typed alone, since Discord waits for it. */
	form?(interaction: ChatInputCommandInteraction<'cached'>, bot: Bot): APIModalInteractionResponseCallbackData | null;
	/** Carries it out. The answer is seen by who asked alone. */
	run(interaction: ChatInputCommandInteraction<'cached'>, bot: Bot, words: Words): Promise<Reply>;
	/** What to offer for what is being typed; cut to 25 by the router. */
	offer?(interaction: AutocompleteInteraction<'cached'>, bot: Bot): Promise<Offer>;
}

/** What is offered while somebody types. */
export type Offer = readonly APIApplicationCommandOptionChoice<string>[];
