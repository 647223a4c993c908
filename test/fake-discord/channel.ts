import { type SeenMessage, seenMessage } from './actors/seen-message.js';
import { transcriptHtml } from './transcript/html.js';
import { transcriptText } from './transcript/text.js';
import type { StoredMessage, World } from './world.js';

/** Whose eyes are lent; nobody's if left out: then only what everybody sees is shown. */
export interface As {
	readonly as?: string;
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
		transcript: (eyes = {}) => transcriptText(world, name, stored(eyes), eyes.as),
		transcriptHtml: (eyes = {}) => transcriptHtml(world, name, stored(eyes), eyes.as),
	};
}
