import { addressOf, formatMicros, hoursPerMonth } from '@portcullis/core';
import type { Interaction } from 'discord.js';
import type { Bot } from '../bot.js';
import { callerOf } from '../caller-of.js';
import type { Command } from '../command.js';
import type { Component } from '../component.js';
import type { Words } from '../i18n/words.js';
import type { Reply } from '../reply.js';
import { customId } from '../text/custom-id.js';
import { code } from '../text/safe-text.js';
import { pageView } from '../views/list-view.js';
import { refusalView } from '../views/refusal-view.js';
import { define } from './define.js';
import { offerProjects } from './offers.js';
import { projectOption } from './options.js';

/** `/cloud-list`: what stands, what is known of it and what it costs a month. */
export const listCommand: Command = {
	data: define('cloud-list', 'List the resources that stand, with their state and what each costs a month', [
		projectOption(false),
	]),
	run: (interaction, bot, words) => page(interaction, bot, words, interaction.options.getString('project') ?? '', 0),
	offer: offerProjects,
};

/** The buttons that lead through the list. */
export const listPages: Component = {
	action: 'list',
	answers: 'update',
	run: (interaction, [project = '', at = ''], bot, words) => page(interaction, bot, words, project, Number(at)),
};

async function page(
	interaction: Interaction<'cached'>,
	bot: Bot,
	words: Words,
	project: string,
	at: number,
): Promise<Reply> {
	const listed = await bot.gate.resources(callerOf(interaction), project === '' ? undefined : project);
	if (listed.kind === 'refused') return refusalView(listed, words);
	if (listed.value.length === 0) return { content: words.noResources, embeds: [], components: [] };
	return pageView(words.resourcesTitle, listed.value, at, words, {
		perPage: 15,
		line: ({ project, resource, status, hourly_micros, cost_complete }) => {
			const month = words.perMonth(`${cost_complete ? '' : '≥ '}${formatMicros(hourly_micros * hoursPerMonth, 2)}`);
			return `${code(project)} ${code(addressOf(resource))} ${status}, ${month}`;
		},
		buttonTo: (target) => customId('list', project, String(target)),
	});
}
