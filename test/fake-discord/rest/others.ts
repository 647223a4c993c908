import { placeById } from '../places.js';
import { nothing, type Route, refused } from './route.js';

/** The gateway's address, users, guilds and members: what a bot may look up besides. */
export const otherRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: /^\/gateway\/bot$/,
		handle: (world) => ({
			kind: 'body',
			// The client keeps the answer for `reset_after`, which must not be 0, or it asks again each time.
			body: {
				url: `${world.origin.replace('http', 'ws')}/gateway`,
				shards: 1,
				session_start_limit: { total: 1_000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 },
			},
			schema: 'gateway',
		}),
	},
	{
		method: 'GET',
		path: /^\/users\/(@me|\d+)$/,
		handle(world, _, [id]) {
			if (id === '@me') return { kind: 'body', body: world.bot, schema: 'user' };
			const user = [...world.users.values(), world.bot].find((one) => one.id === id);
			return user === undefined ? refused('unknownUser') : { kind: 'body', body: user, schema: 'user' };
		},
	},
	{
		method: 'GET',
		path: /^\/guilds\/(\d+)\/members\/(\d+)$/,
		handle(world, _, [guild = '', user = '']) {
			const member = world.guilds.get(guild)?.members.get(user);
			return member === undefined ? refused('unknownMember') : { kind: 'body', body: member.data, schema: 'member' };
		},
	},
	{
		method: 'GET',
		path: /^\/guilds\/(\d+)\/roles$/,
		handle(world, _, [id = '']) {
			const guild = world.guilds.get(id);
			return guild === undefined
				? refused('unknownGuild')
				: { kind: 'body', body: [...guild.roles.values()], each: 'role' };
		},
	},
	{
		method: 'GET',
		path: /^\/guilds\/(\d+)\/channels$/,
		handle(world, _, [id = '']) {
			const guild = world.guilds.get(id);
			const channels = [...(guild?.channels.values() ?? [])].map(({ data }) => data);
			return guild === undefined ? refused('unknownGuild') : { kind: 'body', body: channels, each: 'channel' };
		},
	},
	{
		method: 'POST',
		path: /^\/channels\/(\d+)\/typing$/,
		handle: (world, _, [id = '']) => (placeById(world, id) === undefined ? refused('unknownChannel') : nothing),
	},
];
