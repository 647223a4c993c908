import {
	type APIComponentInMessageActionRow,
	type APIEmbed,
	type APIMessage,
	ButtonStyle,
	ComponentType,
	MessageFlags,
} from 'discord-api-types/v10';
import type { StoredMessage } from '../world.js';

/** A message as people see it. It is a window, not a copy: what is changed later shows through it. */
export interface SeenMessage {
	readonly id: string;
	readonly channelId: string;
	readonly guildId: string | undefined;
	readonly content: string;
	readonly embeds: readonly APIEmbed[];
	readonly buttons: readonly SeenButton[];
	/** The same as they stand: row by row. */
	readonly buttonRows: readonly (readonly SeenButton[])[];
	readonly menus: readonly SeenMenu[];
	readonly attachments: readonly SeenAttachment[];
	/** Only one user sees it. */
	readonly ephemeral: boolean;
	/** "portcullis is thinking…" */
	readonly loading: boolean;
	readonly removed: boolean;
	/** Whom it pings: `@ben`, `@everyone`, `@` and a role's name. */
	readonly pings: readonly string[];
	/** Its wire form, for what is not above. */
	readonly data: APIMessage;
	/** All that it says, as one text: content, embeds, labels, names of files. For `toContain`. */
	readonly text: string;
}

export interface SeenButton {
	readonly label: string;
	readonly disabled: boolean;
	/** Undefined for a link. */
	readonly customId: string | undefined;
	readonly url: string | undefined;
	readonly style: 'primary' | 'secondary' | 'success' | 'danger' | 'link';
}

export interface SeenMenu {
	readonly customId: string;
	readonly placeholder: string;
	readonly disabled: boolean;
	readonly type: ComponentType;
	readonly atLeast: number;
	readonly atMost: number;
	readonly options: readonly { readonly label: string; readonly value: string; readonly description: string }[];
}

export interface SeenAttachment {
	readonly name: string;
	/** Its alt text. */
	readonly description: string;
	readonly contentType: string | undefined;
	readonly url: string;
	readonly bytes: Uint8Array;
	/** Its content as UTF-8. */
	readonly text: string;
}

/** A window on a message. */
export function seenMessage(stored: StoredMessage): SeenMessage {
	return {
		id: stored.data.id,
		channelId: stored.channelId,
		guildId: stored.guildId,
		get content() {
			return stored.data.content;
		},
		get embeds() {
			return stored.data.embeds;
		},
		get buttons() {
			return buttonRowsOf(stored.data).flat();
		},
		get buttonRows() {
			return buttonRowsOf(stored.data);
		},
		get menus() {
			return menusOf(stored.data);
		},
		get attachments() {
			return attachmentsOf(stored);
		},
		ephemeral: stored.onlyFor !== undefined,
		get loading() {
			return ((stored.data.flags ?? 0) & MessageFlags.Loading) !== 0;
		},
		get removed() {
			return stored.removed;
		},
		get pings() {
			return stored.pings;
		},
		get data() {
			return stored.data;
		},
		get text() {
			return textOf(stored);
		},
	};
}

function rowsOf(data: APIMessage) {
	return (data.components ?? []).flatMap((row) => (row.type === ComponentType.ActionRow ? [row.components] : []));
}

const styles = {
	[ButtonStyle.Primary]: 'primary',
	[ButtonStyle.Secondary]: 'secondary',
	[ButtonStyle.Success]: 'success',
	[ButtonStyle.Danger]: 'danger',
	[ButtonStyle.Link]: 'link',
} as const;

function buttonRowsOf(data: APIMessage): SeenButton[][] {
	return rowsOf(data)
		.map((row) => row.flatMap(buttonsOf))
		.filter((row) => row.length > 0);
}

function buttonsOf(part: APIComponentInMessageActionRow): SeenButton[] {
	if (part.type !== ComponentType.Button || part.style === ButtonStyle.Premium) return [];
	return [
		{
			label: part.label ?? part.emoji?.name ?? '',
			disabled: part.disabled ?? false,
			customId: part.style === ButtonStyle.Link ? undefined : part.custom_id,
			url: part.style === ButtonStyle.Link ? part.url : undefined,
			style: styles[part.style],
		},
	];
}

function menusOf(data: APIMessage): SeenMenu[] {
	return rowsOf(data)
		.flat()
		.flatMap((part) => {
			if (part.type === ComponentType.Button) return [];
			const options = part.type === ComponentType.StringSelect ? part.options : [];
			return [
				{
					customId: part.custom_id,
					placeholder: part.placeholder ?? '',
					disabled: part.disabled ?? false,
					type: part.type,
					atLeast: part.min_values ?? 1,
					atMost: part.max_values ?? 1,
					options: options.map(({ label, value, description = '' }) => ({ label, value, description })),
				},
			];
		});
}

function attachmentsOf(stored: StoredMessage): SeenAttachment[] {
	return stored.data.attachments.map(({ id, filename, description = '', content_type, url }) => {
		const bytes = stored.files.get(id) ?? new Uint8Array();
		const text = () => new TextDecoder().decode(bytes);
		return {
			name: filename,
			description,
			contentType: content_type,
			url,
			bytes,
			get text() {
				return text();
			},
		};
	});
}

function textOf(stored: StoredMessage): string {
	const { data } = stored;
	const embeds = data.embeds.flatMap(({ title, description, author, footer, fields = [] }) => [
		author?.name,
		title,
		description,
		...fields.map(({ name, value }) => `${name}: ${value}`),
		footer?.text,
	]);
	const labels = [
		...buttonRowsOf(data)
			.flat()
			.map(({ label }) => `[${label}]`),
		...menusOf(data).map(({ placeholder }) => placeholder),
	];
	const files = data.attachments.map(({ filename }) => filename);
	return [data.content, ...embeds, ...labels, ...files].filter((part) => part).join('\n');
}
