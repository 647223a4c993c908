import { randomBytes } from 'node:crypto';
import { DiscordAPIError, type Interaction, MessageFlags } from 'discord.js';
import type { Words } from '../i18n/words.js';
import type { Log } from '../log.js';

/** Codes by which Discord refuses, as its documents list them. */
export const discordCodes = {
	unknownChannel: 10003,
	unknownMember: 10007,
	unknownMessage: 10008,
	unknownUser: 10013,
	unknownInteraction: 10062,
	alreadyAnswered: 40060,
	missingAccess: 50001,
	missingPermissions: 50013,
	tokenExpired: 50027,
} as const;

/** Whether Discord refused with one of some codes. */
export function isRefusedWith(error: unknown, ...codes: readonly number[]): boolean {
	return error instanceof DiscordAPIError && codes.includes(Number(error.code));
}

/** Whether an answer came too late, or another process has answered: nothing can be said any more. */
export function isLate(error: unknown): boolean {
	return isRefusedWith(error, discordCodes.unknownInteraction, discordCodes.alreadyAnswered, discordCodes.tokenExpired);
}

/**
 * The one place where faults end: the log gets all of it under an id, the person gets the id. It never throws.
 */
export async function answerFault(interaction: Interaction, error: unknown, log: Log, words: Words): Promise<void> {
	const id = randomBytes(4).toString('hex');
	const about = { id, interaction: interaction.id, guild: interaction.guildId };
	if (isLate(error)) {
		log('warn', 'answered too late', { ...about, error: String(error) });
		return;
	}
	log('error', 'fault', { ...about, ...described(error) });
	if (!interaction.isRepliable()) return;
	const said = { content: words.fault(id) };
	try {
		if (!interaction.deferred && !interaction.replied)
			await interaction.reply({ ...said, flags: MessageFlags.Ephemeral });
		else if (interaction.ephemeral === true) await interaction.editReply({ ...said, embeds: [], components: [] });
		else await interaction.followUp({ ...said, flags: MessageFlags.Ephemeral });
	} catch (second) {
		log('warn', 'fault not told', { ...about, error: String(second) });
	}
}

function described(error: unknown): Readonly<Record<string, unknown>> {
	if (!(error instanceof Error)) return { error: String(error) };
	const { name, message, stack, cause } = error;
	const code = 'code' in error ? { code: error.code } : {};
	return { error: name, message, ...code, stack, ...(cause === undefined ? {} : { cause: String(cause) }) };
}
