import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed, AttachmentPayload } from 'discord.js';

/** A row of buttons. */
export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** What a message says: data, made without Discord. */
export interface Reply {
	readonly content?: string;
	readonly embeds?: APIEmbed[];
	readonly components?: Row[];
	readonly files?: AttachmentPayload[];
}

/** A text as a file beside a message. */
export function textFile(name: string, text: string, description?: string): AttachmentPayload {
	return {
		name,
		attachment: Buffer.from(text, 'utf8'),
		...(description === undefined ? {} : { description }),
	};
}
