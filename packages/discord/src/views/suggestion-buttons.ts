import {
	canonicalJson,
	type PresentedSuggestion,
	presentSuggestion,
	presentSuggestions,
	type Suggestion,
	type Suggestions,
	sha256,
} from '@portcullis/core';
import { ButtonStyle, ComponentType } from 'discord.js';
import type { Words } from '../i18n/words.js';
import type { Row } from '../reply.js';
import { naming, namingGroup } from '../text/mention.js';
import { label, safeText } from '../text/safe-text.js';

/** Names a suggestion by what it changes: where it is worked out again, another is not taken for it. */
export function suggestionKey({ changes }: Suggestion): string {
	return sha256(canonicalJson(changes.map(({ address, path, to }) => ({ address, path, to })))).slice(0, 16);
}

/** Who asks, and in which guild: texts name people and roles by their ids. */
export interface AskedBy {
	readonly requester: string;
	readonly guild: string;
}

/** What would pass, a line each; where nothing would, whom to ask, and what to fill in. */
export function suggestionLines(found: Suggestions, { requester, guild }: AskedBy, words: Words): string[] {
	const { suggestions, advice } = presentSuggestions(found);
	return [
		...suggestions.map(({ text }) => `• ${safeText(text, 250)}`),
		...advice.map(({ kind, actors, groups, text }) => {
			const people = [requester, ...actors].reduce((said, actor) => naming(actor, said), safeText(text, 300));
			const named = groups.reduce((said, group) => namingGroup(group, guild, said), people);
			return `• ${kind === 'ask' ? words.ask(named) : words.fillIn(named)}`;
		}),
	];
}

/** A button for each suggestion. */
export function suggestionButtons(
	suggestions: readonly Suggestion[],
	words: Words,
	idOf: (suggestion: Suggestion) => string,
): Row[] {
	const buttons = suggestions.slice(0, 5).map((one) => ({
		type: ComponentType.Button as const,
		style: ButtonStyle.Secondary as const,
		label: label(words.use(shortText(presentSuggestion(one))), 80),
		custom_id: idOf(one),
	}));
	return buttons.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: buttons }];
}

function shortText({ changes }: PresentedSuggestion): string {
	return changes.map(({ path, to }) => (path === 'size' || path.endsWith('.size') ? to : `${path} ${to}`)).join(', ');
}
