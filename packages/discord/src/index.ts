/**
 * The Discord bot.
 *
 * @module @portcullis/discord
 */
export { createDiscordFrontend, type DiscordFrontend } from './create-discord-frontend.js';
export { jsonLog, type Log } from './log.js';
export type { DiscordOptions } from './options.js';
export { safeText } from './text/safe-text.js';
