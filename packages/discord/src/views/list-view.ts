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

/** How a list is shown page by page. */
export interface Paging<Item> {
	readonly perPage: number;
	readonly line: (item: Item) => string;
	/** The id of a button that leads to a page, counted from 0. */
	readonly buttonTo: (page: number) => string;
}

/**
 * Writes one page of a list, with buttons that lead to the others.
 *
 * @param at which page is asked for, from 0. What stood on a page may be gone by the click: then it is the nearest that
 * there is.
 */
export function pageView<Item>(
	title: string,
	items: readonly Item[],
	at: number,
	words: Words,
	{ perPage, line, buttonTo }: Paging<Item>,
): Reply {
	const pages = Math.max(1, Math.ceil(items.length / perPage));
	const index = Number.isInteger(at) ? Math.min(Math.max(at, 0), pages - 1) : 0;
	const lines = items.slice(index * perPage, (index + 1) * perPage).map(line);
	const to = (page: number) => (page < 0 || page >= pages ? null : buttonTo(page));
	const buttons = pageRow([
		{ label: words.previous, custom_id: to(index - 1) },
		{ label: words.next, custom_id: to(index + 1) },
	]);
	return listView(title, [...lines, words.page(`${index + 1}/${pages}`)], words, buttons);
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
