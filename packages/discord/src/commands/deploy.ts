import { refused, resourceKinds, type Templates } from '@portcullis/core';
import type { ChatInputCommandInteraction } from 'discord.js';
import { ask, check } from '../ask.js';
import type { Command } from '../command.js';
import { wordsFor } from '../i18n/words.js';
import { deployForm, isKind, templateForm } from '../input/deploy-form.js';
import { readResource, type Typed } from '../input/read-resource.js';
import { label } from '../text/safe-text.js';
import { refusalView } from '../views/refusal-view.js';
import { define } from './define.js';
import { offerByOption } from './offer-by-option.js';
import { offerProjects, offerRegions, offerSizes } from './offers.js';
import { flagOption, projectOption, textOption, wholeOption } from './options.js';

/**
 * `/cloud-deploy`: asks for a resource, or for what a template makes. Where more has to be said than was typed, a form
 * asks for it.
 */
export function deployCommand(templates: Templates): Command {
	const named = templates.list().slice(0, 20);
	return {
		data: define('cloud-deploy', 'Ask for a resource, or for a whole application', [
			projectOption(true),
			textOption('kind', 'What to deploy', {
				required: true,
				choices: [...resourceKinds, ...named.map(({ name }) => name)],
			}),
			textOption('name', 'What it is called; left out, a form asks for everything', { most: 40 }),
			textOption('size', 'A machine type, or a size class such as small', { offered: true, most: 64 }),
			textOption('region', "The region; the project's if left out", { offered: true, most: 40 }),
			wholeOption('count', 'How many machines alike', 1, 100),
			textOption('more', 'Further fields: disk.size_gib = 50; tags.owner = platform', { most: 1000 }),
			textOption('reason', 'Why; those who approve read it', { most: 500 }),
			flagOption('check', 'Only say what would be decided, and store nothing'),
		]),
		form(interaction) {
			const { options } = interaction;
			const kind = options.getString('kind', true);
			const project = options.getString('project', true);
			const checked = options.getBoolean('check') ?? false;
			const words = wordsFor(interaction.locale);
			const typed = typedIn(interaction);
			// A name that no project can have is the gate's to refuse, and would not fit into a form's id.
			if (!/^[a-z0-9-]{1,40}$/.test(project)) return null;
			const template = named.find(({ name }) => name === kind);
			if (template !== undefined) return templateForm(template, project, typed, checked, words);
			return isKind(kind) && isLacking(kind, typed) ? deployForm(kind, project, typed, checked, words) : null;
		},
		async run(interaction, bot, words) {
			const { options } = interaction;
			const kind = options.getString('kind', true);
			const project = options.getString('project', true);
			// Of a template there was a form, unless it was for what no project can be called.
			if (!isKind(kind)) return refusalView(refused('INPUT_INVALID', words.projectUnreadable(label(project))), words);
			const resource = readResource(kind, typedIn(interaction));
			if (resource.kind === 'refused') return refusalView(resource, words);
			const reason = options.getString('reason');
			const request = {
				action: 'create',
				project,
				resources: [resource.value],
				...(reason === null ? {} : { reason }),
			};
			const act = options.getBoolean('check') === true ? check : ask;
			return act(interaction, bot, words, request);
		},
		offer: offerByOption({
			project: offerProjects,
			region: offerRegions,
			size: (interaction, bot) =>
				offerSizes(interaction, bot, interaction.options.getString('kind') === 'database' ? 'database' : 'vm'),
		}),
	};
}

function typedIn({ options }: ChatInputCommandInteraction<'cached'>): Typed {
	const text = (name: string) => options.getString(name) ?? undefined;
	return {
		name: text('name'),
		size: text('size'),
		region: text('region'),
		count: options.getInteger('count')?.toString(),
		more: text('more')?.replaceAll(';', '\n'),
	};
}

// What cannot be said in a command's options: without it the gate would only refuse.
function isLacking(kind: string, { name, size }: Typed): boolean {
	return name === undefined || (kind !== 'storage' && (kind !== 'vm' || size === undefined));
}
