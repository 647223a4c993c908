import type { APIApplicationCommand, RESTPostAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import { commandProblems, commandsProblems } from '../command-limits.js';
import { checkRequest } from '../schemas.js';
import type { World } from '../world.js';
import { accept, invalid, nothing, type Reply, type RestRequest, type Route, refused } from './route.js';

const place = String.raw`^/applications/\d+(?:/guilds/(\d+))?/commands`;

/** Commands of the application, everywhere or in one guild. */
export const commandRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: new RegExp(`${place}$`),
		handle: (world, _, [guild]) => ({ kind: 'body', body: commandsOf(world, guild), each: 'command' }),
	},
	{
		method: 'PUT',
		path: new RegExp(`${place}$`),
		handle(world, request, [guild]) {
			const bodies = acceptAll(world, request);
			if ('reply' in bodies) return bodies.reply;
			const before = commandsOf(world, guild);
			return store(
				world,
				guild,
				bodies.body.map((body) =>
					registered(
						world,
						guild,
						body,
						before.find(({ name }) => name === body.name),
					),
				),
			);
		},
	},
	{
		method: 'POST',
		path: new RegExp(`${place}$`),
		handle(world, request, [guild]) {
			const accepted = accept(world, request, 'command', (body) => commandProblems(body, 'command'));
			if ('reply' in accepted) return accepted.reply;
			const others = commandsOf(world, guild).filter(({ name }) => name !== accepted.body.name);
			const command = registered(world, guild, accepted.body, undefined);
			store(world, guild, [...others, command]);
			return { kind: 'body', body: command, schema: 'command' };
		},
	},
	{
		method: 'DELETE',
		path: new RegExp(`${place}/(\\d+)$`),
		handle(world, _, [guild, id]) {
			const all = commandsOf(world, guild);
			if (!all.some((command) => command.id === id)) return refused('unknownCommand');
			store(
				world,
				guild,
				all.filter((command) => command.id !== id),
			);
			return nothing;
		},
	},
];

/** The commands that are registered everywhere, or in one guild. */
export function commandsOf(world: World, guild: string | undefined): readonly APIApplicationCommand[] {
	return world.commands.get(guild ?? 'global') ?? [];
}

function store(world: World, guild: string | undefined, commands: readonly APIApplicationCommand[]): Reply {
	world.commands.set(guild ?? 'global', commands);
	return { kind: 'body', body: commands, each: 'command' };
}

function acceptAll(
	world: World,
	request: RestRequest,
): { readonly body: readonly RESTPostAPIApplicationCommandsJSONBody[] } | { readonly reply: Reply } {
	const { json } = request.body;
	if (!Array.isArray(json)) return { reply: invalid(world, request, ['the body: is no list']) };
	const bodies: RESTPostAPIApplicationCommandsJSONBody[] = [];
	const problems: string[] = [];
	for (const [at, one] of json.entries()) {
		const checked = checkRequest('commandInBulk', one);
		if (checked.ok) bodies.push(checked.body);
		else problems.push(...checked.problems.map((problem) => `${at}.${problem}`));
	}
	const all = problems.length > 0 ? problems : commandsProblems(bodies);
	return all.length > 0 ? { reply: invalid(world, request, all) } : { body: bodies };
}

function registered(
	world: World,
	guild: string | undefined,
	body: RESTPostAPIApplicationCommandsJSONBody,
	before: APIApplicationCommand | undefined,
): APIApplicationCommand {
	const { name, type, default_member_permissions: permissions, nsfw, contexts, ...rest } = body;
	return {
		...(JSON.parse(JSON.stringify(rest)) as Pick<APIApplicationCommand, 'options'>),
		id: before?.id ?? world.newId(),
		application_id: world.applicationId,
		version: world.newId(),
		name,
		type: type ?? 1,
		description: 'description' in body ? (body.description ?? '') : '',
		default_member_permissions: permissions ?? null,
		nsfw: nsfw ?? false,
		contexts: contexts ?? null,
		...(guild === undefined ? {} : { guild_id: guild }),
	};
}
