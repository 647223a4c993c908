import { type ResourceKind, resourceKinds, type Template } from '@portcullis/core';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import type { Words } from '../i18n/words.js';
import { customId } from '../text/custom-id.js';
import { type Field, modal } from './modal.js';
import type { FormField, Typed } from './read-resource.js';

const fieldsOfKind: Readonly<Record<ResourceKind, readonly FormField[]>> = {
	vm: ['name', 'size', 'region', 'count', 'more'],
	database: ['name', 'engine', 'size', 'region', 'more'],
	network: ['name', 'cidr', 'subnets', 'region', 'more'],
	storage: ['name', 'class', 'region', 'more'],
	kubernetes: ['name', 'size', 'nodes', 'region', 'more'],
};

const required: ReadonlySet<FormField> = new Set(['name', 'size', 'engine', 'cidr', 'subnets', 'project']);
const long: ReadonlySet<FormField> = new Set(['subnets', 'more', 'parameters']);

/** The form for what is missing of a resource, with what was typed already. */
export function deployForm(
	kind: ResourceKind,
	project: string,
	typed: Typed,
	checked: boolean,
	words: Words,
): APIModalInteractionResponseCallbackData {
	const fields = fieldsOfKind[kind].map((id) => fieldOf(id, words, typed[id]));
	return modal(
		customId('deploy', kind, project, checked ? 'check' : 'ask'),
		words.deployTitle(words.kinds[kind]),
		fields,
	);
}

/** The form for a template: its parameters as lines, each with what holds where nothing is said. */
export function templateForm(
	template: Template,
	project: string,
	typed: Typed,
	checked: boolean,
	words: Words,
): APIModalInteractionResponseCallbackData {
	const lines = template.parameters
		.filter(({ name }) => name !== 'name' && name !== 'region')
		.map(({ name, default: standard }) => `${name} = ${standard ?? ''}`);
	return modal(customId('template', template.name, checked ? 'check' : 'ask'), words.deployTitle(template.title), [
		fieldOf('project', words, project),
		fieldOf('name', words, typed.name),
		fieldOf('region', words, typed.region),
		{ ...fieldOf('parameters', words, lines.join('\n')) },
	]);
}

/** Whether a word is a kind of resource. */
export function isKind(word: string): word is ResourceKind {
	return resourceKinds.some((kind) => kind === word);
}

function fieldOf(id: FormField, words: Words, value: string | undefined): Field {
	return {
		id,
		label: words.fields[id],
		required: required.has(id),
		long: long.has(id),
		...(value === undefined ? {} : { value }),
		...(id === 'more' ? { example: words.moreExample } : {}),
	};
}
