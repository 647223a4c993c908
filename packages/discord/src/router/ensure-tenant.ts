import { type Interaction, PermissionFlagsBits } from 'discord.js';
import type { Bot } from '../bot.js';
import { callerOf } from '../caller-of.js';

const known = new WeakMap<Bot, Set<string>>();

/**
 * Sets a guild up when the first of its administrators uses the bot: they become its first CloudAdmin, which the gate
 * records. Anybody else who comes first is refused by the gate, since there is no such tenant.
 *
 * @returns whether it was set up just now
 */
export async function ensureTenant(interaction: Interaction<'cached'>, bot: Bot): Promise<boolean> {
	const guilds = known.get(bot) ?? new Set<string>();
	known.set(bot, guilds);
	const { guildId, memberPermissions } = interaction;
	if (guilds.has(guildId) || memberPermissions?.has(PermissionFlagsBits.Administrator) !== true) return false;
	const made = await bot.gate.createTenant(callerOf(interaction, 'tenant'));
	if (made.kind === 'ok' || made.code === 'TENANT_EXISTS') guilds.add(guildId);
	if (made.kind === 'ok') bot.log('info', 'tenant created', { guild: guildId, actor: interaction.user.id });
	return made.kind === 'ok';
}
