import { createHash } from 'node:crypto';
import { type HistoryRow, historyEventKinds, historyEvents } from '@portcullis/core';
import type { Interaction } from 'discord.js';
import type { Bot } from '../bot.js';
import { callerOf } from '../caller-of.js';
import type { Command } from '../command.js';
import type { Component } from '../component.js';
import type { Words } from '../i18n/words.js';
import { type Reply, textFile } from '../reply.js';
import { customId } from '../text/custom-id.js';
import { mention, moment } from '../text/mention.js';
import { code } from '../text/safe-text.js';
import { listView, pageRow } from '../views/list-view.js';
import { refusalView } from '../views/refusal-view.js';
import { define } from './define.js';
import { offerByOption } from './offer-by-option.js';
import { offerEvents, offerProjects, offerSessions } from './offers.js';
import { flagOption, projectOption, textOption, userOption } from './options.js';

const perPage = 15;

// What everybody may attach, and more than anybody reads.
const mostBytes = 8_000_000;

interface Filter {
	readonly project?: string;
	readonly session?: string;
	readonly actor?: string;
	/** One kind of event, or the first word of several. */
	readonly event?: string;
}

/** `/cloud-history`: what happened, newest first, or all of it as a file. */
export const historyCommand: Command = {
	data: define('cloud-history', 'Read what happened, newest first', [
		projectOption(false),
		userOption('user', 'Only what this person did'),
		textOption('session', 'Only of this request', { offered: true, most: 100 }),
		textOption('event', 'Only events of this kind, such as session.approved, or grant for all of grants', {
			offered: true,
			most: 60,
		}),
		flagOption('export', 'All that fits as a file, one JSON object a line'),
	]),
	run(interaction, bot, words) {
		const { options } = interaction;
		const filter = withoutEmpty({
			project: options.getString('project'),
			session: options.getString('session'),
			actor: options.getUser('user')?.id,
			event: options.getString('event'),
		});
		return options.getBoolean('export') === true
			? exported(interaction, bot, words, filter)
			: page(interaction, bot, words, filter, null);
	},
	offer: offerByOption({ project: offerProjects, session: offerSessions, event: offerEvents }),
};

/** The button that leads to older rows. */
export const historyPages: Component = {
	action: 'history',
	answers: 'update',
	run: (interaction, [project, session, actor, event, before = ''], bot, words) =>
		page(
			interaction,
			bot,
			words,
			withoutEmpty({ project, session, actor, event: eventOf(event ?? '') }),
			before === '' ? null : Number(before),
		),
};

async function page(
	interaction: Interaction<'cached'>,
	bot: Bot,
	words: Words,
	filter: Filter,
	before: number | null,
): Promise<Reply> {
	const listed = await bot.gate.history(callerOf(interaction), {
		...filter,
		...(before === null ? {} : { before }),
		limit: perPage + 1,
	});
	if (listed.kind === 'refused') return refusalView(listed, words);
	if (listed.value.length === 0) return { content: words.noHistory, embeds: [], components: [] };
	const shown = listed.value.slice(0, perPage);
	const cursor = listed.value.length > perPage ? shown.at(-1)?.seq : undefined;
	const buttons = pageRow([
		{ label: words.newer, custom_id: before === null ? null : pageId(filter, '') },
		{ label: words.older, custom_id: cursor === undefined ? null : pageId(filter, String(cursor)) },
	]);
	return listView(words.historyTitle, shown.map(rowText), words, buttons);
}

// In 100 characters: a request has one project, and stands for it; an event is a few characters of its digest.
function pageId({ project = '', session = '', actor = '', event }: Filter, before: string): string {
	const place = session === '' ? project : '';
	return customId('history', place, session, actor, event === undefined ? '' : eventKey(event), before);
}

function eventKey(event: string): string {
	return createHash('sha256').update(event).digest('base64url').slice(0, 8);
}

function eventOf(key: string): string | undefined {
	if (key === '') return undefined;
	// One of another version stays what it is, and is refused: all events would be more than what was asked for.
	return [...historyEventKinds, ...historyEvents].find((event) => eventKey(event) === key) ?? key;
}

function withoutEmpty(given: Readonly<Record<keyof Filter, string | null | undefined>>): Filter {
	return Object.fromEntries(
		Object.entries(given).filter(([, value]) => value !== undefined && value !== null && value !== ''),
	);
}

function rowText({ seq, at, actor, event, project, session }: HistoryRow): string {
	const about = [project, session?.slice(0, 8)].flatMap((part) => (typeof part === 'string' ? [code(part, 40)] : []));
	return [`#${seq}`, moment(at), mention(actor), `**${code(event)}**`, ...about].join(' ');
}

async function exported(interaction: Interaction<'cached'>, bot: Bot, words: Words, filter: Filter): Promise<Reply> {
	const opened = await bot.gate.audit.export(callerOf(interaction), filter);
	if (opened.kind === 'refused') return refusalView(opened, words);
	const lines: string[] = [];
	let bytes = 0;
	for await (const rows of opened.value) {
		for (const row of rows) {
			const line = `${JSON.stringify(row)}\n`;
			bytes += Buffer.byteLength(line);
			if (bytes > mostBytes) return { content: words.exportTooLarge };
			lines.push(line);
		}
	}
	return lines.length === 0
		? { content: words.noHistory }
		: { content: words.exported(lines.length), files: [textFile('history.jsonl', lines.join(''))] };
}
