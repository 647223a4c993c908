import type { SessionView } from '@portcullis/core';
import type { Bot } from './bot.js';
import { rolesOf } from './caller-of.js';
import { discordCodes, isRefusedWith } from './router/error-boundary.js';
import { isSnowflake } from './text/mention.js';

/**
 * Looks which roles those have now on whose word a session rests: who asked for it, and who has approved it. What they
 * hold by a role of the server counts for an approval only as long as they have it.
 *
 * @param clicking whose roles came with the interaction itself
 * @throws where Discord does not answer: nothing is approved on what nobody knows
 */
export async function lookAtMembers(
	{ gate, client }: Pick<Bot, 'gate' | 'client'>,
	{ session }: SessionView,
	clicking: string,
): Promise<void> {
	const { tenant } = session;
	const guild = client.guilds.cache.get(tenant);
	if (guild === undefined || (await gate.groups.granted(tenant)).length === 0) return;
	const standing = session.approvals.filter(({ withdrawn_at }) => withdrawn_at === undefined);
	const people = new Set([session.actor, ...standing.map(({ actor }) => actor)].filter(isSnowflake));
	people.delete(clicking);
	const rolesNow = async (user: string): Promise<string[]> => {
		try {
			return rolesOf(await guild.members.fetch({ user, force: true }));
		} catch (error) {
			if (isRefusedWith(error, discordCodes.unknownMember, discordCodes.unknownUser)) return [];
			throw error;
		}
	};
	await Promise.all(
		[...people].map(async (actor) => gate.groups.seen({ tenant, actor, groups: await rolesNow(actor) })),
	);
}
