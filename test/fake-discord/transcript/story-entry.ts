import type { StoredMessage } from '../world.js';

/** What a transcript tells: a message, or that somebody did something. */
export type StoryEntry =
	| { readonly kind: 'message'; readonly id: string; readonly message: StoredMessage }
	| { readonly kind: 'act'; readonly id: string; readonly words: string };
