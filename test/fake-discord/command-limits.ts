import {
	type APIApplicationCommandOption,
	ApplicationCommandOptionType,
	type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { twice } from './limits.js';

// interactions/application-commands.mdx: names, commands of a place, characters of one command, options and choices.
const name = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const most = { commands: 100, characters: 8_000, options: 25, choices: 25 } as const;

/** What is wrong with all commands of a place, beyond what is wrong with each. */
export function commandsProblems(commands: readonly RESTPostAPIApplicationCommandsJSONBody[]): string[] {
	return [
		...(commands.length > most.commands ? [`commands: are ${commands.length}, more than ${most.commands}`] : []),
		...twice(
			commands.map((command) => `${command.type ?? 1}:${command.name}`),
			'commands',
			'name',
		),
		...commands.flatMap((command, at) => commandProblems(command, `${at}`)),
	];
}

/** What is wrong with a command that the description lets through. */
export function commandProblems(command: RESTPostAPIApplicationCommandsJSONBody, at: string): string[] {
	if (command.type !== undefined && command.type !== 1) return [];
	const options = ('options' in command ? command.options : undefined) ?? [];
	const characters = charactersOf(command.name, command.description ?? '', options);
	const permissions = command.default_member_permissions ?? '0';
	return [
		...nameProblems(command.name, at),
		...Object.entries(command.name_localizations ?? {}).flatMap(([locale, text]) =>
			!text ? [] : nameProblems(text, `${at}.name_localizations.${locale}`),
		),
		...((command.description ?? '').trim() === '' ? [`${at}.description: is empty`] : []),
		...(characters > most.characters ? [`${at}: has ${characters} characters, more than ${most.characters}`] : []),
		...(/^\d+$/.test(permissions) ? [] : [`${at}.default_member_permissions: is no string of digits`]),
		...optionsProblems(options, at),
	];
}

function nameProblems(text: string, at: string): string[] {
	if (!name.test(text)) return [`${at}.name: ${JSON.stringify(text)} has a character that names may not have`];
	return text === text.toLowerCase() ? [] : [`${at}.name: ${JSON.stringify(text)} is not in lower case`];
}

function optionsProblems(options: readonly APIApplicationCommandOption[], at: string): string[] {
	const lastRequired = options.findLastIndex((option) => 'required' in option && option.required);
	const firstOptional = options.findIndex((option) => !('required' in option && option.required));
	const nested = options.filter(isNesting).length;
	return [
		...(firstOptional >= 0 && firstOptional < lastRequired
			? [`${at}.options.${lastRequired}: is required, after one that is not`]
			: []),
		...(nested > 0 && nested < options.length ? [`${at}.options: mix subcommands and values`] : []),
		...(options.length > most.options ? [`${at}.options: are more than ${most.options}`] : []),
		...twice(
			options.map((option) => option.name),
			`${at}.options`,
			'name',
		),
		...options.flatMap((option, index) => optionProblems(option, `${at}.options.${index}`)),
	];
}

function isNesting(option: APIApplicationCommandOption): boolean {
	return (
		option.type === ApplicationCommandOptionType.Subcommand ||
		option.type === ApplicationCommandOptionType.SubcommandGroup
	);
}

function optionProblems(option: APIApplicationCommandOption, at: string): string[] {
	const choices = 'choices' in option ? (option.choices ?? []) : [];
	const autocomplete = 'autocomplete' in option && option.autocomplete;
	return [
		...nameProblems(option.name, at),
		...(option.description.trim() === '' ? [`${at}.description: is empty`] : []),
		...(choices.length > most.choices ? [`${at}.choices: are more than ${most.choices}`] : []),
		...(choices.length > 0 && autocomplete ? [`${at}.choices: do not go with autocomplete`] : []),
		...twice(
			choices.map((choice) => choice.name),
			`${at}.choices`,
			'name',
		),
		...(isNesting(option) && 'options' in option ? optionsProblems(option.options ?? [], at) : []),
	];
}

// The longest of the texts' translations counts; name, description and the values of choices do, at every depth.
function charactersOf(own: string, description: string, options: readonly APIApplicationCommandOption[]): number {
	const inner = options.map((option) => {
		const choices = 'choices' in option ? (option.choices ?? []) : [];
		const nested = 'options' in option ? (option.options ?? []) : [];
		const ofChoices = choices.reduce((sum, choice) => sum + choice.name.length + String(choice.value).length, 0);
		return ofChoices + charactersOf(option.name, option.description, nested);
	});
	return own.length + description.length + inner.reduce((sum, length) => sum + length, 0);
}
