import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10';
import { type SeenAttachment, type SeenButton, type SeenMessage, seenMessage } from '../actors/seen-message.js';
import type { StoredMessage, World } from '../world.js';
import { iconPattern, icons, portrait } from './icons.js';
import { type Piece, piecesOf } from './markdown.js';
import type { StoryEntry } from './story-entry.js';
import { style } from './style.js';

/** Messages as a page that looks like a chat. It needs no other file, and everything that somebody wrote is escaped. */
export function transcriptHtml(
	world: World,
	channel: string,
	story: readonly StoryEntry[],
	as: string | undefined,
): string {
	const title = as === undefined ? channel : `${channel}, as ${as} sees it`;
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<header>${escaped(title)}</header>
<main>
${story.map((entry) => (entry.kind === 'act' ? actHtml(entry.words) : messageHtml(world, entry.message))).join('\n')}
</main>
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

function escaped(text: string): string {
	return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

function drawn(text: string): string {
	return escaped(text).replaceAll(iconPattern, (sign, base: string) => icons.get(base) ?? sign);
}

function actHtml(words: string): string {
	return `<p class="act">${escaped(words)}</p>`;
}

function messageHtml(world: World, stored: StoredMessage): string {
	const message = seenMessage(stored);
	const author = stored.data.author.username;
	const edited = stored.data.edited_timestamp !== null && !message.ephemeral;
	const parts = [
		...(stored.cause === undefined ? [] : [causeHtml(stored.cause)]),
		portrait,
		`<p class="author"><b>${escaped(author)}</b> <span class="app">APP</span> <time>${stored.data.timestamp.slice(11, 16)}</time></p>`,
		...(message.loading ? [`<p class="small">${escaped(author)} is thinking…</p>`] : contentHtml(world, message)),
		...(message.ephemeral ? ['<p class="small">Only you can see this</p>'] : []),
		...(edited ? ['<p class="small">(edited)</p>'] : []),
	];
	return `<article${message.ephemeral ? ' class="ephemeral"' : ''}>\n${parts.join('\n')}\n</article>`;
}

// Discord's client shows the command alone, and what was typed once it is pointed at: a picture has to tell both.
function causeHtml(cause: string): string {
	const [, who, command, typed = ''] = /^(\S+) used (\/[^:]*?)(?: (\S+:[\s\S]*))?$/.exec(cause) ?? [];
	if (who === undefined || command === undefined) return `<p class="cause">${escaped(cause)}</p>`;
	return `<p class="cause"><b>${escaped(who)}</b> used <span class="command">${escaped(command)}</span> ${escaped(typed)}</p>`;
}

function contentHtml(world: World, message: SeenMessage): string[] {
	const shown = new Set(message.embeds.flatMap(({ image, thumbnail }) => [image?.url, thumbnail?.url]));
	return [
		...(message.content === '' ? [] : [`<p>${rich(world, message.content)}</p>`]),
		...message.embeds.map((embed) => embedHtml(world, embed, message.attachments)),
		...message.attachments.filter(({ url }) => !shown.has(url)).map(attachmentHtml),
		...message.buttonRows.map((row) => `<p class="row">${row.map(buttonHtml).join('')}</p>`),
		...message.menus.map(({ placeholder }) => `<p><span class="menu">${escaped(placeholder)} ▾</span></p>`),
	];
}

function embedHtml(world: World, embed: APIEmbed, attachments: readonly SeenAttachment[]): string {
	const color = (embed.color ?? 0x4e5058).toString(16).padStart(6, '0');
	const picture = attachments.find(({ url }) => url === embed.image?.url);
	const parts = [
		...(embed.author === undefined ? [] : [`<p class="small">${escaped(embed.author.name)}</p>`]),
		...(embed.title === undefined ? [] : [`<h3>${rich(world, embed.title)}</h3>`]),
		...(embed.description === undefined ? [] : [`<p class="description">${rich(world, embed.description)}</p>`]),
		...(embed.fields === undefined || embed.fields.length === 0 ? [] : [fieldsHtml(world, embed.fields)]),
		...(picture === undefined ? [] : [attachmentHtml(picture)]),
		...(embed.footer === undefined ? [] : [`<p class="small">${escaped(embed.footer.text)}</p>`]),
	];
	return `<section style="border-color: #${color}">\n${parts.join('\n')}\n</section>`;
}

function fieldsHtml(world: World, fields: readonly APIEmbedField[]): string {
	const parts = fields.map(
		({ name, value, inline }) =>
			`<div${inline ? ' class="inline"' : ''}><dt>${rich(world, name)}</dt><dd>${rich(world, value)}</dd></div>`,
	);
	return `<dl>${parts.join('\n')}</dl>`;
}

function buttonHtml({ label, style: kind, disabled }: SeenButton): string {
	return `<span class="button ${kind}${disabled ? ' disabled' : ''}">${escaped(label)}</span>`;
}

function attachmentHtml({ name, bytes, contentType = '', description }: SeenAttachment): string {
	if (/^image\/(png|jpeg|gif|webp)$/.test(contentType) || /\.png$/.test(name)) {
		const data = Buffer.from(bytes).toString('base64');
		const type = contentType.startsWith('image/') ? contentType : 'image/png';
		return `<img alt="${escaped(description)}" src="data:${escaped(type)};base64,${data}">`;
	}
	return `<p class="file">${icons.get('📄')} ${escaped(name)} <span class="small">${bytes.length} bytes</span></p>`;
}

function rich(world: World, text: string): string {
	return piecesOf(world, text).map(pieceHtml).join('');
}

function pieceHtml(piece: Piece): string {
	switch (piece.kind) {
		case 'text':
			return drawn(piece.text);
		case 'code':
			return `<code>${escaped(piece.text)}</code>`;
		case 'block':
			return `<pre>${escaped(piece.text)}</pre>`;
		case 'mention':
			return `<span class="mention">${escaped(piece.text)}</span>`;
		case 'message':
			return `<a class="mention" href="${escaped(piece.url)}">${escaped(piece.text)}</a>`;
		case 'link':
			return `<a href="${escaped(piece.url)}">${escaped(piece.text)}</a>`;
		default:
			return `<${piece.kind}>${piece.inside.map(pieceHtml).join('')}</${piece.kind}>`;
	}
}
