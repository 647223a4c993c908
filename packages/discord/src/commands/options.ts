import {
	type APIApplicationCommandBasicOption,
	type APIApplicationCommandStringOption,
	ApplicationCommandOptionType,
} from 'discord.js';

/** An option of text, with choices or with what is offered while people type. */
export function textOption(
	name: string,
	description: string,
	more: {
		readonly required?: boolean;
		readonly offered?: boolean;
		readonly choices?: readonly string[];
		readonly most?: number;
	} = {},
): APIApplicationCommandStringOption {
	const common = {
		type: ApplicationCommandOptionType.String as const,
		name,
		description,
		required: more.required ?? false,
	};
	if (more.choices !== undefined) return { ...common, choices: more.choices.map((value) => ({ name: value, value })) };
	const length = more.most === undefined ? {} : { max_length: more.most };
	return more.offered === true ? { ...common, ...length, autocomplete: true } : { ...common, ...length };
}

/** An option that is a whole number. */
export function wholeOption(
	name: string,
	description: string,
	min: number,
	max: number,
	required = false,
): APIApplicationCommandBasicOption {
	return { type: ApplicationCommandOptionType.Integer, name, description, required, min_value: min, max_value: max };
}

/** An option that is a number with decimals. */
export function numberOption(name: string, description: string, required = false): APIApplicationCommandBasicOption {
	return {
		type: ApplicationCommandOptionType.Number,
		name,
		description,
		required,
		min_value: 0,
		max_value: 999_999_999,
	};
}

/** An option that is yes or no. */
export function flagOption(name: string, description: string): APIApplicationCommandBasicOption {
	return { type: ApplicationCommandOptionType.Boolean, name, description, required: false };
}

/** An option that names a person. */
export function userOption(name: string, description: string, required = false): APIApplicationCommandBasicOption {
	return { type: ApplicationCommandOptionType.User, name, description, required };
}

/** An option that names a role of the server. */
export function roleOption(name: string, description: string): APIApplicationCommandBasicOption {
	return { type: ApplicationCommandOptionType.Role, name, description, required: false };
}

/** The project that a command is about, offered while it is typed. */
export const projectOption = (required: boolean) =>
	textOption('project', 'The project', { required, offered: true, most: 40 });

/** An option that is a file. */
export function fileOption(name: string, description: string, required: boolean): APIApplicationCommandBasicOption {
	return { type: ApplicationCommandOptionType.Attachment, name, description, required };
}
