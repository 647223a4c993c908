import { plain } from './plain.js';

/**
 * Makes a text that people wrote safe within a message: nothing in it mentions, links, formats, hides or turns around.
 * Discord takes a backslash before any sign for that sign itself, so a link or a mention that is cut by one is none.
 *
 * The trap: discord.js' own `escapeMarkdown` leaves links, quotes, mentions, timestamps and commands as they are.
 *
 * @param most how many characters of the text to keep; what is escaped takes up to twice as many
 *
 * @example
 * ```ts
 * import { safeText } from '@portcullis/discord';
 *
 * console.log(safeText('**hi** <@1>', 80)); // \*\*hi\*\* \<\@1\>
 * ```
 */
export function safeText(text: string, most = 200): string {
	return plain(text, most).replaceAll(/[\\`*_~|[\]()<>#@:+\-.!&/]/g, '\\$&');
}

/** The same as inline code, for names and values: within it nothing means anything but a backtick. */
export function code(text: string, most = 100): string {
	const shown = plain(text, most).replaceAll('`', 'ˋ');
	return `\`${shown === '' ? ' ' : shown}\``;
}

/** The same for what Discord shows as it is: the label of a button, a choice, a title of a modal. */
export function label(text: string, most = 80): string {
	return plain(text, most) || '-';
}
