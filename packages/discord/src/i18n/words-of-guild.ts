import type { Client } from 'discord.js';
import { type Words, wordsFor } from './words.js';

/** The texts for what everybody in a guild reads: in the language that the guild has set. */
export function wordsOfGuild(client: Client, guild: string): Words {
	return wordsFor(client.guilds.cache.get(guild)?.preferredLocale ?? 'en');
}
