import type { APIUser } from 'discord-api-types/v10';
import type { Channel, Guild, World } from './world.js';

/** Where messages are: a channel of a guild, or the direct messages of a user. */
export interface Place {
	readonly id: string;
	readonly guild: Guild | undefined;
	readonly channel: Channel | undefined;
	readonly user: APIUser | undefined;
}

/** The place of an id. */
export function placeById(world: World, id: string): Place | undefined {
	for (const guild of world.guilds.values()) {
		for (const channel of guild.channels.values()) {
			if (channel.data.id === id) return { id, guild, channel, user: undefined };
		}
	}
	for (const [userId, channelId] of world.directChannels) {
		if (channelId !== id) continue;
		const user = [...world.users.values()].find((one) => one.id === userId);
		return { id, guild: undefined, channel: undefined, user };
	}
	return undefined;
}
