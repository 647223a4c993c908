import {
	type APIUser,
	ComponentType,
	InteractionResponseType,
	InteractionType,
	PermissionFlagsBits,
} from 'discord-api-types/v10';
import type { Gateway } from '../gateway/gateway.js';
import { commandsOf } from '../rest/commands.js';
import { type Channel, type Guild, permissionsOf, type StoredMessage, type World } from '../world.js';
import { type Answer, answerTo } from './answer.js';
import { interact } from './interact.js';
import { fillModal, type Modal } from './modal.js';
import { fillCommand, type OptionValues } from './options.js';
import type { SeenMessage } from './seen-message.js';

/** Where somebody acts; the first guild, and its first channel, if left out. */
export interface Where {
	readonly guild?: string;
	readonly channel?: string;
}

/** A suggestion of autocomplete. */
export interface Choice {
	readonly name: string;
	readonly value: string | number;
}

/**
 * A person on the fake Discord. Every act is refused (an `Error` that says why) where Discord's own client would not
 * let it happen, and otherwise waits for what the person sees.
 */
export interface FakeUser {
	readonly id: string;
	readonly name: string;
	/** As the bot would write a mention of this user. */
	readonly mention: string;
	/** Uses a command: `ben.slash('cloud-quota set', { limit: 4 })`. */
	slash(command: string, options?: OptionValues, where?: Where): Promise<Answer>;
	/** Presses a button by its label, or the start of it that no other button has. */
	click(message: SeenMessage, label: string): Promise<Answer>;
	/**
	 * Sends a press of a button that Discord's client would not: of any `custom_id`, disabled or not on the message.
	 *
	 * @param on The message that it claims to come from; that message's place is where it happens.
	 */
	forgeClick(customId: string, on: SeenMessage, where?: Where): Promise<Answer>;
	/** Chooses in a menu, by its `custom_id` or placeholder: values of its options, or names of users and roles. */
	select(message: SeenMessage, menu: string, values: readonly string[]): Promise<Answer>;
	/** Sends a form, with values by label or `custom_id`. */
	submit(modal: Modal, fields?: Readonly<Record<string, string>>): Promise<Answer>;
	/** Types in an option, and gives what is suggested. */
	autocomplete(
		command: string,
		option: string,
		text: string,
		others?: OptionValues,
		where?: Where,
	): Promise<readonly Choice[]>;
}

