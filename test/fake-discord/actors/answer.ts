import { InteractionResponseType } from 'discord-api-types/v10';
import { isLoading } from '../rest/interactions.js';
import { limitsOfTime, type StoredInteraction, type World } from '../world.js';
import { type Modal, readModal } from './modal.js';
import { type SeenMessage, seenMessage } from './seen-message.js';

/** What a user gets back for an act. */
export interface Answer {
	/**
	 * - `message`: a new message.
	 * - `update`: the message whose button was pressed, changed.
	 * - `acknowledged`: nothing yet, but the bot has taken the click; the message may change, or a follow-up come.
	 * - `modal`: a form.
	 * - `removed`: a message that is gone again.
	 * - `failed`: the bot said nothing in time; Discord says so itself.
	 */
	readonly kind: 'message' | 'update' | 'acknowledged' | 'modal' | 'removed' | 'failed';
	/** The new message, or the changed one. @throws Error where there is none. */
	readonly message: SeenMessage;
	/** @throws Error where it is no form. */
	readonly modal: Modal;
	/** What the user reads: the text of the message, the title of the form, or Discord's own words. */
	readonly text: string;
	/** How long the first answer took, "is thinking…" among them, in milliseconds of real time; without one: for ever. */
	readonly waited: number;
	/** Messages that came after the first answer, so far. */
	readonly followUps: readonly SeenMessage[];
	/** Waits for a message after the first answer. @param index 0 for the first of them. */
	followUp(index?: number): Promise<SeenMessage>;
	/** Discord delivers the same interaction to the bot once more. */
	deliverAgain(): void;
}

/** Discord's own words to the user whose act got no answer. */
const noAnswer = 'The application did not respond';

/** Waits for the first answer that shows something: "is thinking…" is none. */
export async function answerTo(world: World, interaction: StoredInteraction): Promise<Answer> {
	const kind = await world.signal.until(`an answer to: ${interaction.act}`, () => kindOf(world, interaction));
	const message = () => {
		if (interaction.original === undefined)
			throw new Error(`${interaction.act}: the answer is no message but: ${kind}`);
		return seenMessage(interaction.original);
	};
	const modal = () => {
		const { callback } = interaction;
		if (callback?.type !== InteractionResponseType.Modal) {
			throw new Error(`${interaction.act}: the answer is no form but: ${kind}`);
		}
		return readModal(callback.data, interaction);
	};
	return {
		kind,
		get message() {
			return message();
		},
		get modal() {
			return modal();
		},
		get text() {
			if (kind === 'failed') return noAnswer;
			return kind === 'modal' ? modal().title : message().text;
		},
		waited: interaction.waited ?? Number.POSITIVE_INFINITY,
		get followUps() {
			return interaction.followUps.map(seenMessage);
		},
		deliverAgain: interaction.deliver,
		followUp: (index = 0) =>
			world.signal.until(`follow-up ${index} to: ${interaction.act}`, () => {
				const stored = interaction.followUps[index];
				return stored === undefined ? undefined : seenMessage(stored);
			}),
	};
}

function kindOf(world: World, interaction: StoredInteraction): Answer['kind'] | undefined {
	const { callback, original } = interaction;
	if (callback === undefined) {
		return world.now() - interaction.at > limitsOfTime.firstAnswer ? 'failed' : undefined;
	}
	switch (callback.type) {
		case InteractionResponseType.DeferredMessageUpdate:
			return 'acknowledged';
		case InteractionResponseType.UpdateMessage:
			return 'update';
		case InteractionResponseType.Modal:
			return 'modal';
		default:
			if (original?.removed) return 'removed';
			return original !== undefined && !isLoading(original) ? 'message' : undefined;
	}
}
