import { ask, check } from '../ask.js';
import type { Command } from '../command.js';
import { define } from './define.js';
import { offerByOption } from './offer-by-option.js';
import { offerProjects, offerResources } from './offers.js';
import { flagOption, projectOption, textOption } from './options.js';

/** `/cloud-delete`: asks for something to be removed. */
export const deleteCommand: Command = {
	data: define('cloud-delete', 'Ask for something that stands to be removed', [
		projectOption(true),
		textOption('resource', 'What to remove, such as vm/web', { required: true, offered: true, most: 60 }),
		textOption('reason', 'Why; those who approve read it', { most: 500 }),
		flagOption('check', 'Only say what would be decided, and store nothing'),
	]),
	async run(interaction, bot, words) {
		const { options } = interaction;
		const [kind = '', ...name] = options.getString('resource', true).split('/');
		const reason = options.getString('reason');
		const request = {
			action: 'delete',
			project: options.getString('project', true),
			resources: [{ kind, name: name.join('/') }],
			...(reason === null ? {} : { reason }),
		};
		const act = options.getBoolean('check') === true ? check : ask;
		return act(interaction, bot, words, request);
	},
	offer: offerByOption({ project: offerProjects, resource: offerResources }),
};