/** A person who acts on `world`. */
export function createUser(world: World, gateway: Gateway, user: APIUser): FakeUser {
	const name = user.username;
	const place = (where: Where = {}) => placeNamed(world, where);
	const stored = (message: SeenMessage) => visible(world, user, message);

	const press = (source: StoredMessage, customId: string, words: string, { guild, channel }: Spot) => {
		const act = { user, guild, channel, source, words };
		const interaction = interact(world, gateway, act, (base) => ({
			...base,
			type: InteractionType.MessageComponent,
			message: source.data,
			data: { component_type: ComponentType.Button, custom_id: customId },
		}));
		return answerTo(world, interaction);
	};

	return {
		id: user.id,
		name,
		mention: `<@${user.id}>`,
		async slash(words, options = {}, where) {
			const { guild, channel } = place(where);
			const filled = fillCommand(world, guild, shownTo(world, user, guild), words, options);
			const typed = Object.entries(options).flatMap(([key, value]) =>
				value === undefined ? [] : [` ${key}:${typeof value === 'object' ? value.name : value}`],
			);
			const act = { user, guild, channel, source: undefined, words: `${name} used /${words}${typed.join('')}` };
			const interaction = interact(world, gateway, act, (base) => ({
				...base,
				type: InteractionType.ApplicationCommand,
				data: {
					id: filled.command.id,
					name: filled.command.name,
					type: 1,
					options: filled.options,
					resolved: filled.resolved,
				},
			}));
			return answerTo(world, interaction);
		},
		async click(message, label) {
			const source = stored(message);
			const named = message.buttons.filter((button) => button.label === label);
			const found = named.length > 0 ? named : message.buttons.filter((button) => button.label.startsWith(label));
			const [button] = found;
			const labels = message.buttons.map((one) => one.label).join(', ') || 'none';
			if (button === undefined) throw new Error(`there is no button "${label}" on the message; there are: ${labels}`);
			if (found.length > 1) throw new Error(`more than one button begins with "${label}": ${labels}`);
			if (button.disabled) throw new Error(`the button "${label}" is disabled`);
			if (button.customId === undefined) throw new Error(`the button "${label}" is a link`);
			return press(source, button.customId, `${name} pressed ${button.label}`, spotOf(world, source));
		},
		async forgeClick(customId, on, where) {
			const source = world.messages.get(on.id);
			if (source === undefined) throw new Error('there is no such message');
			const spot = where === undefined ? spotOf(world, source) : place(where);
			return press(source, customId, `${name} forged a press of ${customId}`, spot);
		},
		async select(message, menuName, values) {
			const source = stored(message);
			const menu = message.menus.find((one) => one.customId === menuName || one.placeholder === menuName);
			if (menu === undefined) throw new Error(`there is no menu "${menuName}" on the message`);
			if (menu.disabled) throw new Error(`the menu "${menuName}" is disabled`);
			if (menu.type !== ComponentType.StringSelect) throw new Error('the fake only has menus of strings');
			const unknown = values.filter((value) => !menu.options.some((option) => option.value === value));
			if (unknown.length > 0) throw new Error(`the menu "${menuName}" has no option ${unknown.join(', ')}`);
			if (values.length < menu.atLeast || values.length > menu.atMost) {
				throw new Error(`the menu "${menuName}" takes ${menu.atLeast} to ${menu.atMost} values`);
			}
			const act = { user, source, ...spotOf(world, source), words: `${name} chose ${values.join(', ')}` };
			const interaction = interact(world, gateway, act, (base) => ({
				...base,
				type: InteractionType.MessageComponent,
				message: source.data,
				data: { component_type: ComponentType.StringSelect, custom_id: menu.customId, values: [...values] },
			}));
			return answerTo(world, interaction);
		},
		async submit(modal, fields = {}) {
			const components = fillModal(modal, fields);
			const guild = world.guilds.get(modal.guildId);
			const channel = [...(guild?.channels.values() ?? [])].find(({ data }) => data.id === modal.channelId);
			if (guild === undefined || channel === undefined) throw new Error('the place of the form is gone');
			const { source } = modal;
			const act = { user, guild, channel, source, words: `${name} sent the form ${modal.title}` };
			const interaction = interact(world, gateway, act, (base) => ({
				...base,
				type: InteractionType.ModalSubmit,
				...(source === undefined ? {} : { message: source.data }),
				data: { custom_id: modal.customId, components },
			}));
			return answerTo(world, interaction);
		},
		async autocomplete(words, option, text, others = {}, where) {
			const { guild, channel } = place(where);
			const filled = fillCommand(world, guild, shownTo(world, user, guild), words, others, { option, text });
			const act = {
				user,
				guild,
				channel,
				source: undefined,
				words: `${name} typed "${text}" for ${option} of /${words}`,
			};
			const interaction = interact(world, gateway, act, (base) => ({
				...base,
				type: InteractionType.ApplicationCommandAutocomplete,
				data: {
					id: filled.command.id,
					name: filled.command.name,
					type: 1,
					options: filled.options,
					resolved: filled.resolved,
				},
			}));
			return world.signal.until(`suggestions for: ${interaction.act}`, () => {
				const { callback } = interaction;
				if (callback?.type === InteractionResponseType.ApplicationCommandAutocompleteResult) {
					return (callback.data.choices ?? []).map(({ name: shown, value }) => ({ name: shown, value }));
				}
				if (world.now() - interaction.at > 3_000) throw new Error(`no suggestions in time: ${interaction.act}`);
				return undefined;
			});
		},
	};
}

interface Spot {
	readonly guild: Guild;
	readonly channel: Channel;
}

/** A guild and a channel of it, by names. */
export function placeNamed(world: World, { guild: guildName, channel: channelName }: Where): Spot {
	const guild = [...world.guilds.values()].find(({ name }) => guildName === undefined || name === guildName);
	if (guild === undefined) throw new Error(`there is no guild ${guildName}`);
	const channel = channelName === undefined ? [...guild.channels.values()][0] : guild.channels.get(channelName);
	if (channel === undefined) throw new Error(`there is no channel ${channelName} in ${guild.name}`);
	return { guild, channel };
}

function spotOf(world: World, message: StoredMessage): Spot {
	const guild = message.guildId === undefined ? undefined : world.guilds.get(message.guildId);
	const channel = [...(guild?.channels.values() ?? [])].find(({ data }) => data.id === message.channelId);
	if (guild === undefined || channel === undefined) throw new Error('the fake has no buttons in direct messages');
	return { guild, channel };
}

function visible(world: World, user: APIUser, message: SeenMessage): StoredMessage {
	const stored = world.messages.get(message.id);
	if (stored === undefined || stored.removed) throw new Error('the message is gone');
	if (stored.onlyFor !== undefined && stored.onlyFor !== user.id)
		throw new Error(`${user.username} does not see the message`);
	return stored;
}

/** The commands that a user is shown: those of the guild and of all, whose default permissions the user has. */
function shownTo(world: World, user: APIUser, guild: Guild) {
	const member = guild.members.get(user.id);
	if (member === undefined) throw new Error(`${user.username} is not in ${guild.name}`);
	const has = BigInt(permissionsOf(member));
	const all = [...commandsOf(world, guild.id), ...commandsOf(world, undefined)];
	return all.filter(({ default_member_permissions: needed }) => {
		if (needed === null || (has & PermissionFlagsBits.Administrator) !== 0n) return true;
		return needed !== '0' && (has & BigInt(needed)) === BigInt(needed);
	});
}
