import {
	type APIApplicationCommand,
	type APIApplicationCommandBasicOption,
	type APIApplicationCommandInteractionDataBasicOption,
	type APIApplicationCommandInteractionDataOption,
	type APIApplicationCommandInteractionDataSubcommandOption,
	type APIApplicationCommandOption,
	type APIInteractionDataResolved,
	ApplicationCommandOptionType as Type,
} from 'discord-api-types/v10';
import { type Guild, permissionsOf, type World } from '../world.js';

/** A file that a user gives to a command. */
export interface Upload {
	readonly name: string;
	readonly content: string | Uint8Array;
	readonly contentType?: string;
}

/** Values of a command's options, by name. A user, a role or a channel is given by its name. */
export type OptionValues = Readonly<Record<string, string | number | boolean | Upload | undefined>>;

/** A command as it is sent. */
export interface FilledCommand {
	readonly command: APIApplicationCommand;
	readonly options: APIApplicationCommandInteractionDataOption[];
	readonly resolved: APIInteractionDataResolved;
}

/** What is typed at the moment: autocomplete is asked for it. */
export interface Typing {
	readonly option: string;
	readonly text: string;
}

/**
 * Fills a command in as Discord's own client does.
 *
 * @param words The command, its group and its subcommand: `cloud-quota set`.
 * @throws Error where Discord's own client would not let it go: it says what is wrong.
 */
