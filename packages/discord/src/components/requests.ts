import type { Templates } from '@portcullis/core';
import { ask, check } from '../ask.js';
import { callerOf } from '../caller-of.js';
import type { Acted, Component } from '../component.js';
import { isKind, templateForm } from '../input/deploy-form.js';
import { readLines } from '../input/read-lines.js';
import { type FormField, readResource } from '../input/read-resource.js';
import { refusalView } from '../views/refusal-view.js';
import { suggestionKey } from '../views/suggestion-buttons.js';

/** A form of `/cloud-deploy` that was sent: a resource. */
const deploy: Component = {
	action: 'deploy',
	answers: 'reply',
	async run(interaction, [kind = '', project = '', mode = ''], bot, words) {
		if (!isKind(kind)) return { content: words.staleButton };
		const typed = (name: FormField) => fieldOf(interaction, name);
		const resource = readResource(kind, {
			name: typed('name'),
			size: typed('size'),
			region: typed('region'),
			count: typed('count'),
			engine: typed('engine'),
			cidr: typed('cidr'),
			subnets: typed('subnets'),
			class: typed('class'),
			nodes: typed('nodes'),
			more: typed('more'),
		});
		if (resource.kind === 'refused') return refusalView(resource, words);
		const act = mode === 'check' ? check : ask;
		return act(interaction, bot, words, { action: 'create', project, resources: [resource.value] });
	},
};

/** A form of a template that was sent. */
const template: Component = {
	action: 'template',
	answers: 'reply',
	async run(interaction, [name = '', mode = ''], bot, words) {
		const lines = readLines(fieldOf(interaction, 'parameters') ?? '');
		if (lines.kind === 'refused') return refusalView(lines, words);
		const set = [
			['name', fieldOf(interaction, 'name')],
			['region', fieldOf(interaction, 'region')],
			...lines.value,
		] as const;
		const parameters = Object.fromEntries(set.filter(([, value]) => value !== undefined && value !== ''));
		const expanded = bot.templates.expand(name, parameters);
		if (expanded.kind === 'refused') return refusalView(expanded, words);
		const act = mode === 'check' ? check : ask;
		const project = fieldOf(interaction, 'project') ?? '';
		return act(interaction, bot, words, { action: 'create', project, resources: [...expanded.value] });
	},
};

/** The button that begins with a template: shows its form. */
function begin(templates: Templates): Component {
	return {
		action: 'begin',
		answers: 'reply',
		form([name = '', project = ''], _interaction, words) {
			const found = templates.list().find((each) => each.name === name);
			return found === undefined ? null : templateForm(found, project, {}, false, words);
		},
		run: async (_interaction, _parts, _bot, words) => ({ content: words.staleButton }),
	};
}

/** Asks for what was only looked at. */
const request: Component = {
	action: 'ask',
	answers: 'reply',
	async run(interaction, [id = ''], bot, words) {
		const recalled = bot.recall.find(id);
		return recalled === null ? { content: words.forgotten } : ask(interaction, bot, words, recalled);
	},
};

/** Asks for what would pass, instead of what was denied. */
const use: Component = {
	action: 'use',
	answers: 'reply',
	async run(interaction, [id = '', key = ''], bot, words) {
		const recalled = bot.recall.find(id);
		if (recalled === null) return { content: words.forgotten };
		const suggested = await bot.gate.suggest(callerOf(interaction), recalled);
		if (suggested.kind === 'refused') return refusalView(suggested, words);
		const chosen = suggested.value.suggestions.find((one) => suggestionKey(one) === key);
		return chosen === undefined ? { content: words.forgotten } : ask(interaction, bot, words, chosen.request);
	},
};

/** What leads to a request: forms, and the buttons of personal answers. */
export function requestComponents(templates: Templates): readonly Component[] {
	return [deploy, template, begin(templates), request, use];
}

function fieldOf(interaction: Acted, name: FormField): string | undefined {
	if (!interaction.isModalSubmit() || !interaction.fields.fields.has(name)) return undefined;
	return interaction.fields.getTextInputValue(name);
}
