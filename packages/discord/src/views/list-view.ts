import { type APIEmbedField, ButtonStyle, ComponentType } from 'discord.js';
import type { Words } from '../i18n/words.js';
import type { Reply, Row } from '../reply.js';
import { fit } from '../text/fit.js';
import { plainColor } from './colors.js';

/** Writes a list in one embed. */
export function listView(title: string, lines: readonly string[], words: Words, components: Row[] = []): Reply {
	const embed = { title, color: plainColor, description: fit(lines, 4000, words.more) };
	return { embeds: [embed], components };
}

/** Writes what has parts of its own, up to 25 of them. */
export function fieldsView(
	title: string,
	fields: readonly APIEmbedField[],
	words: Words,
	components: Row[] = [],
): Reply {
	const kept: APIEmbedField[] = [];
	let length = title.length;
	for (const { name, value } of fields) {
		length += name.length + value.length;
		// Discord counts 6,000 characters over all embeds of a message, and 25 fields.
		if (kept.length === 24 || length > 5500) break;
		kept.push({ name, value: value === '' ? '-' : value });
	}
	const left = fields.length - kept.length;
	if (left > 0) kept.push({ name: '…', value: words.more(left) });
	return { embeds: [{ title, color: plainColor, fields: kept }], components };
}

/** One button of a row that leads on. */
export interface PageButton {
	readonly label: string;
	/** `null`: there is no such page, and the button is grey. */
	readonly custom_id: string | null;
}

/** A row of buttons that lead to other pages; none where there is but one page. */
export function pageRow(buttons: readonly PageButton[]): Row[] {
	if (buttons.every(({ custom_id }) => custom_id === null)) return [];
	return [
		{
			type: ComponentType.ActionRow,
			components: buttons.map(({ label, custom_id }, index) => ({
				type: ComponentType.Button as const,
				style: ButtonStyle.Secondary as const,
				label,
				custom_id: custom_id ?? `pc1:none:${index}`,
				disabled: custom_id === null,
			})),
		},
	];
}
