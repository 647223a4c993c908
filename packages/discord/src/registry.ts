import type { Client, RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import { Routes } from 'discord.js';

type Json = unknown;

/**
 * Registers the commands, if those that Discord has are others: it allows only so many changes a day.
 *
 * @param guild only there; everywhere where `undefined`
 * @returns whether anything was changed
 */
export async function registerCommands(
	client: Client<true>,
	commands: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[],
	guild: string | undefined,
): Promise<boolean> {
	const application = client.application.id;
	const route =
		guild === undefined ? Routes.applicationCommands(application) : Routes.applicationGuildCommands(application, guild);
	const present: Json = await client.rest.get(route);
	if (Array.isArray(present) && sameCommands(commands, present)) return false;
	await client.rest.put(route, { body: commands });
	return true;
}

/** Whether Discord has just these commands. It adds fields of its own, and leaves out what is empty or false. */
export function sameCommands(ours: readonly object[], theirs: readonly Json[]): boolean {
	const byName = new Map(theirs.map((command) => [fieldOf(command, 'name'), command]));
	return (
		ours.length === theirs.length && ours.every((command) => covers(byName.get(fieldOf(command, 'name')), command))
	);
}

const limits = ['required', 'autocomplete', 'choices', 'options', 'min_value', 'max_value', 'min_length', 'max_length'];

function covers(theirs: Json, ours: Json): boolean {
	if (Array.isArray(ours)) {
		if (ours.length === 0) return theirs === undefined || (Array.isArray(theirs) && theirs.length === 0);
		return (
			Array.isArray(theirs) && ours.length === theirs.length && ours.every((item, index) => covers(theirs[index], item))
		);
	}
	if (typeof ours === 'object' && ours !== null) {
		// What Discord has beyond what it adds by itself was ours once, and is not any more.
		const gone = limits.some((key) => fieldOf(ours, key) === undefined && Boolean(fieldOf(theirs, key)));
		return (
			!gone &&
			Object.entries(ours).every(([key, value]) => {
				const found = fieldOf(theirs, key);
				return value === undefined || value === false ? (found ?? false) === false : covers(found, value);
			})
		);
	}
	return theirs === ours;
}

function fieldOf(value: Json, key: string): Json {
	return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
		? Object.getOwnPropertyDescriptor(value, key)?.value
		: undefined;
}
