import { providerIds } from '@portcullis/core';
import { callerOf } from '../caller-of.js';
import type { Command } from '../command.js';
import { mention, moment } from '../text/mention.js';
import { code } from '../text/safe-text.js';
import { refusalView } from '../views/refusal-view.js';
import { define } from './define.js';
import { offerGrants, offerProjects, offerRoles } from './offers.js';
import { projectOption, textOption, userOption, wholeOption } from './options.js';

/** `/cloud-grant`: gives somebody a role. */
export const grantCommand: Command = {
	data: define('cloud-grant', 'Give somebody a role', [
		userOption('user', 'Who', true),
		textOption('role', 'The role, such as CloudUser', { required: true, offered: true, most: 40 }),
		projectOption(false),
		textOption('provider', 'Only on this cloud', { choices: providerIds }),
		wholeOption('days', 'For how many days; without an end if left out', 1, 3660),
	]),
	async run(interaction, bot, words) {
		const { options } = interaction;
		const user = options.getUser('user', true);
		const project = options.getString('project');
		const provider = options.getString('provider');
		const days = options.getInteger('days');
		const granted = await bot.gate.grants.add(callerOf(interaction), {
			actor: user.id,
			role: options.getString('role', true),
			...(project === null ? {} : { project }),
			...(provider === null ? {} : { provider }),
			...(days === null ? {} : { expires_at: bot.clock() + days * 86_400_000 }),
		});
		if (granted.kind === 'refused') return refusalView(granted, words);
		bot.lookup.forget(interaction.guildId);
		const parts = [project, provider].flatMap((part) => (part === null ? [] : [code(part)]));
		const where = parts.length === 0 ? words.everywhere : words.inScope(parts.join(', '));
		const { expires_at, role } = granted.value;
		return {
			content: words.granted(
				mention(user.id),
				code(role),
				where,
				expires_at === undefined ? '' : words.until(moment(expires_at)),
			),
		};
	},
	offer: (interaction, bot) =>
		interaction.options.getFocused(true).name === 'role'
			? offerRoles(interaction, bot)
			: offerProjects(interaction, bot),
};

/** `/cloud-revoke`: takes a grant back. */
export const revokeCommand: Command = {
	data: define('cloud-revoke', 'Take a role from somebody', [
		textOption('grant', 'Which grant; those that there are, are offered', { required: true, offered: true, most: 100 }),
	]),
	async run(interaction, bot, words) {
		const removed = await bot.gate.grants.remove(callerOf(interaction), interaction.options.getString('grant', true));
		if (removed.kind === 'refused') return refusalView(removed, words);
		bot.lookup.forget(interaction.guildId);
		return { content: words.revoked(mention(removed.value.actor), code(removed.value.role)) };
	},
	offer: offerGrants,
};
