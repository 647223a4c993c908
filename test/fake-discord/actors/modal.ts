import {
	type APIModalInteractionResponseCallbackData,
	type APISelectMenuComponent,
	type APITextInputComponent,
	ComponentType,
	type ModalSubmitActionRowComponent,
	type ModalSubmitLabelComponent,
} from 'discord-api-types/v10';
import { numbered } from '../messages.js';
import type { StoredMessage } from '../world.js';

/** A form that the bot opened for one user. */
export interface Modal {
	readonly title: string;
	readonly customId: string;
	readonly fields: readonly ModalField[];
	/** The message whose button opened it. */
	readonly source: StoredMessage | undefined;
	readonly guildId: string;
	readonly channelId: string;
}

/** One field of a form. */
export interface ModalField {
	readonly label: string;
	readonly customId: string;
	readonly kind: 'text' | 'select';
	readonly required: boolean;
	/** What stands in it before anybody types. */
	readonly value: string;
	readonly placeholder: string;
	readonly shortest: number;
	readonly longest: number;
	/** Values of a menu. */
	readonly options: readonly string[];
	/** In the answer: within a row (the old form), or within a label. */
	readonly within: 'row' | 'label';
	/** The numbers of the field and of what it stands in. */
	readonly ids: readonly [outer: number, inner: number];
}

/** Reads a form of the bot. */
export function readModal(
	data: APIModalInteractionResponseCallbackData,
	where: Pick<Modal, 'source' | 'guildId' | 'channelId'>,
): Modal {
	const fields = numbered(data.components).flatMap((part): ModalField[] => {
		if (part.type === ComponentType.ActionRow) {
			const [input] = part.components;
			return input === undefined ? [] : [field(input, input.label ?? '', 'row', part.id ?? 0)];
		}
		if (part.type !== ComponentType.Label) return [];
		const { component } = part;
		if (component.type === ComponentType.TextInput || component.type === ComponentType.StringSelect) {
			return [field(component, part.label, 'label', part.id ?? 0)];
		}
		throw new Error(`the fake has no field for a component of type ${component.type}`);
	});
	return { title: data.title, customId: data.custom_id, fields, ...where };
}

function field(
	component: APITextInputComponent | APISelectMenuComponent,
	label: string,
	within: ModalField['within'],
	outer: number,
): ModalField {
	const isText = component.type === ComponentType.TextInput;
	const options = component.type === ComponentType.StringSelect ? component.options : [];
	return {
		label,
		customId: component.custom_id,
		kind: isText ? 'text' : 'select',
		required: component.required ?? true,
		value: (isText ? component.value : options.find((option) => option.default)?.value) ?? '',
		placeholder: component.placeholder ?? '',
		shortest: (isText ? component.min_length : undefined) ?? 0,
		longest: (isText ? component.max_length : undefined) ?? 4_000,
		options: options.map(({ value }) => value),
		within,
		ids: [outer, component.id ?? 0],
	};
}

/**
 * What a user sends who fills the form.
 *
 * @param filled By label or `custom_id`; a field that is left out keeps what stands in it.
 * @throws Error where Discord's own client would not let the form go.
 */
export function fillModal(
	modal: Modal,
	filled: Readonly<Record<string, string>>,
): (ModalSubmitActionRowComponent | ModalSubmitLabelComponent)[] {
	const known = new Set(modal.fields.flatMap(({ label, customId }) => [label, customId]));
	const unknown = Object.keys(filled).filter((name) => !known.has(name));
	if (unknown.length > 0) {
		const labels = modal.fields.map(({ label }) => label).join(', ');
		throw new Error(`the form "${modal.title}" has no field "${unknown.join('", "')}"; it has: ${labels}`);
	}
	return modal.fields.map((field) => {
		const value = filled[field.customId] ?? filled[field.label] ?? field.value;
		const problem = problemOf(field, value);
		if (problem !== undefined) throw new Error(`the field "${field.label}" ${problem}`);
		return submitted(field, value);
	});
}

function problemOf(field: ModalField, value: string): string | undefined {
	if (value === '') return field.required ? 'is required' : undefined;
	if (field.kind === 'select') return field.options.includes(value) ? undefined : `has no option "${value}"`;
	if (value.length < field.shortest) return `needs ${field.shortest} characters or more`;
	return value.length > field.longest ? `takes ${field.longest} characters at most` : undefined;
}

function submitted(field: ModalField, value: string): ModalSubmitActionRowComponent | ModalSubmitLabelComponent {
	const [outer, inner] = field.ids;
	const own = { id: inner, custom_id: field.customId };
	if (field.within === 'row') {
		return { type: ComponentType.ActionRow, id: outer, components: [{ type: ComponentType.TextInput, ...own, value }] };
	}
	const component =
		field.kind === 'text'
			? ({ type: ComponentType.TextInput, ...own, value } as const)
			: ({ type: ComponentType.StringSelect, ...own, values: value === '' ? [] : [value] } as const);
	return { type: ComponentType.Label, id: outer, component };
}
