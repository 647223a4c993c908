import { addressOf, type Resource, refused } from '@portcullis/core';
import { ask, check } from '../ask.js';
import { callerOf } from '../caller-of.js';
import type { Command } from '../command.js';
import { readLines } from '../input/read-lines.js';
import { type Fields, setField } from '../input/set-field.js';
import { label } from '../text/safe-text.js';
import { refusalView } from '../views/refusal-view.js';
import { define } from './define.js';
import { offerByOption } from './offer-by-option.js';
import { offerProjects, offerResources, offerSizes } from './offers.js';
import { flagOption, projectOption, textOption, wholeOption } from './options.js';

/** `/cloud-modify`: asks for another size, another count, or other fields of what stands. */
export const modifyCommand: Command = {
	data: define('cloud-modify', 'Ask for a change of what stands', [
		projectOption(true),
		textOption('resource', 'What to change, such as vm/web', { required: true, offered: true, most: 60 }),
		textOption('size', 'Another machine type or size class', { offered: true, most: 64 }),
		wholeOption('count', 'How many machines alike', 1, 100),
		textOption('set', 'Other fields: disk.size_gib = 50; tags.owner = platform', { most: 1000 }),
		textOption('reason', 'Why; those who approve read it', { most: 500 }),
		flagOption('check', 'Only say what would be decided, and store nothing'),
	]),
	async run(interaction, bot, words) {
		const { options } = interaction;
		const project = options.getString('project', true);
		const address = options.getString('resource', true);
		const standing = await bot.gate.resources(callerOf(interaction), project);
		if (standing.kind === 'refused') return refusalView(standing, words);
		const found = standing.value.find(({ resource }) => addressOf(resource) === address);
		if (found === undefined) {
			return refusalView(
				refused('RESOURCE_UNKNOWN', `no ${label(address)} stands in ${project}; /cloud-list shows what does`),
				words,
			);
		}
		const lines = readLines(options.getString('set') ?? '');
		if (lines.kind === 'refused') return refusalView(lines, words);
		const size = options.getString('size');
		const count = options.getInteger('count');
		const changes: (readonly [string, unknown])[] = [
			...(size === null ? [] : [[sizeField(found.resource), size] as const]),
			...(count === null ? [] : [['count', count] as const]),
			...lines.value,
		];
		const resource = changes.reduce<Fields>((fields, [path, value]) => setField(fields, path, value), {
			...found.resource,
		});
		const reason = options.getString('reason');
		const request = { action: 'modify', project, resources: [resource], ...(reason === null ? {} : { reason }) };
		const act = options.getBoolean('check') === true ? check : ask;
		return act(interaction, bot, words, request);
	},
	offer: offerByOption({
		project: offerProjects,
		resource: offerResources,
		size(interaction, bot) {
			const isDatabase = interaction.options.getString('resource')?.startsWith('database/') === true;
			return offerSizes(interaction, bot, isDatabase ? 'database' : 'vm');
		},
	}),
};

function sizeField({ kind }: Resource): string {
	return kind === 'kubernetes' ? 'node_pools.0.size' : 'size';
}
