import { ButtonStyle, ComponentType } from 'discord.js';
import type { Command } from '../command.js';
import { customId } from '../text/custom-id.js';
import { listView } from '../views/list-view.js';
import { define } from './define.js';

/**
 * `/cloud-help`: what there is.
 *
 * @param others the commands to list
 */
export function helpCommand(others: readonly Command[]): Command {
	return {
		data: define('cloud-help', 'Say what the commands of Portcullis do'),
		async run(_interaction, bot, words) {
			const lines = others.map(({ data }) => words.helpCommand(data.name, data.description));
			const hasTemplate = bot.templates.list().some(({ name }) => name === 'three-tier');
			return listView(
				words.help,
				[words.helpText, '', ...lines],
				words,
				hasTemplate
					? [
							{
								type: ComponentType.ActionRow,
								components: [
									{
										type: ComponentType.Button,
										style: ButtonStyle.Primary,
										label: words.threeTier,
										custom_id: customId('begin', 'three-tier'),
									},
								],
							},
						]
					: [],
			);
		},
	};
}