export function fillCommand(
	world: World,
	guild: Guild,
	commands: readonly APIApplicationCommand[],
	words: string,
	values: OptionValues,
	typing?: Typing,
): FilledCommand {
	const [name = '', ...path] = words.replace(/^\//, '').split(' ');
	const command = commands.find((one) => one.name === name);
	if (command === undefined) {
		throw new Error(`there is no command /${name}; there are: ${commands.map((one) => one.name).join(', ') || 'none'}`);
	}
	const resolved: APIInteractionDataResolved = {};
	const fill = (
		given: readonly APIApplicationCommandOption[],
		rest: readonly string[],
	): APIApplicationCommandInteractionDataOption[] => {
		const [next, ...others] = rest;
		const nesting = given.filter((option) => option.type === Type.Subcommand || option.type === Type.SubcommandGroup);
		if (nesting.length > 0) {
			const chosen = nesting.find((option) => option.name === next);
			if (chosen === undefined)
				throw new Error(`/${words}: choose one of: ${nesting.map((one) => one.name).join(', ')}`);
			const inner = fill(chosen.options ?? [], others);
			return chosen.type === Type.Subcommand
				? [
						{
							name: chosen.name,
							type: Type.Subcommand,
							options: inner as APIApplicationCommandInteractionDataBasicOption[],
						},
					]
				: [
						{
							name: chosen.name,
							type: Type.SubcommandGroup,
							options: inner as APIApplicationCommandInteractionDataSubcommandOption[],
						},
					];
		}
		if (next !== undefined) throw new Error(`/${words}: there is no subcommand ${next}`);
		return fillValues(
			world,
			guild,
			words,
			given as readonly APIApplicationCommandBasicOption[],
			values,
			resolved,
			typing,
		);
	};
	return { command, options: fill(command.options ?? [], path), resolved };
}

function fillValues(
	world: World,
	guild: Guild,
	words: string,
	given: readonly APIApplicationCommandBasicOption[],
	values: OptionValues,
	resolved: APIInteractionDataResolved,
	typing: Typing | undefined,
): APIApplicationCommandInteractionDataBasicOption[] {
	const known = new Set(given.map(({ name }) => name));
	const asked = [...Object.keys(values), ...(typing === undefined ? [] : [typing.option])];
	const unknown = asked.filter((name) => !known.has(name));
	if (unknown.length > 0) {
		throw new Error(`/${words} has no option "${unknown.join('", "')}"; it has: ${[...known].join(', ') || 'none'}`);
	}
	return given.flatMap((option): APIApplicationCommandInteractionDataBasicOption[] => {
		if (typing?.option === option.name) {
			if (!('autocomplete' in option) || !option.autocomplete)
				throw new Error(`/${words}: ${option.name} has no autocomplete`);
			return [{ name: option.name, type: option.type, value: typing.text, focused: true }];
		}
		const value = values[option.name];
		if (value === undefined) {
			if (option.required && typing === undefined) throw new Error(`/${words}: the option ${option.name} is required`);
			return [];
		}
		return [fillValue(world, guild, `/${words}: ${option.name}`, option, value, resolved)];
	});
}

function fillValue(
	world: World,
	guild: Guild,
	at: string,
	option: APIApplicationCommandBasicOption,
	value: string | number | boolean | Upload,
	resolved: APIInteractionDataResolved,
): APIApplicationCommandInteractionDataBasicOption {
	const { name } = option;
	if (option.type === Type.Boolean && typeof value === 'boolean') return { name, type: option.type, value };
	if ((option.type === Type.Integer || option.type === Type.Number) && typeof value === 'number') {
		if (option.type === Type.Integer && !Number.isInteger(value)) throw new Error(`${at}: ${value} is no whole number`);
		const { min_value: least = -Infinity, max_value: most = Infinity } = option;
		if (value < least || value > most) throw new Error(`${at}: ${value} is not between ${least} and ${most}`);
		inChoices(at, option, value);
		return { name, type: option.type, value };
	}
	if (option.type === Type.Attachment && typeof value === 'object') {
		return { name, type: option.type, value: upload(world, value, resolved) };
	}
	if (typeof value !== 'string') throw new Error(`${at}: takes no ${typeof value}`);
	switch (option.type) {
		case Type.String: {
			const { min_length: shortest = 0, max_length: longest = 6_000 } = option;
			if (value.length < shortest || value.length > longest) throw new Error(`${at}: has ${value.length} characters`);
			inChoices(at, option, value);
			return { name, type: option.type, value };
		}
		case Type.User:
			return { name, type: option.type, value: userNamed(world, guild, at, value, resolved) };
		case Type.Role:
			return { name, type: option.type, value: roleNamed(guild, at, value, resolved) };
		case Type.Mentionable: {
			const isRole = guild.roles.has(value);
			const id = isRole ? roleNamed(guild, at, value, resolved) : userNamed(world, guild, at, value, resolved);
			return { name, type: option.type, value: id };
		}
		case Type.Channel: {
			const channel = guild.channels.get(value);
			if (channel === undefined) throw new Error(`${at}: there is no channel ${value}`);
			const { id, type } = channel.data;
			resolved.channels = { ...resolved.channels, [id]: { id, type, name: value, permissions: '0' } };
			return { name, type: option.type, value: id };
		}
		default:
			throw new Error(`${at}: takes no string`);
	}
}

function inChoices(at: string, option: APIApplicationCommandBasicOption, value: string | number): void {
	const choices: readonly { value: string | number }[] = ('choices' in option ? option.choices : undefined) ?? [];
	if (choices.length > 0 && !choices.some((choice) => choice.value === value)) {
		throw new Error(`${at}: ${value} is none of: ${choices.map((choice) => choice.value).join(', ')}`);
	}
}

function upload(world: World, file: Upload, resolved: APIInteractionDataResolved): string {
	const id = world.newId();
	const bytes = typeof file.content === 'string' ? new TextEncoder().encode(file.content) : file.content;
	const path = `/ephemeral-attachments/${id}/${encodeURIComponent(file.name)}`;
	world.files.set(path, bytes);
	const url = world.origin + path;
	const attachment = {
		id,
		filename: file.name,
		size: bytes.length,
		url,
		proxy_url: url,
		ephemeral: true,
		...(file.contentType === undefined ? {} : { content_type: file.contentType }),
	};
	resolved.attachments = { ...resolved.attachments, [id]: attachment };
	return id;
}

function userNamed(world: World, guild: Guild, at: string, name: string, resolved: APIInteractionDataResolved): string {
	const user = world.users.get(name);
	const member = user === undefined ? undefined : guild.members.get(user.id);
	if (user === undefined || member === undefined) throw new Error(`${at}: there is no user ${name} in ${guild.name}`);
	const { user: _, deaf: _deaf, mute: _mute, ...data } = member.data;
	resolved.users = { ...resolved.users, [user.id]: user };
	resolved.members = { ...resolved.members, [user.id]: { ...data, permissions: permissionsOf(member) } };
	return user.id;
}

function roleNamed(guild: Guild, at: string, name: string, resolved: APIInteractionDataResolved): string {
	const role = guild.roles.get(name);
	if (role === undefined) throw new Error(`${at}: there is no role ${name} in ${guild.name}`);
	resolved.roles = { ...resolved.roles, [role.id]: role };
	return role.id;
}
