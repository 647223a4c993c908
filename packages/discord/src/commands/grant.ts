import { type AnyGrant, isGroupGrant, providerIds, refused } from '@portcullis/core';
import type { Interaction } from 'discord.js';
import type { Bot } from '../bot.js';
import { callerOf } from '../caller-of.js';
import type { Command } from '../command.js';
import type { Component } from '../component.js';
import type { Words } from '../i18n/words.js';
import type { Reply } from '../reply.js';
import { customId } from '../text/custom-id.js';
import { mention, mentionGroup, moment } from '../text/mention.js';
import { code } from '../text/safe-text.js';
import { pageView } from '../views/list-view.js';
import { refusalView } from '../views/refusal-view.js';
import { define } from './define.js';
import { offerByOption } from './offer-by-option.js';
import { offerGrants, offerProjects, offerRoles } from './offers.js';
import { projectOption, roleOption, textOption, userOption, wholeOption } from './options.js';

/** `/cloud-grant`: gives somebody, or all who have a role of the server, a role. */
export const grantCommand: Command = {
	data: define('cloud-grant', 'Give somebody, or all who have a role of this server, a role', [
		textOption('role', 'The role, such as CloudUser', { required: true, offered: true, most: 40 }),
		userOption('user', 'Who'),
		roleOption('members', 'Instead of one person: all who have this role of the server, while they have it'),
		projectOption(false),
		textOption('provider', 'Only on this cloud', { choices: providerIds }),
		wholeOption('days', 'For how many days; without an end if left out', 1, 3660),
	]),
	async run(interaction, bot, words) {
		const { options } = interaction;
		const actor = options.getUser('user')?.id;
		const group = options.getRole('members')?.id;
		if ((actor === undefined) === (group === undefined)) {
			return refusalView(refused('INPUT_INVALID', words.grantToOne), words);
		}
		const project = options.getString('project');
		const provider = options.getString('provider');
		const days = options.getInteger('days');
		const granted = await bot.gate.grants.add(callerOf(interaction), {
			...(group === undefined ? { actor } : { group }),
			role: options.getString('role', true),
			...(project === null ? {} : { project }),
			...(provider === null ? {} : { provider }),
			...(days === null ? {} : { expires_at: bot.clock() + days * 86_400_000 }),
		});
		if (granted.kind === 'refused') return refusalView(granted, words);
		bot.lookup.forget(interaction.guildId);
		return { content: grantText(granted.value, interaction.guildId, words) };
	},
	offer: offerByOption({ role: offerRoles, project: offerProjects }),
};

/** `/cloud-grants`: who has which role, people and roles of the server. */
export const grantsCommand: Command = {
	data: define('cloud-grants', 'List who has which role, where and until when'),
	run: (interaction, bot, words) => page(interaction, bot, words, 0),
};

/** The buttons that lead through the grants. */
export const grantPages: Component = {
	action: 'grants',
	answers: 'update',
	run: (interaction, [at = ''], bot, words) => page(interaction, bot, words, Number(at)),
};

/** `/cloud-revoke`: takes a grant back. */
export const revokeCommand: Command = {
	data: define('cloud-revoke', 'Take a role from somebody, or from all who have a role of this server', [
		textOption('grant', 'Which grant; those that there are, are offered', { required: true, offered: true, most: 100 }),
	]),
	async run(interaction, bot, words) {
		const removed = await bot.gate.grants.remove(callerOf(interaction), interaction.options.getString('grant', true));
		if (removed.kind === 'refused') return refusalView(removed, words);
		bot.lookup.forget(interaction.guildId);
		const { value } = removed;
		return { content: words.revoked(holder(value, interaction.guildId, words), code(value.role)) };
	},
	offer: offerGrants,
};

async function page(interaction: Interaction<'cached'>, bot: Bot, words: Words, at: number): Promise<Reply> {
	const listed = await bot.gate.grants.list(callerOf(interaction));
	if (listed.kind === 'refused') return refusalView(listed, words);
	const now = bot.clock();
	const standing = listed.value.filter(({ expires_at }) => expires_at === undefined || now < expires_at);
	if (standing.length === 0) return { content: words.noGrants, embeds: [], components: [] };
	return pageView(words.grantsTitle, standing, at, words, {
		perPage: 20,
		line: (grant) => grantText(grant, interaction.guildId, words),
		buttonTo: (target) => customId('grants', String(target)),
	});
}

function grantText(grant: AnyGrant, guild: string, words: Words): string {
	const { role, project, provider, expires_at } = grant;
	const parts = [project, provider].flatMap((part) => (part === undefined ? [] : [code(part)]));
	const where = parts.length === 0 ? words.everywhere : words.inScope(parts.join(', '));
	const until = expires_at === undefined ? '' : words.until(moment(expires_at));
	return words.granted(holder(grant, guild, words), code(role), where, until);
}

function holder(grant: AnyGrant, guild: string, words: Words): string {
	return isGroupGrant(grant) ? words.members(mentionGroup(grant.group, guild)) : mention(grant.actor);
}
