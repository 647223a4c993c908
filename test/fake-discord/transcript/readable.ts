import type { World } from '../world.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Replaces what Discord's client shows otherwise than it is written: mentions, moments, commands. */
export function readable(world: World, text: string): string {
	return text
		.replaceAll(/<@!?(\d+)>/g, (_, id: string) => `@${userName(world, id) ?? 'unknown-user'}`)
		.replaceAll(/<@&(\d+)>/g, (_, id: string) => `@${roleName(world, id) ?? 'unknown-role'}`)
		.replaceAll(/<#(\d+)>/g, (_, id: string) => `#${channelName(world, id) ?? 'unknown'}`)
		.replaceAll(/<\/([^:>]+):\d+>/g, (_, command: string) => `/${command}`)
		.replaceAll(/<t:(-?\d+)(?::([tTdDfFR]))?>/g, (_, seconds: string, style: string | undefined) =>
			moment(Number(seconds) * 1_000, style, world.now()),
		);
}

function userName(world: World, id: string): string | undefined {
	return [...world.users.values(), world.bot].find((user) => user.id === id)?.username;
}

function roleName(world: World, id: string): string | undefined {
	for (const guild of world.guilds.values()) {
		for (const role of guild.roles.values()) if (role.id === id) return role.name;
	}
	return undefined;
}

function channelName(world: World, id: string): string | undefined {
	for (const guild of world.guilds.values()) {
		for (const { data } of guild.channels.values()) if (data.id === id) return data.name;
	}
	return undefined;
}

/** A moment as people read it: relative for style R, else in UTC. */
function moment(at: number, style: string | undefined, now: number): string {
	if (style === 'R') return relative(at - now);
	const iso = new Date(at).toISOString();
	const date = iso.slice(0, 10);
	const time = iso.slice(11, 16);
	if (style === 't' || style === 'T') return `${time} UTC`;
	return style === 'd' || style === 'D' ? date : `${date} ${time} UTC`;
}

function relative(distance: number): string {
	const size = Math.abs(distance);
	const [unit, name] =
		size < minute
			? ([1_000, 'second'] as const)
			: size < hour
				? ([minute, 'minute'] as const)
				: size < day
					? ([hour, 'hour'] as const)
					: ([day, 'day'] as const);
	const count = Math.round(size / unit);
	const words = `${count} ${name}${count === 1 ? '' : 's'}`;
	return distance < 0 ? `${words} ago` : `in ${words}`;
}
