import type { APIEmbed } from 'discord-api-types/v10';
import { type SeenMessage, seenMessage } from '../actors/seen-message.js';
import type { StoredMessage, World } from '../world.js';
import { plainText } from './markdown.js';
import type { StoryEntry } from './story-entry.js';

/**
 * Messages as text, such as:
 *
 * ```
 * #ops, as ben sees it
 *
 * ben used /cloud-deploy project:shop
 * portcullis:
 *   │ Deploy vm/web to shop
 *   │ Costs: $25.55 a month
 *   [Approve & Deploy] [Cancel (disabled)]
 *   file: main.tf.json (412 bytes)
 * ```
 */
export function transcriptText(
	world: World,
	channel: string,
	story: readonly StoryEntry[],
	as: string | undefined,
): string {
	const head = as === undefined ? channel : `${channel}, as ${as} sees it`;
	const told = story.map((entry) => (entry.kind === 'act' ? `* ${entry.words}` : messageText(world, entry.message)));
	return [head, ...told].join('\n\n');
}

function messageText(world: World, stored: StoredMessage): string {
	const seen = seenMessage(stored);
	const cause = stored.cause === undefined ? [] : [stored.cause];
	const notes = [
		...(seen.ephemeral ? ['only you see this'] : []),
		...(stored.pings.length > 0 ? [`pings ${stored.pings.join(', ')}`] : []),
	];
	const author = `${stored.data.author.username}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}:`;
	return [...cause, author, ...bodyLines(world, seen).map((line) => `  ${line}`.trimEnd())].join('\n');
}

function bodyLines(world: World, message: SeenMessage): string[] {
	if (message.loading) return ['is thinking…'];
	const { content, embeds, buttons, menus, attachments } = message;
	return [
		...(content === '' ? [] : plainText(world, content).split('\n')),
		...embeds.flatMap((embed) =>
			embedLines(embed)
				.flatMap((line) => plainText(world, line).split('\n'))
				.map((line) => `│ ${line}`),
		),
		...(buttons.length === 0
			? []
			: [
					buttons
						.map(
							({ label, disabled, url }) =>
								`[${label}${disabled ? ' (disabled)' : ''}${url === undefined ? '' : ` → ${url}`}]`,
						)
						.join(' '),
				]),
		...menus.flatMap(({ placeholder, disabled, options }) => [
			`▾ ${placeholder}${disabled ? ' (disabled)' : ''}`,
			...options.map(({ label, description }) => `    ${label}${description === '' ? '' : `: ${description}`}`),
		]),
		...attachments.map(
			({ name, bytes, description }) =>
				`file: ${name} (${bytes.length} bytes)${description === '' ? '' : `: ${description}`}`,
		),
	];
}

function embedLines({ author, title, url, description, fields = [], footer, timestamp }: APIEmbed): string[] {
	const end = [footer?.text, timestamp === undefined ? undefined : `${timestamp.slice(0, 16).replace('T', ' ')} UTC`];
	const last = end.filter((part) => part !== undefined).join(' • ');
	return [
		...(author === undefined ? [] : [author.name]),
		...(title === undefined ? [] : [url === undefined ? title : `${title} (${url})`]),
		...(description === undefined ? [] : [description]),
		...fields.map(({ name, value }) =>
			value.includes('\n') ? `${name}:\n  ${value.replaceAll('\n', '\n  ')}` : `${name}: ${value}`,
		),
		...(last === '' ? [] : [last]),
	];
}
