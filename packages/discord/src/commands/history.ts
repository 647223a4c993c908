import type { HistoryRow } from '@portcullis/core';
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
import { offerProjects } from './offers.js';
import { flagOption, projectOption, userOption } from './options.js';

const perPage = 15;

// What everybody may attach, and more than anybody reads.
const mostBytes = 8_000_000;

interface Filter {
	readonly project: string;
	readonly actor: string;
}

/** `/cloud-history`: what happened, newest first, or all of it as a file. */
export const historyCommand: Command = {
	data: define('cloud-history', 'Read what happened, newest first', [
		projectOption(false),
		userOption('user', 'Only what this person did'),
		flagOption('export', 'All of it as a file, one JSON object a line'),
	]),
	run(interaction, bot, words) {
		const { options } = interaction;
		const filter = { project: options.getString('project') ?? '', actor: options.getUser('user')?.id ?? '' };
		return options.getBoolean('export') === true
			? exported(interaction, bot, words, filter)
			: page(interaction, bot, words, filter, null);
	},
	offer: offerProjects,
};

/** The button that leads to older rows. */
export const historyPages: Component = {
	action: 'history',
	answers: 'update',
	run: (interaction, [project = '', actor = '', before = ''], bot, words) =>
		page(interaction, bot, words, { project, actor }, before === '' ? null : Number(before)),
};

async function page(
	interaction: Interaction<'cached'>,
	bot: Bot,
	words: Words,
	{ project, actor }: Filter,
	before: number | null,
): Promise<Reply> {
	const listed = await bot.gate.history(callerOf(interaction), {
		...(project === '' ? {} : { project }),
		...(actor === '' ? {} : { actor }),
		...(before === null ? {} : { before }),
		limit: perPage + 1,
	});
	if (listed.kind === 'refused') return refusalView(listed, words);
	if (listed.value.length === 0) return { content: words.noHistory, embeds: [], components: [] };
	const shown = listed.value.slice(0, perPage);
	const cursor = listed.value.length > perPage ? shown.at(-1)?.seq : undefined;
	const buttons = pageRow([
		{ label: words.newer, custom_id: before === null ? null : customId('history', project, actor, '') },
		{
			label: words.older,
			custom_id: cursor === undefined ? null : customId('history', project, actor, String(cursor)),
		},
	]);
	return listView(words.historyTitle, shown.map(rowText), words, buttons);
}

function rowText({ seq, at, actor, event, project, session }: HistoryRow): string {
	const about = [project, session?.slice(0, 8)].flatMap((part) => (typeof part === 'string' ? [code(part, 40)] : []));
	return [`#${seq}`, moment(at), mention(actor), `**${code(event)}**`, ...about].join(' ');
}

async function exported(
	interaction: Interaction<'cached'>,
	bot: Bot,
	words: Words,
	{ project, actor }: Filter,
): Promise<Reply> {
	const opened = await bot.gate.audit.export(callerOf(interaction), project === '' ? {} : { project });
	if (opened.kind === 'refused') return refusalView(opened, words);
	const lines: string[] = [];
	let bytes = 0;
	for await (const rows of opened.value) {
		for (const row of rows) {
			if (actor !== '' && row.actor !== actor) continue;
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
