import {
	type APIApplicationCommandAutocompleteGuildInteraction,
	type APIBaseInteraction,
	type APIChatInputApplicationCommandGuildInteraction,
	type APIMessageComponentGuildInteraction,
	type APIModalSubmitGuildInteraction,
	type APIUser,
	ChannelType,
	type InteractionContextType,
	type InteractionType,
	type Locale,
} from 'discord-api-types/v10';
import type { Gateway } from '../gateway/gateway.js';
import {
	type Channel,
	type Guild,
	permissionsOf,
	permissionsOfBot,
	type StoredInteraction,
	type StoredMessage,
	type World,
} from '../world.js';

/** The interactions of a guild that the fake makes. */
export type GuildInteraction =
	| APIApplicationCommandAutocompleteGuildInteraction
	| APIChatInputApplicationCommandGuildInteraction
	| APIMessageComponentGuildInteraction
	| APIModalSubmitGuildInteraction;

/** Who acts, and where. */
export interface Act {
	readonly user: APIUser;
	readonly guild: Guild;
	readonly channel: Channel;
	readonly source: StoredMessage | undefined;
	/** In words: `ben used /cloud-list`. */
	readonly words: string;
}

// Tokens live 15 minutes; interactions far older are forgotten, so that long runs do not grow.
const remembered = 2_000;

/** Makes an interaction, and lets the bot know. `make` adds what is its own. */
export function interact<T extends GuildInteraction>(
	world: World,
	gateway: Gateway,
	{ user, guild, channel, source, words }: Act,
	make: (base: Omit<APIBaseInteraction<InteractionType, never>, 'type' | 'data' | 'message' | 'user'> & Common) => T,
): StoredInteraction {
	const member = guild.members.get(user.id);
	if (member === undefined) throw new Error(`${user.username} is not in ${guild.name}`);
	const id = world.newId();
	const token = `a-token-of-${id}`;
	const interaction = make({
		id,
		application_id: world.applicationId,
		guild_id: guild.id,
		guild: { id: guild.id, locale: 'en-US' as Locale, features: [] },
		channel_id: channel.data.id,
		channel: { ...channel.data, type: ChannelType.GuildText },
		member: { ...member.data, permissions: permissionsOf(member) },
		token,
		version: 1,
		app_permissions: permissionsOfBot(channel),
		locale: member.locale as Locale,
		guild_locale: 'en-US' as Locale,
		entitlements: [],
		authorizing_integration_owners: { 0: guild.id },
		context: 0 as InteractionContextType,
		attachment_size_limit: 10 * 1024 * 1024,
	});
	const stored: StoredInteraction = {
		id,
		token,
		type: interaction.type,
		at: world.now(),
		user,
		guildId: guild.id,
		channelId: channel.data.id,
		act: words,
		source,
		sent: performance.now(),
		waited: undefined,
		callback: undefined,
		original: undefined,
		followUps: [],
		deliver: () => gateway.dispatch({ t: 'INTERACTION_CREATE', d: interaction }),
	};
	world.interactions.set(token, stored);
	const [oldest] = world.interactions.keys();
	if (world.interactions.size > remembered && oldest !== undefined) world.interactions.delete(oldest);
	stored.deliver();
	return stored;
}

type Common = Pick<
	APIChatInputApplicationCommandGuildInteraction,
	'guild_id' | 'member' | 'channel_id' | 'channel' | 'app_permissions'
>;
