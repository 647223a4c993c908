import {
	type AutocompleteInteraction,
	type ChatInputCommandInteraction,
	type Interaction,
	MessageFlags,
	type RepliableInteraction,
} from 'discord.js';
import type { Bot } from '../bot.js';
import type { Command } from '../command.js';
import type { Acted, Component } from '../component.js';
import { type Words, wordsFor } from '../i18n/words.js';
import type { Reply } from '../reply.js';
import { readCustomId } from '../text/custom-id.js';
import { label } from '../text/safe-text.js';
import { ensureTenant } from './ensure-tenant.js';
import { answerFault, isLate } from './error-boundary.js';

/** Takes interactions, whatever they are, and answers each. */
export type Router = (interaction: Interaction) => Promise<void>;

/** Makes the one handler of all interactions: nothing is awaited in memory, so a restart loses no button. */
export function createRouter(bot: Bot, commands: readonly Command[], components: readonly Component[]): Router {
	const byName = new Map(commands.map((command) => [command.data.name, command]));
	const byAction = new Map(components.map((component) => [component.action, component]));
	return async (interaction) => {
		const words = wordsFor(interaction.locale);
		try {
			if (interaction.isAutocomplete()) return await offer(interaction, byName, bot);
			if (!interaction.isRepliable()) return;
			if (!interaction.inCachedGuild()) {
				await interaction.reply({ content: words.onlyInGuilds, flags: MessageFlags.Ephemeral });
				return;
			}
			if (interaction.isChatInputCommand()) {
				const command = byName.get(interaction.commandName);
				await (command === undefined ? stale(interaction, words) : runCommand(command, interaction, bot, words));
			} else if (interaction.isButton() || interaction.isModalSubmit()) {
				const id = readCustomId(interaction.customId);
				const component = id === null ? undefined : byAction.get(id.action);
				if (id === null || component === undefined) await stale(interaction, words);
				else await runComponent(component, id.parts, interaction, bot, words);
			}
		} catch (error) {
			await answerFault(interaction, error, bot.log, words);
		}
	};
}

async function runCommand(
	command: Command,
	interaction: ChatInputCommandInteraction<'cached'>,
	bot: Bot,
	words: Words,
): Promise<void> {
	const form = command.form?.(interaction, bot) ?? null;
	if (form !== null) {
		await interaction.showModal(form);
		return;
	}
	await interaction.deferReply({ flags: MessageFlags.Ephemeral });
	const made = await ensureTenant(interaction, bot);
	const reply = await command.run(interaction, bot, words);
	await interaction.editReply(made ? { ...reply, content: withNotice(reply, words) } : reply);
	bot.log('info', 'command', {
		command: interaction.commandName,
		interaction: interaction.id,
		guild: interaction.guildId,
	});
}

async function runComponent(
	component: Component,
	parts: readonly string[],
	interaction: Acted,
	bot: Bot,
	words: Words,
): Promise<void> {
	const form = interaction.isButton() ? (component.form?.(parts, interaction, words) ?? null) : null;
	if (form !== null && interaction.isButton()) {
		await interaction.showModal(form);
		return;
	}
	if (component.answers === 'reply' || (interaction.isModalSubmit() && !interaction.isFromMessage())) {
		await interaction.deferReply({ flags: MessageFlags.Ephemeral });
		await ensureTenant(interaction, bot);
		await interaction.editReply((await component.run(interaction, parts, bot, words)) ?? { content: words.done });
	} else {
		await interaction.deferUpdate();
		const reply = await component.run(interaction, parts, bot, words);
		if (reply !== null && component.answers === 'update') await interaction.editReply(reply);
		else if (reply !== null) await interaction.followUp({ ...reply, flags: MessageFlags.Ephemeral });
	}
	bot.log('info', 'component', { action: component.action, interaction: interaction.id, guild: interaction.guildId });
}

// It cannot be deferred, and nobody is helped by an error in place of a list.
async function offer(
	interaction: AutocompleteInteraction,
	commands: ReadonlyMap<string, Command>,
	bot: Bot,
): Promise<void> {
	const command = commands.get(interaction.commandName);
	let choices: Awaited<ReturnType<NonNullable<Command['offer']>>> = [];
	try {
		if (interaction.inCachedGuild()) choices = (await command?.offer?.(interaction, bot)) ?? [];
	} catch (error) {
		bot.log('warn', 'autocomplete failed', { command: interaction.commandName, error: String(error) });
	}
	const typed = interaction.options.getFocused().toLowerCase();
	const fitting = choices.filter(
		({ name, value }) =>
			value.length <= 100 && (name.toLowerCase().includes(typed) || value.toLowerCase().includes(typed)),
	);
	try {
		await interaction.respond(fitting.slice(0, 25).map(({ name, value }) => ({ name: label(name, 100), value })));
	} catch (error) {
		if (!isLate(error)) throw error;
	}
}

async function stale(interaction: RepliableInteraction, words: Words): Promise<void> {
	await interaction.reply({ content: words.staleButton, flags: MessageFlags.Ephemeral });
}

function withNotice({ content }: Reply, words: Words): string {
	return content === undefined ? words.tenantMade : `${words.tenantMade}\n${content}`;
}
