/** How the bot is named in the store, beside the messages that are its. */
export const frontendId = 'discord';
