import type { Finding } from './finding.js';

const check = 'discord';

// Three parts of base64url: the bot's id, when it was made, and the secret. Of each only the shape is looked at.
const shape = /^[\w-]{18,}\.[\w-]{6,}\.[\w-]{27,}$/;

/** Whether DISCORD_TOKEN has the shape of a bot's token. It is never shown, and Discord is not asked. */
export function checkDiscordToken(env: Readonly<Record<string, string | undefined>>): Finding {
	const token = env.DISCORD_TOKEN ?? '';
	if (token === '') {
		return { check, state: 'skipped', found: 'DISCORD_TOKEN is not set; only the bot needs it' };
	}
	if (shape.test(token)) return { check, state: 'good', found: 'DISCORD_TOKEN has the shape of a token' };
	const found = token.startsWith('Bot ')
		? 'DISCORD_TOKEN begins with "Bot "'
		: 'DISCORD_TOKEN is no bot token: three parts with dots between them';
	return { check, state: 'bad', found, next: 'copy it anew from the application at discord.com/developers, page Bot' };
}
