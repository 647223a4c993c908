import { environments, scopeText, waiverCategories } from '@portcullis/core';
import type { ChatInputCommandInteraction } from 'discord.js';
import { opened } from '../ask.js';
import type { Bot } from '../bot.js';
import { callerOf } from '../caller-of.js';
import type { Command } from '../command.js';
import type { Words } from '../i18n/words.js';
import type { Reply } from '../reply.js';
import { mention, moment } from '../text/mention.js';
import { code } from '../text/safe-text.js';
import { listView } from '../views/list-view.js';
import { refusalView } from '../views/refusal-view.js';
import { offerByOption } from './offer-by-option.js';
import { offerPolicies, offerProjects, offerWaivers } from './offers.js';
import { projectOption, textOption, userOption, wholeOption } from './options.js';
import { subcommands } from './subcommands.js';

/** `/cloud-waive`: asks for a policy to be lifted for a time, lists waivers, revokes one. */
export const waiveCommand: Command = {
	...subcommands('cloud-waive', 'Ask for a policy to be lifted for a time; list and revoke waivers', {
		request: {
			run: request,
			description: 'Ask for a policy to be lifted; the owners of what it lifts approve it',
			options: [
				textOption('policy', 'The policy, such as cost.hourly_limit', { required: true, offered: true, most: 100 }),
				textOption('reason', 'Why; those who approve read it, and it stays in the history', {
					required: true,
					most: 500,
				}),
				wholeOption('days', 'For how many days', 1, 3650, true),
				projectOption(false),
				textOption('resource', 'Only for this resource, such as vm/web', { most: 60 }),
				textOption('environment', 'Only in projects of this environment', { choices: environments }),
				textOption('category', 'accepted: the risk is taken; mitigated: something else makes up for it', {
					choices: waiverCategories,
				}),
				userOption('owner', 'Who answers for it; you, if left out'),
			],
		},
		list: { description: 'List the waivers', run: list },
		revoke: {
			run: revoke,
			description: 'End a waiver before its time',
			options: [
				textOption('waiver', 'Which; those that hold are offered', { required: true, offered: true, most: 100 }),
			],
		},
	}),
	offer: offerByOption({ project: offerProjects, waiver: offerWaivers, policy: offerPolicies }),
};

type Asked = ChatInputCommandInteraction<'cached'>;

async function request(interaction: Asked, bot: Bot, words: Words): Promise<Reply> {
	const { options } = interaction;
	const narrowed = ['project', 'environment', 'resource'].flatMap((name) => {
		const value = options.getString(name);
		return value === null ? [] : [[name, value]];
	});
	const asked = await bot.gate.waivers.request(callerOf(interaction), {
		policy: options.getString('policy', true),
		reason: options.getString('reason', true),
		scope: Object.fromEntries(narrowed),
		category: options.getString('category') ?? 'accepted',
		owner: options.getUser('owner')?.id ?? interaction.user.id,
		expires_at: bot.clock() + options.getInteger('days', true) * 86_400_000,
	});
	return asked.kind === 'refused' ? refusalView(asked, words) : opened(interaction, bot, words, asked.value);
}

async function list(interaction: Asked, bot: Bot, words: Words): Promise<Reply> {
	const listed = await bot.gate.waivers.list(callerOf(interaction));
	if (listed.kind === 'refused') return refusalView(listed, words);
	if (listed.value.length === 0) return { content: words.noWaivers };
	const lines = listed.value.map(({ standing, waiver }) => {
		const { policy, scope, expires_at, owner } = waiver;
		return words.waiverLine(standing, code(policy), code(scopeText(scope)), moment(expires_at, 'd'), mention(owner));
	});
	return listView(words.waiversTitle, lines, words);
}

async function revoke(interaction: Asked, bot: Bot, words: Words): Promise<Reply> {
	const removed = await bot.gate.waivers.remove(callerOf(interaction), interaction.options.getString('waiver', true));
	if (removed.kind === 'refused') return refusalView(removed, words);
	bot.lookup.forget(interaction.guildId);
	return { content: words.waiverRevoked(code(removed.value.policy)) };
}
