import {
	type APIApplicationCommand,
	type APIGuildMember,
	type APIMessage,
	type APIRole,
	type APITextChannel,
	type APIUser,
	ChannelType,
	type InteractionType,
	PermissionFlagsBits,
	type RESTPostAPIInteractionCallbackJSONBody,
} from 'discord-api-types/v10';
import type { Breach } from './breach.js';
import type { Clock } from './clock.js';
import { noFlags } from './flags.js';
import { createSignal, type Signal } from './signal.js';
import { snowflakes } from './snowflakes.js';

/** What there is on the fake Discord. Everything else reads it, and changes it. */
export interface World {
	readonly now: Clock;
	readonly newId: () => string;
	readonly signal: Signal;
	/** The one token that the fake lets in. */
	readonly token: string;
	readonly applicationId: string;
	readonly bot: APIUser;
	readonly guilds: Map<string, Guild>;
	/** By name. */
	readonly users: Map<string, APIUser>;
	/** The channel of direct messages with a user, by the user's id. */
	readonly directChannels: Map<string, string>;
	/** Whose direct messages are closed to the bot, by id. */
	readonly closedDoors: Set<string>;
	/** Registered commands: `global`, or by the guild's id. */
	readonly commands: Map<string, readonly APIApplicationCommand[]>;
	readonly messages: Map<string, StoredMessage>;
	/** By token. */
	readonly interactions: Map<string, StoredInteraction>;
	/** Files that the fake serves, by their path. */
	readonly files: Map<string, Uint8Array>;
	readonly breaches: Breach[];
	/** Where the fake is to be reached, such as `http://127.0.0.1:4000`. */
	origin: string;
}

/** A guild (what Discord's users call a server), with whoever and whatever is in it. */
export interface Guild {
	readonly id: string;
	readonly name: string;
	ownerId: string;
	readonly channels: Map<string, Channel>;
	/** By name. */
	readonly roles: Map<string, APIRole>;
	/** By the user's id. */
	readonly members: Map<string, Member>;
}

/** A channel: its wire form, and what the bot may do there. */
export interface Channel {
	readonly data: APITextChannel;
	readonly guildId: string | undefined;
	/** What the bot may not do there. */
	denied: 'nothing' | 'send' | 'view';
}

/** A member of a guild. */
export interface Member {
	readonly data: APIGuildMember;
	readonly administrator: boolean;
	readonly locale: string;
}

/** A message, its files, and who may see it. */
export interface StoredMessage {
	data: APIMessage;
	readonly channelId: string;
	/** Undefined in a direct message. */
	readonly guildId: string | undefined;
	/** The only user who sees it, by id; everybody in the channel where undefined. */
	readonly onlyFor: string | undefined;
	/** The content of each attachment, by its id. */
	readonly files: Map<string, Uint8Array>;
	/** Who was pinged by it: `@ben`, `@everyone`, or `@` and a role's name. */
	pings: readonly string[];
	/** How it came about: `ben used /cloud-list`. */
	readonly cause: string | undefined;
	removed: boolean;
}

/** An interaction, from the user's act to the answer. */
export interface StoredInteraction {
	readonly id: string;
	readonly token: string;
	readonly type: InteractionType;
	/** When the user acted. */
	readonly at: number;
	readonly user: APIUser;
	readonly guildId: string;
	readonly channelId: string;
	/** In words, for errors and transcripts: `ben used /cloud-list`. */
	readonly act: string;
	/** The message whose component was used. */
	readonly source: StoredMessage | undefined;
	/** When it was sent, by the machine's own clock in milliseconds. */
	readonly sent: number;
	/** How long the first answer took, in milliseconds of real time. */
	waited: number | undefined;
	/** The first answer. */
	callback: RESTPostAPIInteractionCallbackJSONBody | undefined;
	/** What `@original` means. */
	original: StoredMessage | undefined;
	readonly followUps: StoredMessage[];
	/** Lets the bot know of it, the first time or once more. */
	readonly deliver: () => void;
}

/** How long an interaction may go without a first answer, and how long its token lives: receiving-and-responding.mdx. */
export const limitsOfTime = { firstAnswer: 3_000, token: 15 * 60_000 } as const;

const permissions = PermissionFlagsBits;

