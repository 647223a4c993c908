import { InteractionType } from 'discord-api-types/v10';
import { type SeenMessage, seenMessage } from './actors/seen-message.js';
import { transcriptHtml } from './transcript/html.js';
import type { StoryEntry } from './transcript/story-entry.js';
import { transcriptText } from './transcript/text.js';
import type { StoredInteraction, StoredMessage, World } from './world.js';

/** Whose eyes are lent; nobody's if left out: then only what everybody sees is shown. */
export interface As {
	readonly as?: string;
	/** Whether a transcript tells presses, choices and forms too, each where it happened. */
	readonly acts?: boolean;
}

/** A channel, or somebody's direct messages, as people see it. */
export interface FakeChannel {
	readonly id: string;
	readonly name: string;
	/** Its messages from the oldest, without those that are removed. */
	messages(eyes?: As): readonly SeenMessage[];
	/** The newest message. @throws Error where there is none. */
	last(eyes?: As): SeenMessage;
	/** Waits until `find` finds something in the messages. @param what Named by the error if it is in vain. */
	until<T>(what: string, find: (messages: readonly SeenMessage[]) => T | undefined, eyes?: As): Promise<T>;
	/** What stands in it, as text that reads well. */
	transcript(eyes?: As): string;
	/** The same as a page of HTML that looks like a chat. Everything in it is escaped. */
	transcriptHtml(eyes?: As): string;
}

/** A window on a channel. */
export function createChannel(world: World, id: string, name: string): FakeChannel {
	const stored = ({ as }: As = {}): StoredMessage[] => {
		const viewer = as === undefined ? undefined : world.users.get(as);
		if (as !== undefined && viewer === undefined) throw new Error(`there is no user ${as}`);
		return [...world.messages.values()].filter(
			(message) =>
				message.channelId === id &&
				!message.removed &&
				(message.onlyFor === undefined || message.onlyFor === viewer?.id),
		);
	};
	const messages = (eyes?: As) => stored(eyes).map(seenMessage);
	const story = (eyes: As): StoryEntry[] => {
		const acts = eyes.acts ? [...world.interactions.values()].filter((act) => act.channelId === id && isTold(act)) : [];
		const told = new Set(acts.map((act) => act.act));
		const entries: StoryEntry[] = [
			...acts.map((act) => ({ kind: 'act', id: act.id, words: act.act }) as const),
			...stored(eyes).map((message) => {
				const cause = message.cause !== undefined && told.has(message.cause) ? undefined : message.cause;
				return { kind: 'message', id: message.data.id, message: { ...message, cause } } as const;
			}),
		];
		return entries.sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
	};
	return {
		id,
		name,
		messages,
		last(eyes) {
			const last = messages(eyes).at(-1);
			if (last === undefined) throw new Error(`there is no message in ${name}`);
			return last;
		},
		until: (what, find, eyes) => world.signal.until(what, () => find(messages(eyes))),
		transcript: (eyes = {}) => transcriptText(world, name, story(eyes), eyes.as),
		transcriptHtml: (eyes = {}) => transcriptHtml(world, name, story(eyes), eyes.as),
	};
}

// A command is told by its answer, and what is typed for suggestions would drown the rest.
function isTold({ type }: StoredInteraction): boolean {
	return type === InteractionType.MessageComponent || type === InteractionType.ModalSubmit;
}
