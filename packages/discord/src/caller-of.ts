import type { Caller } from '@portcullis/core';
import type { Interaction } from 'discord.js';

/**
 * Who asks: whoever Discord says did it, in the guild where they did. The id of the interaction is the request's id, so
 * that one that Discord delivers twice acts once.
 *
 * @param step tells several changing calls of one interaction apart
 */
export function callerOf(interaction: Interaction<'cached'>, step?: string): Caller {
	const { guildId, user, id } = interaction;
	return {
		tenant: guildId,
		actor: { id: user.id, source: 'verified' },
		request_id: step === undefined ? id : `${id}.${step}`,
	};
}
