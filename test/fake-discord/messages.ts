import {
	type APIAllowedMentions,
	type APIAttachment,
	type APIEmbed,
	type APIMessageTopLevelComponent,
	type APIModalInteractionResponseCallbackComponent,
	ComponentType,
	MessageFlags,
	MessageType,
} from 'discord-api-types/v10';
import { pingsOf } from './pings.js';
import type { UploadedFile } from './request-body.js';
import type { Guild, StoredInteraction, StoredMessage, World } from './world.js';

/** A body of whatever creates or changes a message. */
export interface MessageBody {
	readonly content?: string | null | undefined;
	readonly embeds?: readonly APIEmbed[] | null | undefined;
	readonly components?: readonly APIMessageTopLevelComponent[] | null | undefined;
	readonly allowed_mentions?: APIAllowedMentions | null | undefined;
	readonly attachments?: readonly NamedAttachment[] | null | undefined;
	readonly flags?: number | null | undefined;
	readonly sticker_ids?: readonly string[] | null | undefined;
	readonly poll?: object | null | undefined;
}

interface NamedAttachment {
	/** An index of the request's files, or the id of an attachment that the message has. */
	readonly id: string | number;
	readonly filename?: string | undefined;
	readonly description?: string | null | undefined;
}

/** Where a new message appears, and what brought it about. */
export interface Origin {
	readonly channelId: string;
	readonly guild: Guild | undefined;
	/** The interaction that it answers. */
	readonly interaction?: StoredInteraction;
	/** Flags beyond those of the body. */
	readonly flags?: number;
}

/** Makes a message out of a body, and stores it. */
export function createMessage(
	world: World,
	body: MessageBody,
	files: readonly UploadedFile[],
	{ channelId, guild, interaction, flags = 0 }: Origin,
): StoredMessage {
	const allFlags = (body.flags ?? 0) | flags;
	const stored: StoredMessage = {
		data: {
			id: world.newId(),
			type: interaction === undefined ? MessageType.Default : MessageType.ChatInputCommand,
			channel_id: channelId,
			author: world.bot,
			content: '',
			timestamp: new Date(world.now()).toISOString(),
			edited_timestamp: null,
			tts: false,
			mention_everyone: false,
			mentions: [],
			mention_roles: [],
			attachments: [],
			embeds: [],
			components: [],
			pinned: false,
			flags: allFlags,
			...(interaction === undefined ? {} : { application_id: world.applicationId, webhook_id: world.applicationId }),
		},
		channelId,
		guildId: guild?.id,
		onlyFor: (allFlags & MessageFlags.Ephemeral) === 0 ? undefined : interaction?.user.id,
		files: new Map(),
		pings: [],
		cause: interaction?.act,
		removed: false,
	};
	world.messages.set(stored.data.id, stored);
	write(world, stored, body, files, guild);
	return stored;
}

/** Changes a message as an edit does: what the body leaves out stays. */
export function editMessage(
	world: World,
	stored: StoredMessage,
	body: MessageBody,
	files: readonly UploadedFile[],
	guild: Guild | undefined,
): void {
	write(world, stored, body, files, guild);
	stored.data = {
		...stored.data,
		flags: (stored.data.flags ?? 0) & ~MessageFlags.Loading,
		edited_timestamp: new Date(world.now()).toISOString(),
	};
}

function write(
	world: World,
	stored: StoredMessage,
	body: MessageBody,
	files: readonly UploadedFile[],
	guild: Guild | undefined,
): void {
	const before = stored.data;
	const attachments = attach(world, stored, body, files);
	const content = body.content === undefined ? before.content : (body.content ?? '').trim();
	const pings = pingsOf(content, body.allowed_mentions ?? undefined, guild);
	stored.pings = pings.names;
	stored.data = {
		...before,
		content,
		attachments,
		embeds: body.embeds === undefined ? before.embeds : (body.embeds ?? []).map((embed) => sent(embed, attachments)),
		components: body.components === undefined ? (before.components ?? []) : numbered(body.components ?? []),
		mention_everyone: pings.everyone,
		mentions: pings.users,
		mention_roles: pings.roles,
	};
}

// A body without `attachments` keeps those of before and adds its files; one with it keeps what it names.
function attach(
	world: World,
	stored: StoredMessage,
	body: MessageBody,
	files: readonly UploadedFile[],
): APIAttachment[] {
	const named = body.attachments ?? undefined;
	const kept = stored.data.attachments.filter(
		({ id }) => named === undefined || named.some((attachment) => String(attachment.id) === id),
	);
	const added = files.map((file) => {
		const id = world.newId();
		const described = named?.find((attachment) => String(attachment.id) === file.index);
		const path = `/attachments/${stored.channelId}/${id}/${encodeURIComponent(file.name)}`;
		stored.files.set(id, file.bytes);
		world.files.set(path, file.bytes);
		return {
			id,
			filename: described?.filename ?? file.name,
			size: file.bytes.length,
			url: world.origin + path,
			proxy_url: world.origin + path,
			...(file.contentType === undefined ? {} : { content_type: file.contentType }),
			...(described?.description ? { description: described.description } : {}),
		};
	});
	return [...kept, ...added];
}

// What Discord gives back of an embed: no nulls, `inline` on each field, files of the message by their address.
function sent(embed: APIEmbed, attachments: readonly APIAttachment[]): APIEmbed {
	const address = (url: string) => {
		const name = url.startsWith('attachment://') ? url.slice('attachment://'.length) : undefined;
		return attachments.find(({ filename }) => filename === name)?.url ?? url;
	};
	const { image, thumbnail, fields, ...rest } = withoutNulls(embed);
	return {
		...rest,
		type: embed.type ?? ('rich' as NonNullable<APIEmbed['type']>),
		...(fields === undefined ? {} : { fields: fields.map((field) => ({ ...field, inline: field.inline ?? false })) }),
		...(image === undefined ? {} : { image: { ...image, url: address(image.url) } }),
		...(thumbnail === undefined ? {} : { thumbnail: { ...thumbnail, url: address(thumbnail.url) } }),
	};
}

const menus: ReadonlySet<number> = new Set([
	ComponentType.StringSelect,
	ComponentType.UserSelect,
	ComponentType.RoleSelect,
	ComponentType.MentionableSelect,
	ComponentType.ChannelSelect,
]);

/** Components as Discord gives them back: each with a number of its own, and menus with how many they take. */
export function numbered<T extends APIMessageTopLevelComponent | APIModalInteractionResponseCallbackComponent>(
	components: readonly T[],
): T[] {
	let last = 0;
	const number = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(number);
		if (typeof value !== 'object' || value === null) return value;
		const type = 'type' in value && typeof value.type === 'number' ? value.type : undefined;
		const id = type === undefined ? {} : { id: ++last };
		const ofMenu = type !== undefined && menus.has(type) ? { min_values: 1, max_values: 1 } : {};
		const inner = Object.entries(value).map(([key, field]) => [key, number(field)] as const);
		return { ...ofMenu, ...Object.fromEntries(inner), ...id };
	};
	return components.map((component) => number(withoutNulls(component)) as T);
}

function withoutNulls<T extends object>(value: T): T {
	return JSON.parse(JSON.stringify(value), (_, field: unknown) => (field === null ? undefined : field)) as T;
}
