import {
	canonicalJson,
	formatMicros,
	pathText,
	type Suggestion,
	type Suggestions,
	sha256,
	valueText,
} from '@portcullis/core';
import { ButtonStyle, ComponentType } from 'discord.js';
import type { Words } from '../i18n/words.js';
import type { Row } from '../reply.js';
import { mention } from '../text/mention.js';
import { label, safeText } from '../text/safe-text.js';

/** Names a suggestion by what it changes: where it is worked out again, another is not taken for it. */
export function suggestionKey({ changes }: Suggestion): string {
	return sha256(canonicalJson(changes.map(({ address, path, to }) => ({ address, path, to })))).slice(0, 16);
}

/** What would pass, a line each; where nothing would, whom to ask. */
export function suggestionLines({ suggestions, advice }: Suggestions, words: Words): string[] {
	return [
		...suggestions.map((one) => {
			const month = words.aMonth(formatMicros(one.cost.monthly_micros, 2));
			return `• ${words.suggestion(safeText(changeText(one), 200), month, difference(one, words))}`;
		}),
		...advice.map((one) => {
			if (one.kind === 'fill_in') return `• ${words.fillIn(safeText(one.why, 200))}`;
			const who = [...one.roles.map((role) => safeText(role, 40)), ...one.actors.slice(0, 5).map(mention)];
			return `• ${words.ask(who.length === 0 ? words.somebody : who.join(', '), safeText(one.why, 200))}`;
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
		label: label(words.use(shortText(one)), 80),
		custom_id: idOf(one),
	}));
	return buttons.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: buttons }];
}

function changeText({ changes }: Suggestion): string {
	const shown = changes.slice(0, 4).map(({ address, path, from, to }) => {
		const now = from === null ? '-' : valueText(from, path);
		return `${address} ${pathText(path)}: ${now} → ${to === null ? '-' : valueText(to, path)}`;
	});
	return `${shown.join('; ')}${changes.length > shown.length ? ' …' : ''}`;
}

function shortText({ changes }: Suggestion): string {
	return changes
		.map(({ path, to }) =>
			path.at(-1) === 'size' ? valueText(to, path) : `${pathText(path)} ${to === null ? '-' : valueText(to, path)}`,
		)
		.join(', ');
}

function difference({ difference }: Suggestion, words: Words): string {
	if (difference === null || difference.monthly_micros === 0) return '';
	const amount = formatMicros(Math.abs(difference.monthly_micros), 2);
	return difference.monthly_micros < 0 ? words.less(amount) : words.moreCost(amount);
}
