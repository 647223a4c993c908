import type { APIAllowedMentions, APIUser } from 'discord-api-types/v10';
import type { Guild } from './world.js';

/** Whom a message pings. */
export interface Pings {
	readonly everyone: boolean;
	readonly users: APIUser[];
	/** Ids of roles. */
	readonly roles: string[];
	/** All of them as people read them: `@ben`, `@everyone`. */
	readonly names: readonly string[];
}

/**
 * Whom a message's content pings: whoever it mentions, as far as `allowed_mentions` allows, which allows all when it is
 * left out (resources/message.mdx). An embed never pings.
 */
export function pingsOf(content: string, allowed: APIAllowedMentions | undefined, guild: Guild | undefined): Pings {
	const may = (kind: 'users' | 'roles' | 'everyone') =>
		allowed === undefined || (allowed.parse ?? []).some((name) => name === kind);
	const everyone = /@(everyone|here)\b/.test(content) && may('everyone');
	const users = [...content.matchAll(/<@!?(\d+)>/g)].flatMap(([, id = '']) => {
		const member = guild?.members.get(id);
		return member !== undefined && (may('users') || allowed?.users?.includes(id)) ? [member.data.user] : [];
	});
	const roles = [...content.matchAll(/<@&(\d+)>/g)].flatMap(([, id = '']) => {
		const role = [...(guild?.roles.values() ?? [])].find((one) => one.id === id);
		return role !== undefined && (may('roles') || allowed?.roles?.includes(id)) ? [role] : [];
	});
	return {
		everyone,
		users: [...new Set(users)],
		roles: [...new Set(roles.map(({ id }) => id))],
		names: [
			...(everyone ? ['@everyone'] : []),
			...new Set(users.map(({ username }) => `@${username}`)),
			...new Set(roles.map(({ name }) => `@${name}`)),
		],
	};
}
