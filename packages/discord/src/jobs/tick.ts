import type { Notice, Warning } from '@portcullis/core';
import type { GuildTextBasedChannel } from 'discord.js';
import type { Bot } from '../bot.js';
import { frontendId } from '../frontend-id.js';
import { wordsOfGuild } from '../i18n/words-of-guild.js';
import { isSnowflake, mention, mentionGroup } from '../text/mention.js';
import { needsPeople, pingedRoles } from '../views/lobby-view.js';
import { noticeView } from '../views/notice-view.js';

/** Where alerts and reports go, by guild. */
export type Channels = Readonly<Record<string, string>>;

/**
 * What is done every five minutes: sessions that expired are marked, those that soon will are warned of, and what is to
 * be told once is told. Several bots may do it at once: the gate hands each thing to one of them.
 */
export async function tick(bot: Bot, channels: Channels): Promise<void> {
	await attempt(bot, 'sweep', async () => {
		const { expired, recovered } = await bot.gate.sweep();
		if (expired.length + recovered.length === 0) return;
		bot.log('info', 'swept', { expired: expired.length, recovered: recovered.length });
	});
	await attempt(bot, 'refresh', () => bot.lobbies.refreshStale());
	await attempt(bot, 'warn', async () => {
		for (const warning of await bot.gate.warnings.claim(frontendId))
			await attempt(bot, 'warn', () => warn(bot, warning));
	});
	await attempt(bot, 'notify', async () => {
		for (const notice of await bot.gate.notices.claim())
			await attempt(bot, 'notify', () => notify(bot, notice, channels));
	});
}

// One that fails keeps none of the others from being done.
async function attempt(bot: Bot, job: string, act: () => Promise<void>): Promise<void> {
	try {
		await act();
	} catch (error) {
		bot.log('error', 'job failed', { job, error: String(error) });
	}
}

async function warn(bot: Bot, warning: Warning): Promise<void> {
	const { tenant, session, before_ms, view } = warning;
	const posted = await bot.lobbies.find(tenant, session);
	if (posted === null) return;
	const waiting = needsPeople(view.session) ? view.may_approve : [view.session.actor];
	const users = waiting.filter(isSnowflake).slice(0, 20);
	const words = wordsOfGuild(bot.client, tenant);
	const roles = pingedRoles(view);
	const named = [...users.map(mention), ...roles.map((role) => mentionGroup(role, tenant))];
	const who = named.join(' ') || words.somebody;
	await bot.lobbies.say(
		posted.post,
		words.warning(who, before_ms / 60_000, bot.lobbies.link(posted.post)),
		users,
		roles,
	);
	await bot.gate.warnings.delivered(warning);
}

async function notify(bot: Bot, notice: Notice, channels: Channels): Promise<void> {
	const channel = await channelFor(bot, notice.tenant, channels);
	if (channel === null) return;
	await channel.send(noticeView(notice, wordsOfGuild(bot.client, notice.tenant)));
	await bot.gate.notices.delivered(notice);
}

// The channel that was set; else where its people are; else where the server itself speaks.
async function channelFor(bot: Bot, tenant: string, channels: Channels): Promise<GuildTextBasedChannel | null> {
	const guild = bot.client.guilds.cache.get(tenant);
	if (guild === undefined) return null;
	const latest = await bot.gate.posts.latest(frontendId, tenant);
	const id = channels[tenant] ?? latest?.channel ?? guild.systemChannelId;
	const channel = id === null ? null : await bot.client.channels.fetch(id);
	return channel?.isTextBased() === true && !channel.isDMBased() && channel.guildId === tenant ? channel : null;
}
