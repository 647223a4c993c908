import type { APIModalInteractionResponseCallbackData, ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import type { Bot } from './bot.js';
import type { Words } from './i18n/words.js';
import type { Reply } from './reply.js';

/** A click on a button, or a form that was sent. */
export type Acted = ButtonInteraction<'cached'> | ModalSubmitInteraction<'cached'>;

/** What happens on a click. */
export interface Component {
	/** The word in the custom_id. */
	readonly action: string;
	/** `reply`: answers who clicked alone. `update`: changes the message that the button is on, if that is seen by them alone. `quiet`: what there is to say is said beside the message, which is shown anew by itself. */
	readonly answers: 'reply' | 'update' | 'quiet';
	/** A form to show first, for what is clicked. */
	form?(
		parts: readonly string[],
		interaction: ButtonInteraction<'cached'>,
		words: Words,
	): APIModalInteractionResponseCallbackData | null;
	/** Carries it out; `null` where there is nothing to say. */
	run(interaction: Acted, parts: readonly string[], bot: Bot, words: Words): Promise<Reply | null>;
}
