import { environments, providerIds } from '@portcullis/core';
import { ButtonStyle, ComponentType } from 'discord.js';
import { callerOf } from '../caller-of.js';
import type { Command } from '../command.js';
import { customId } from '../text/custom-id.js';
import { code } from '../text/safe-text.js';
import { refusalView } from '../views/refusal-view.js';
import { define } from './define.js';
import { offerRegions } from './offers.js';
import { numberOption, textOption } from './options.js';

/** `/cloud-init`: puts a project under governance. */
export const initCommand: Command = {
	data: define(
		'cloud-init',
		'Put a cloud project under governance',
		[
			textOption('provider', 'The cloud', { required: true, choices: providerIds }),
			textOption('name', 'What the project is called here: lower case, digits and hyphens', {
				required: true,
				most: 40,
			}),
			textOption('region', 'The region of what names none', { required: true, offered: true, most: 40 }),
			textOption('environment', 'Where in its life its software is; development if left out', {
				choices: environments,
			}),
			numberOption('budget', 'What a month may cost, in US dollars'),
			textOption('account', "The cloud's own id of the project, account or subscription", { most: 63 }),
		],
		'administrators',
	),
	async run(interaction, bot, words) {
		const { options } = interaction;
		const budget = options.getNumber('budget');
		const environment = options.getString('environment');
		const account = options.getString('account');
		const added = await bot.gate.projects.add(callerOf(interaction), {
			name: options.getString('name', true),
			provider: options.getString('provider', true),
			region: options.getString('region', true),
			...(environment === null ? {} : { environment }),
			...(account === null ? {} : { account }),
			...(budget === null ? {} : { monthly_budget_micros: Math.round(budget * 1e6) }),
		});
		if (added.kind === 'refused') return refusalView(added, words);
		bot.lookup.forget(interaction.guildId);
		const hasTemplate = bot.templates.list().some(({ name }) => name === 'three-tier');
		return {
			content: words.projectAdded(code(added.value.name)),
			components: hasTemplate
				? [
						{
							type: ComponentType.ActionRow,
							components: [
								{
									type: ComponentType.Button,
									style: ButtonStyle.Primary,
									label: words.threeTier,
									custom_id: customId('begin', 'three-tier', added.value.name),
								},
							],
						},
					]
				: [],
		};
	},
	offer: (interaction, bot) => offerRegions(interaction, bot),
};
