import {
	InteractionResponseType,
	MessageFlags,
	type RESTPostAPIInteractionCallbackJSONBody,
} from 'discord-api-types/v10';
import { callbackProblems } from '../callback-limits.js';
import { messageProblems } from '../limits.js';
import { createMessage, editMessage } from '../messages.js';
import type { RequestBody } from '../request-body.js';
import { limitsOfTime, type StoredInteraction, type StoredMessage, type World } from '../world.js';
import { accept, nothing, type Reply, type Route, refused } from './route.js';

/** Answers to interactions: by their tokens, not by the bot's. */
export const interactionRoutes: readonly Route[] = [
	{
		method: 'POST',
		path: /^\/interactions\/(\d+)\/([^/]+)\/callback$/,
		open: true,
		handle(world, request, [id, token = '']) {
			const interaction = world.interactions.get(token);
			if (interaction === undefined || interaction.id !== id) return refused('unknownInteraction');
			if (interaction.callback !== undefined) return refused('alreadyAcknowledged');
			if (world.now() - interaction.at > limitsOfTime.firstAnswer) return refused('unknownInteraction');
			const accepted = accept(world, request, 'callback', (body) => callbackProblems(body, interaction, request.body));
			if ('reply' in accepted) return accepted.reply;
			interaction.callback = accepted.body;
			interaction.waited = performance.now() - interaction.sent;
			interaction.original = answer(world, interaction, accepted.body, request.body);
			if (request.query.get('with_response') !== 'true') return nothing;
			return { kind: 'body', body: callbackResponse(interaction, accepted.body), schema: 'callback' };
		},
	},
	{
		method: 'POST',
		path: /^\/webhooks\/\d+\/([^/]+)$/,
		open: true,
		handle: (world, request, [token = '']) =>
			withToken(world, token, (interaction) => {
				const accepted = accept(world, request, 'followUp', (body) => messageProblems(body, request.body, 'create'));
				if ('reply' in accepted) return accepted.reply;
				const { original } = interaction;
				const guild = world.guilds.get(interaction.guildId);
				// The first follow-up to a defer takes the place of "is thinking…", and is as ephemeral as that was.
				if (original !== undefined && isLoading(original)) {
					const { flags: _, ...body } = accepted.body;
					editMessage(world, original, body, request.body.files, guild);
					return shown(original);
				}
				const origin = { channelId: interaction.channelId, guild, interaction };
				const message = createMessage(world, accepted.body, request.body.files, origin);
				interaction.followUps.push(message);
				return shown(message);
			}),
	},
	{
		method: 'GET',
		path: /^\/webhooks\/\d+\/([^/]+)\/messages\/(@original|\d+)$/,
		open: true,
		handle: (world, _, [token = '', id = '']) => withMessage(world, token, id, shown),
	},
	{
		method: 'PATCH',
		path: /^\/webhooks\/\d+\/([^/]+)\/messages\/(@original|\d+)$/,
		open: true,
		handle: (world, request, [token = '', id = '']) =>
			withMessage(world, token, id, (message) => {
				const accepted = accept(world, request, 'followUpEdit', (body) => messageProblems(body, request.body, 'edit'));
				if ('reply' in accepted) return accepted.reply;
				const guild = message.guildId === undefined ? undefined : world.guilds.get(message.guildId);
				editMessage(world, message, accepted.body, request.body.files, guild);
				return shown(message);
			}),
	},
	{
		method: 'DELETE',
		path: /^\/webhooks\/\d+\/([^/]+)\/messages\/(@original|\d+)$/,
		open: true,
		handle: (world, _, [token = '', id = '']) =>
			withMessage(world, token, id, (message) => {
				message.removed = true;
				return nothing;
			}),
	},
];

function answer(
	world: World,
	interaction: StoredInteraction,
	body: RESTPostAPIInteractionCallbackJSONBody,
	{ files }: RequestBody,
): StoredMessage | undefined {
	const guild = world.guilds.get(interaction.guildId);
	const origin = { channelId: interaction.channelId, guild, interaction };
	switch (body.type) {
		case InteractionResponseType.ChannelMessageWithSource:
			return createMessage(world, body.data, files, origin);
		case InteractionResponseType.DeferredChannelMessageWithSource:
			return createMessage(world, { flags: body.data?.flags }, [], { ...origin, flags: MessageFlags.Loading });
		case InteractionResponseType.UpdateMessage:
			if (interaction.source !== undefined) editMessage(world, interaction.source, body.data ?? {}, files, guild);
			return interaction.source;
		case InteractionResponseType.DeferredMessageUpdate:
			return interaction.source;
		default:
			return undefined;
	}
}

function callbackResponse(interaction: StoredInteraction, body: RESTPostAPIInteractionCallbackJSONBody): unknown {
	const { original: message } = interaction;
	const own = { id: interaction.id, type: interaction.type };
	if (message === undefined) return { interaction: own };
	return {
		interaction: {
			...own,
			response_message_id: message.data.id,
			response_message_loading: isLoading(message),
			response_message_ephemeral: message.onlyFor !== undefined,
		},
		// Discord's description names the answer by what came of it: a new message (4), or a changed one (7).
		...(body.type === InteractionResponseType.DeferredMessageUpdate
			? {}
			: { resource: { type: body.type === 7 ? 7 : 4, message: message.data } }),
	};
}

function withToken(world: World, token: string, act: (interaction: StoredInteraction) => Reply): Reply {
	const interaction = world.interactions.get(token);
	if (interaction === undefined || world.now() - interaction.at > limitsOfTime.token) return refused('invalidToken');
	return interaction.callback === undefined ? refused('unknownWebhook') : act(interaction);
}

// A token reaches the messages that answered its interaction, and the one whose button was pressed.
function withMessage(world: World, token: string, id: string, act: (message: StoredMessage) => Reply): Reply {
	return withToken(world, token, ({ original, followUps, source }) => {
		const message = id === '@original' ? original : [original, source, ...followUps].find((one) => one?.data.id === id);
		return message === undefined || message.removed ? refused('unknownMessage') : act(message);
	});
}

/** Whether a message still is "is thinking…". */
export function isLoading({ data }: StoredMessage): boolean {
	return ((data.flags ?? 0) & MessageFlags.Loading) !== 0;
}

function shown({ data }: StoredMessage): Reply {
	return { kind: 'body', body: data, schema: 'message' };
}
