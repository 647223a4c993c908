import type { GatewayGuildCreateDispatchData } from 'discord-api-types/v10';
import { noFlags } from '../flags.js';
import type { Guild, World } from '../world.js';

/** A guild as GUILD_CREATE shows it; the client waits for one of each guild that READY names. */
export function guildPayload(world: World, guild: Guild): GatewayGuildCreateDispatchData {
	return {
		id: guild.id,
		name: guild.name,
		owner_id: guild.ownerId,
		roles: [...guild.roles.values()],
		channels: [...guild.channels.values()].map(({ data }) => data),
		// Without the intent for members a bot sees itself only.
		members: [...guild.members.values()].map(({ data }) => data).filter(({ user }) => user.id === world.bot.id),
		member_count: guild.members.size,
		joined_at: new Date(world.now()).toISOString(),
		large: false,
		unavailable: false,
		afk_channel_id: null,
		afk_timeout: 300,
		application_id: null,
		banner: null,
		default_message_notifications: 0,
		description: null,
		discovery_splash: null,
		emojis: [],
		explicit_content_filter: 0,
		features: [],
		guild_scheduled_events: [],
		hub_type: null,
		icon: null,
		incidents_data: null,
		mfa_level: 0,
		nsfw_level: 0,
		preferred_locale: 'en-US' as GatewayGuildCreateDispatchData['preferred_locale'],
		premium_progress_bar_enabled: false,
		premium_tier: 0,
		presences: [],
		public_updates_channel_id: null,
		region: '',
		rules_channel_id: null,
		safety_alerts_channel_id: null,
		soundboard_sounds: [],
		splash: null,
		stage_instances: [],
		stickers: [],
		system_channel_flags: noFlags(),
		system_channel_id: null,
		threads: [],
		vanity_url_code: null,
		verification_level: 0,
		voice_states: [],
	};
}
