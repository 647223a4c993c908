import {
	type APIActionRowComponent,
	type APIComponentInMessageActionRow,
	type APIEmbed,
	ButtonStyle,
	ComponentType,
	MessageFlags,
} from 'discord-api-types/v10';
import type { MessageBody } from './messages.js';
import type { RequestBody } from './request-body.js';

// Limits that Discord documents and its description lacks; the pages are those of discord/discord-api-docs.

/** resources/message.mdx: characters of `content`, of all embeds together; files of a message; bytes of a request. */
const message = { content: 2_000, embeds: 6_000, files: 10, bytes: 25 * 1024 * 1024 } as const;
/** components/reference.mdx: rows of a message, buttons of a row. */
const components = { rows: 5, buttons: 5 } as const;

/** Whether a body makes a message, or changes one. */
export type Use = 'create' | 'edit';

/** What is wrong with a message that the description lets through. */
export function messageProblems(body: MessageBody, request: RequestBody, use: Use): string[] {
	const flags = body.flags ?? 0;
	const v2 = (flags & MessageFlags.IsComponentsV2) !== 0;
	const rows = (body.components ?? []).filter((component) => component.type === ComponentType.ActionRow);
	return [
		...(request.size > message.bytes ? [`the request: is of ${request.size} bytes, more than ${message.bytes}`] : []),
		...(request.files.length > message.files ? [`files: are ${request.files.length}, more than ${message.files}`] : []),
		...((body.content ?? '').length > message.content ? [`content: is longer than ${message.content} characters`] : []),
		...(use === 'create' && isEmpty(body, request) ? ['the body: is an empty message'] : []),
		...(v2 && (body.content || body.embeds?.length) ? ['flags: Components V2 does not go with content or embeds'] : []),
		...(!v2 && (body.components ?? []).length > components.rows
			? [`components: are more than ${components.rows} rows`]
			: []),
		...(use === 'edit' && flags & MessageFlags.Ephemeral ? ['flags: an edit cannot make a message ephemeral'] : []),
		...mentionProblems(body),
		...attachmentProblems(body, request),
		...embedProblems(body.embeds ?? [], request, use),
		...rows.flatMap((row, index) => rowProblems(row, `components.${index}`)),
		...twice(customIds(body.components ?? []), 'components', 'custom_id'),
	];
}

// A message of spaces only is as empty as none.
function isEmpty(body: MessageBody, request: RequestBody): boolean {
	const parts = [body.embeds, body.components, body.sticker_ids, request.files];
	return (body.content ?? '').trim() === '' && parts.every((part) => (part?.length ?? 0) === 0) && !body.poll;
}

function mentionProblems({ allowed_mentions: allowed }: MessageBody): string[] {
	return (['users', 'roles'] as const).flatMap((kind) =>
		allowed?.parse?.some((name) => name === kind) && (allowed[kind]?.length ?? 0) > 0
			? [`allowed_mentions.${kind}: does not go with ${kind} in parse`]
			: [],
	);
}

function attachmentProblems(body: MessageBody, request: RequestBody): string[] {
	const sent = new Set(request.files.map(({ index }) => index));
	const named = (body.attachments ?? []).map(({ id }) => String(id));
	// An id as short as an index names a file of this request, a snowflake one that the message has.
	return named.flatMap((id, at) =>
		id.length < 5 && !sent.has(id) ? [`attachments.${at}.id: names no file of this request`] : [],
	);
}

function embedProblems(embeds: readonly APIEmbed[], request: RequestBody, use: Use): string[] {
	const total = embeds.reduce((sum, embed) => sum + lengthOf(embed), 0);
	return [
		...(total > message.embeds ? [`embeds: have ${total} characters together, more than ${message.embeds}`] : []),
		...embeds.flatMap((embed, at) => oneEmbedProblems(embed, `embeds.${at}`, request, use)),
	];
}

function lengthOf(embed: APIEmbed): number {
	const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name];
	const fields = (embed.fields ?? []).flatMap(({ name, value }) => [name, value]);
	return [...texts, ...fields].reduce((sum, text) => sum + (text ?? '').length, 0);
}

function oneEmbedProblems(embed: APIEmbed, at: string, request: RequestBody, use: Use): string[] {
	const files = new Set(request.files.map(({ name }) => name));
	const missing = (['image', 'thumbnail'] as const).filter((part) => {
		const url = embed[part]?.url;
		// An edit may name a file that the message has already.
		return use === 'create' && url?.startsWith('attachment://') && !files.has(url.slice('attachment://'.length));
	});
	return [
		...(lengthOf(embed) === 0 && !embed.image && !embed.thumbnail ? [`${at}: is an empty embed`] : []),
		...(embed.fields ?? []).flatMap((field, index) =>
			(['name', 'value'] as const)
				.filter((key) => field[key].trim() === '')
				.map((key) => `${at}.fields.${index}.${key}: is empty`),
		),
		...(embed.footer && (embed.footer.text ?? '').trim() === '' ? [`${at}.footer.text: is empty`] : []),
		...(embed.author && (embed.author.name ?? '').trim() === '' ? [`${at}.author.name: is empty`] : []),
		...missing.map((part) => `${at}.${part}.url: names no file of this request`),
	];
}

function rowProblems(row: APIActionRowComponent<APIComponentInMessageActionRow>, at: string): string[] {
	const buttons = row.components.filter(({ type }) => type === ComponentType.Button).length;
	const menus = row.components.length - buttons;
	return [
		...(buttons > components.buttons ? [`${at}: has more than ${components.buttons} buttons`] : []),
		...(menus > 1 || (menus === 1 && buttons > 0) ? [`${at}: has a menu and something beside it`] : []),
		...row.components.flatMap((component, index) => componentProblems(component, `${at}.components.${index}`)),
	];
}

function componentProblems(component: APIComponentInMessageActionRow, at: string): string[] {
	if (component.type === ComponentType.StringSelect) {
		const { options, min_values: least = 1, max_values: most = 1 } = component;
		return [
			...(options.length === 0 ? [`${at}.options: are none`] : []),
			...twice(
				options.map(({ value }) => value),
				`${at}.options`,
				'value',
			),
			...(least > most ? [`${at}.min_values: is more than max_values`] : []),
			...(most > options.length ? [`${at}.max_values: is more than there are options`] : []),
		];
	}
	if (component.type !== ComponentType.Button) return [];
	if (component.style === ButtonStyle.Premium) return component.sku_id ? [] : [`${at}.sku_id: is missing`];
	const named = component.style === ButtonStyle.Link ? 'url' : 'custom_id';
	const other = named === 'url' ? 'custom_id' : 'url';
	return [
		...(!(named in component && component[named as keyof typeof component]) ? [`${at}.${named}: is missing`] : []),
		...(other in component && component[other as keyof typeof component]
			? [`${at}.${other}: does not go with ${named}`]
			: []),
		...(!component.label && !component.emoji ? [`${at}.label: is missing, and so is an emoji`] : []),
	];
}

/** Every `custom_id` of components, however deep. */
export function customIds(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(customIds);
	if (typeof value !== 'object' || value === null) return [];
	const own = 'custom_id' in value && typeof value.custom_id === 'string' ? [value.custom_id] : [];
	return [...own, ...Object.values(value).flatMap(customIds)];
}

/** A problem for each value that stands more than once. */
export function twice(values: readonly string[], at: string, what: string): string[] {
	const repeated = values.filter((value, index) => values.indexOf(value) !== index);
	return [...new Set(repeated)].map((value) => `${at}: has ${what} ${JSON.stringify(value)} twice`);
}
