import { type Client, type Interaction, MessageFlags, Routes } from 'discord.js';
import { expect, it } from 'vitest';
import { withClient } from './client.js';
import { handClock } from './index.js';

const button = { type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id: 'go' }] } as const;

/** A bot that keeps what it was asked, for a test to answer. */
async function listener(now = Date.now) {
	const asked: Interaction[] = [];
	const { fake, client } = await withClient(
		(one: Client) => one.on('interactionCreate', (interaction) => void asked.push(interaction)),
		{
			now,
			guilds: { acme: ['ops', 'audit'], other: ['ops'] },
		},
	);
	await client.application?.commands.set([
		{ name: 'list', description: 'Lists' },
		{ name: 'admin', description: 'Rules', defaultMemberPermissions: '8' },
		{
			name: 'grant',
			description: 'Grants',
			options: [
				{
					name: 'add',
					description: 'Adds',
					type: 1,
					options: [
						{ name: 'user', description: 'To whom', type: 6, required: true },
						{
							name: 'role',
							description: 'What',
							type: 3,
							required: true,
							choices: [{ name: 'User', value: 'CloudUser' }],
						},
						{ name: 'file', description: 'Why', type: 11 },
					],
				},
			],
		},
	]);
	const next = () =>
		fake.until('an interaction', () => {
			const interaction = asked.shift();
			return interaction?.isChatInputCommand() || interaction?.isButton() ? interaction : undefined;
		});
	return { fake, client, next };
}

it('shows an ephemeral message to one user, and to nobody through the channel', async () => {
	const { fake, client, next } = await listener();
	const ben = fake.user('ben');
	const ada = fake.user('ada');
	const sight = ben.slash('list');
	await (await next()).reply({
		content: 'for ben',
		flags: MessageFlags.Ephemeral,
		components: [button],
		withResponse: true,
	});
	const { message } = await sight;
	expect(message.ephemeral).toBe(true);
	expect(fake.channel('ops').messages({ as: 'ben' })).toHaveLength(1);
	expect(fake.channel('ops').messages({ as: 'ada' })).toEqual([]);
	expect(fake.channel('ops').transcript()).not.toContain('for ben');
	await expect(ada.click(message, 'Go')).rejects.toThrow('ada does not see the message');
	const path = Routes.channelMessage(message.channelId, message.id);
	await expect(client.rest.get(path)).rejects.toMatchObject({ code: 10_008 });
	await expect(client.rest.patch(path, { body: { content: 'x' } })).rejects.toMatchObject({ code: 10_008 });
	const press = ben.click(message, 'Go');
	const interaction = await next();
	if (interaction.isButton()) await interaction.update({ content: 'changed' });
	expect((await press).text).toContain('changed');
});

it('goes by its own clock: three seconds for an answer, fifteen minutes for a token', async () => {
	const clock = handClock();
	const { fake, client, next } = await listener(clock.now);
	const ben = fake.user('ben');
	const late = ben.slash('list');
	const missed = await next();
	clock.wait(3_001);
	expect(await late).toMatchObject({ kind: 'failed', text: 'The application did not respond' });
	await expect(missed.reply('late')).rejects.toMatchObject({ code: 10_062 });

	const sight = ben.slash('list');
	const interaction = await next();
	clock.wait(3_000);
	await interaction.deferReply();
	clock.wait(15 * 60_000 - 3_000);
	await interaction.editReply({ content: 'in time' });
	const { message } = await sight;
	await expect(interaction.reply('again').catch((error) => Promise.reject(error.code))).rejects.toBe(
		'InteractionAlreadyReplied',
	);
	await expect(
		client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body: { type: 5 }, auth: false }),
	).rejects.toMatchObject({ code: 40_060 });
	clock.wait(1);
	await expect(interaction.editReply('too late')).rejects.toMatchObject({ code: 50_027 });
	await client.rest.patch(Routes.channelMessage(message.channelId, message.id), {
		body: { content: 'by the channel' },
	});
	expect(message.content).toBe('by the channel');
	await expect(
		client.rest.post(Routes.interactionCallback('1', 'forged'), { body: { type: 5 }, auth: false }),
	).rejects.toMatchObject({ code: 10_062 });
});