/** What each member may do, the bot too: see channels, write, embed, attach, use commands. */
const everyone =
	permissions.ViewChannel |
	permissions.SendMessages |
	permissions.EmbedLinks |
	permissions.AttachFiles |
	permissions.ReadMessageHistory |
	permissions.UseApplicationCommands;

/** An empty world. */
export function createWorld(options: { now: Clock; patience: number }): World {
	const newId = snowflakes(options.now);
	const applicationId = newId();
	return {
		now: options.now,
		newId,
		signal: createSignal(options.patience),
		token: 'a.fake.token',
		applicationId,
		bot: { ...newUser(applicationId, 'portcullis'), bot: true },
		guilds: new Map(),
		users: new Map(),
		directChannels: new Map(),
		closedDoors: new Set(),
		commands: new Map(),
		messages: new Map(),
		interactions: new Map(),
		files: new Map(),
		breaches: [],
		origin: '',
	};
}

/** A user's wire form. */
export function newUser(id: string, name: string): APIUser {
	return {
		id,
		username: name,
		global_name: name,
		discriminator: '0',
		avatar: null,
		public_flags: noFlags(),
		flags: noFlags(),
		primary_guild: null,
	};
}

/** A guild with a channel for each name, and the bot in it. */
export function addGuild(world: World, name: string, channels: readonly string[]): Guild {
	const id = world.newId();
	const guild: Guild = {
		id,
		name,
		ownerId: world.bot.id,
		channels: new Map(),
		roles: new Map(),
		members: new Map(),
	};
	guild.roles.set('@everyone', newRole(id, '@everyone', everyone));
	for (const channel of channels) addChannel(world, guild, channel);
	addMember(world, guild, world.bot, {});
	world.guilds.set(id, guild);
	return guild;
}

function newRole(id: string, name: string, allowed: bigint): APIRole {
	return {
		id,
		name,
		permissions: allowed.toString(),
		position: name === '@everyone' ? 0 : 1,
		color: 0,
		colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
		hoist: false,
		managed: false,
		mentionable: false,
		icon: null,
		unicode_emoji: null,
		flags: noFlags(),
	};
}

function addChannel(world: World, guild: Guild, name: string): void {
	guild.channels.set(name, {
		data: {
			id: world.newId(),
			type: ChannelType.GuildText,
			guild_id: guild.id,
			name,
			position: guild.channels.size,
			permission_overwrites: [],
			nsfw: false,
			parent_id: null,
			topic: null,
			rate_limit_per_user: 0,
			last_message_id: null,
			last_pin_timestamp: null,
			flags: noFlags(),
		},
		guildId: guild.id,
		denied: 'nothing',
	});
}

/** A role of a guild by its name, made where there is none. */
export function roleNamed(world: World, guild: Guild, name: string): APIRole {
	const known = guild.roles.get(name);
	if (known !== undefined) return known;
	const role = newRole(world.newId(), name, 0n);
	guild.roles.set(name, role);
	return role;
}

/** Makes a user a member of a guild, or changes what `options` name of a member. */
export function addMember(
	world: World,
	guild: Guild,
	user: APIUser,
	options: { administrator?: boolean; roles?: readonly string[]; locale?: string },
): Member {
	const before = guild.members.get(user.id);
	const member: Member = {
		data: {
			user,
			nick: null,
			avatar: null,
			banner: null,
			roles: options.roles?.map((role) => roleNamed(world, guild, role).id) ?? before?.data.roles ?? [],
			joined_at: new Date(world.now()).toISOString(),
			premium_since: null,
			communication_disabled_until: null,
			deaf: false,
			mute: false,
			pending: false,
			flags: noFlags(),
		},
		administrator: options.administrator ?? before?.administrator ?? false,
		locale: options.locale ?? before?.locale ?? 'en-US',
	};
	guild.members.set(user.id, member);
	return member;
}

/** What a member may do, as Discord sends it with each interaction. */
export function permissionsOf(member: Member): string {
	return (member.administrator ? everyone | permissions.Administrator : everyone).toString();
}

/** What the bot may do in a channel, as Discord sends it with each interaction. */
export function permissionsOfBot(channel: Channel): string {
	const denied = {
		nothing: 0n,
		send: permissions.SendMessages,
		view: permissions.SendMessages | permissions.ViewChannel,
	}[channel.denied];
	return (everyone & ~denied).toString();
}
