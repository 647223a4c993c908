import { ChannelType } from 'discord-api-types/v10';
import { messageProblems } from '../limits.js';
import { createMessage, editMessage } from '../messages.js';
import { type Place, placeById } from '../places.js';
import type { StoredMessage, World } from '../world.js';
import { accept, nothing, type Reply, type Route, refused } from './route.js';

/** Channels, and messages by the bot's own token. */
export const channelRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: /^\/channels\/(\d+)$/,
		handle: (world, _, [id = '']) =>
			within(world, id, ({ channel }) =>
				channel === undefined ? refused('unknownChannel') : { kind: 'body', body: channel.data, schema: 'channel' },
			),
	},
	{
		method: 'POST',
		path: /^\/channels\/(\d+)\/messages$/,
		handle: (world, request, [id = '']) =>
			within(world, id, (place) => {
				if (place.channel?.denied === 'send') return refused('missingPermissions');
				if (place.user !== undefined && world.closedDoors.has(place.user.id)) return refused('directMessagesClosed');
				const accepted = accept(world, request, 'message', (body) => messageProblems(body, request.body, 'create'));
				if ('reply' in accepted) return accepted.reply;
				const origin = { channelId: id, guild: place.guild };
				return shown(createMessage(world, accepted.body, request.body.files, origin));
			}),
	},
	{
		method: 'GET',
		path: /^\/channels\/(\d+)\/messages$/,
		handle: (world, request, [id = '']) =>
			within(world, id, () => {
				const limit = Number(request.query.get('limit') ?? 50);
				const all = [...world.messages.values()].filter((message) => message.channelId === id && isPublic(message));
				return {
					kind: 'body',
					body: all
						.slice(-limit)
						.reverse()
						.map(({ data }) => data),
					each: 'message',
				};
			}),
	},
	{
		method: 'GET',
		path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
		handle: (world, _, [id = '', message = '']) => within(world, id, () => withMessage(world, id, message, shown)),
	},
	{
		method: 'PATCH',
		path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
		handle: (world, request, [id = '', message = '']) =>
			within(world, id, ({ guild }) =>
				withMessage(world, id, message, (stored) => {
					const accepted = accept(world, request, 'messageEdit', (body) => messageProblems(body, request.body, 'edit'));
					if ('reply' in accepted) return accepted.reply;
					editMessage(world, stored, accepted.body, request.body.files, guild);
					return shown(stored);
				}),
			),
	},
	{
		method: 'DELETE',
		path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
		handle: (world, _, [id = '', message = '']) =>
			within(world, id, () =>
				withMessage(world, id, message, (stored) => {
					stored.removed = true;
					return nothing;
				}),
			),
	},
	{
		method: 'POST',
		path: /^\/users\/@me\/channels$/,
		handle(world, request) {
			const accepted = accept(world, request, 'directChannel');
			if ('reply' in accepted) return accepted.reply;
			const user = [...world.users.values()].find(({ id }) => id === accepted.body.recipient_id);
			if (user === undefined) return refused('unknownUser');
			const id = world.directChannels.get(user.id) ?? world.newId();
			world.directChannels.set(user.id, id);
			const body = { id, type: ChannelType.DM, last_message_id: null, flags: 0, recipients: [user] };
			return { kind: 'body', body, schema: 'directChannel' };
		},
	},
];

function within(world: World, id: string, act: (place: Place) => Reply): Reply {
	const place = placeById(world, id);
	if (place === undefined) return refused('unknownChannel');
	return place.channel?.denied === 'view' ? refused('missingAccess') : act(place);
}

// An ephemeral message cannot be had through its channel, not even by the bot that wrote it.
function withMessage(world: World, channel: string, id: string, act: (message: StoredMessage) => Reply): Reply {
	const stored = world.messages.get(id);
	return stored?.channelId === channel && isPublic(stored) ? act(stored) : refused('unknownMessage');
}

function isPublic(message: StoredMessage): boolean {
	return !message.removed && message.onlyFor === undefined;
}

function shown({ data }: StoredMessage): Reply {
	return { kind: 'body', body: data, schema: 'message' };
}