it('takes from the bot what a guild or a user takes from it', async () => {
	const { fake, client } = await listener();
	const write = () => client.rest.post(Routes.channelMessages(fake.channel('ops').id), { body: { content: 'a' } });
	await write();
	const message = fake.channel('ops').last();
	const change = () =>
		client.rest.patch(Routes.channelMessage(message.channelId, message.id), { body: { content: 'b' } });
	fake.denyChannel('ops', 'send');
	await expect(write()).rejects.toMatchObject({ code: 50_013 });
	await change();
	fake.denyChannel('ops', 'view');
	await expect(change()).rejects.toMatchObject({ code: 50_001 });
	fake.denyChannel('ops', 'nothing');
	fake.remove(message);
	await expect(change()).rejects.toMatchObject({ code: 10_008 });
	const ben = await client.users.fetch(fake.user('ben').id);
	await ben.send('hello');
	expect(fake.directMessages('ben').last().content).toBe('hello');
	fake.closeDirectMessages('ben');
	await expect(ben.send('hello?')).rejects.toMatchObject({ code: 50_007 });
});

it('lets people do what the client of Discord lets them, and no more', async () => {
	const { fake, next } = await listener();
	const ben = fake.user('ben');
	fake.user('ada', { roles: ['sre'] });
	fake.user('ada', { administrator: true });
	await expect(ben.slash('nothing')).rejects.toThrow('there is no command /nothing; there are: list, grant');
	await expect(ben.slash('admin')).rejects.toThrow('there is no command /admin');
	await expect(ben.slash('grant')).rejects.toThrow('choose one of: add');
	await expect(ben.slash('grant add', { user: 'ada' })).rejects.toThrow('the option role is required');
	await expect(ben.slash('grant add', { user: 'eve', role: 'CloudUser' })).rejects.toThrow('no user eve in acme');
	await expect(ben.slash('grant add', { user: 'ada', role: 'King' })).rejects.toThrow('King is none of: CloudUser');
	await expect(ben.slash('list', { all: true })).rejects.toThrow('/list has no option "all"');
	const file = { name: 'why.txt', content: 'because' };
	const sight = ben.slash('grant add', { user: 'ada', role: 'CloudUser', file }, { channel: 'audit' });
	const interaction = await next();
	if (!interaction.isChatInputCommand()) throw new Error('no command');
	expect(interaction.options.getUser('user', true).username).toBe('ada');
	expect(interaction.options.resolved?.members?.first()).toHaveProperty('roles.cache.size', 2);
	expect(await (await fetch(interaction.options.getAttachment('file', true).url)).text()).toBe('because');
	await interaction.reply({ content: 'granted', components: [button] });
	const { message } = await sight;
	expect(fake.channel('audit').last().id).toBe(message.id);
	await expect(ben.click(message, 'Stop')).rejects.toThrow('there is no button "Stop" on the message; there are: Go');

	fake.user('ben', { guild: 'other' });
	const forged = ben.forgeClick('lobby:1', message, { guild: 'other' });
	const pressed = await next();
	expect([pressed.guildId, pressed.isButton() && pressed.customId]).toEqual([fake.guildId('other'), 'lobby:1']);
	await pressed.reply({ content: 'no', flags: MessageFlags.Ephemeral });
	expect((await forged).text).toBe('no');
});

it('has menus, whose values the bot gets', async () => {
	const { fake, client } = await listener();
	const ben = fake.user('ben');
	const options = ['a', 'b'].map((value) => ({ label: value.toUpperCase(), value }));
	const menu = { type: 3, custom_id: 'page', placeholder: 'Which page?', options };
	const body = { content: 'choose', components: [{ type: 1, components: [menu] }] };
	await client.rest.post(Routes.channelMessages(fake.channel('ops').id), { body });
	const message = fake.channel('ops').last();
	await expect(ben.select(message, 'Which page?', ['c'])).rejects.toThrow('has no option c');
	await expect(ben.select(message, 'page', ['a', 'b'])).rejects.toThrow('takes 1 to 1 values');
	const chosen = new Promise<readonly string[]>((resolve) => {
		client.on('interactionCreate', (interaction) => {
			if (!interaction.isStringSelectMenu()) return;
			resolve(interaction.values);
			void interaction.deferUpdate();
		});
	});
	expect((await ben.select(message, 'page', ['b'])).kind).toBe('acknowledged');
	expect(await chosen).toEqual(['b']);
});

it('counts whom a message pings: whom its content names, as far as it may', async () => {
	const { fake, client } = await listener();
	const ben = fake.user('ben', { roles: ['sre'] });
	const content = `@everyone ${ben.mention} <@&${fake.roleId('sre')}>`;
	const pings = async (allowed_mentions?: object) => {
		const body = { content, embeds: [{ description: content }], ...(allowed_mentions ? { allowed_mentions } : {}) };
		await client.rest.post(Routes.channelMessages(fake.channel('ops').id), { body });
		return fake.channel('ops').last().pings;
	};
	expect(await pings()).toEqual(['@everyone', '@ben', '@sre']);
	expect(await pings({ parse: [] })).toEqual([]);
	expect(await pings({ parse: ['roles'], users: [ben.id] })).toEqual(['@ben', '@sre']);
});
