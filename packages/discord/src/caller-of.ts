import type { Caller } from '@portcullis/core';
import type { GuildMember, Interaction } from 'discord.js';

/**
 * Who asks: whoever Discord says did it, in the guild where they did, with the roles that they have there in this moment:
 * each interaction brings them along. The id of the interaction is the request's id, so
 * that one that Discord delivers twice acts once.
 *
 * @param step tells several changing calls of one interaction apart
 */
export function callerOf(interaction: Interaction<'cached'>, step?: string): Caller {
	const { guildId, user, member, id } = interaction;
	return {
		tenant: guildId,
		actor: { id: user.id, source: 'verified' },
		groups: rolesOf(member),
		request_id: step === undefined ? id : `${id}.${step}`,
	};
}

/** The roles of a member, by id. One that the bot does not know of is left out, and gives nothing. */
export function rolesOf(member: GuildMember): string[] {
	return [...member.roles.cache.keys()].sort();
}
