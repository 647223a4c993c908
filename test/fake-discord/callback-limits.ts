import {
	type APICommandAutocompleteInteractionResponseCallbackData,
	type APIModalInteractionResponseCallbackData,
	ComponentType,
	InteractionResponseType,
	InteractionType,
	MessageFlags,
	type RESTPostAPIInteractionCallbackJSONBody,
} from 'discord-api-types/v10';
import { customIds, messageProblems, twice } from './limits.js';
import type { RequestBody } from './request-body.js';
import type { StoredInteraction } from './world.js';

/** What may answer what: interactions/receiving-and-responding.mdx. */
const answers: Readonly<Record<number, readonly InteractionResponseType[]>> = {
	[InteractionType.ApplicationCommand]: [4, 5, 9],
	[InteractionType.MessageComponent]: [4, 5, 6, 7, 9],
	[InteractionType.ApplicationCommandAutocomplete]: [8],
	[InteractionType.ModalSubmit]: [4, 5],
};

const most = { choices: 25, choice: 100, modalParts: 5, title: 45 } as const;

/** What is wrong with the first answer to an interaction that the description lets through. */
export function callbackProblems(
	body: RESTPostAPIInteractionCallbackJSONBody,
	interaction: StoredInteraction,
	request: RequestBody,
): string[] {
	const fromMessage = interaction.type === InteractionType.ModalSubmit && interaction.source !== undefined;
	const allowed = [...(answers[interaction.type] ?? []), ...(fromMessage ? [6, 7] : [])];
	if (!allowed.includes(body.type)) {
		return [`type: ${body.type} does not answer an interaction of type ${interaction.type}`];
	}
	switch (body.type) {
		case InteractionResponseType.ChannelMessageWithSource:
			return messageProblems(body.data, request, 'create');
		case InteractionResponseType.UpdateMessage:
			return messageProblems(body.data ?? {}, request, 'edit');
		case InteractionResponseType.DeferredChannelMessageWithSource:
			return (body.data?.flags ?? 0) & ~MessageFlags.Ephemeral ? ['data.flags: a defer may only be ephemeral'] : [];
		case InteractionResponseType.Modal:
			return modalProblems(body.data);
		case InteractionResponseType.ApplicationCommandAutocompleteResult:
			return choiceProblems(body.data);
		default:
			return [];
	}
}

function modalProblems({ title, components }: APIModalInteractionResponseCallbackData): string[] {
	const inputs = components.flatMap((part) =>
		part.type === ComponentType.ActionRow ? part.components : part.type === ComponentType.Label ? [part.component] : [],
	);
	return [
		...(title.trim() === '' ? ['data.title: is empty'] : []),
		...(title.length > most.title ? [`data.title: is longer than ${most.title} characters`] : []),
		...(components.length > most.modalParts ? [`data.components: are more than ${most.modalParts}`] : []),
		...twice(customIds(components), 'data.components', 'custom_id'),
		...components.flatMap((part, at) =>
			part.type === ComponentType.ActionRow && (part.components.length !== 1 || !part.components[0]?.label)
				? [`data.components.${at}: is not one input with a label`]
				: [],
		),
		...inputs.flatMap((input) => {
			if (input.type !== ComponentType.TextInput) return [];
			const { min_length: shortest = 0, max_length: longest = 4_000, value = '' } = input;
			return [
				...(shortest > longest ? [`data.components: ${input.custom_id} has min_length above max_length`] : []),
				...(value.length > longest ? [`data.components: ${input.custom_id} has a value above max_length`] : []),
			];
		}),
	];
}

function choiceProblems({ choices = [] }: APICommandAutocompleteInteractionResponseCallbackData): string[] {
	return [
		...(choices.length > most.choices ? [`data.choices: are ${choices.length}, more than ${most.choices}`] : []),
		...choices.flatMap(({ name, value }, at) => [
			...(name.trim() === '' ? [`data.choices.${at}.name: is empty`] : []),
			...(name.length > most.choice ? [`data.choices.${at}.name: is longer than ${most.choice} characters`] : []),
			...(String(value).length > most.choice
				? [`data.choices.${at}.value: is longer than ${most.choice} characters`]
				: []),
		]),
	];
}
