import {
	ActionRowBuilder,
	AttachmentBuilder,
	ButtonBuilder,
	ButtonStyle,
	type Client,
	EmbedBuilder,
	type Interaction,
	LabelBuilder,
	MessageFlags,
	ModalBuilder,
	SlashCommandBuilder,
	TextInputBuilder,
	TextInputStyle,
} from 'discord.js';
import { expect, it } from 'vitest';
import { withClient } from './client.js';

const commands = [
	new SlashCommandBuilder()
		.setName('deploy')
		.setDescription('Asks for a deployment')
		.addStringOption((option) =>
			option.setName('project').setDescription('Where to').setRequired(true).setAutocomplete(true),
		),
	new SlashCommandBuilder().setName('list').setDescription('Lists what stands'),
];

const row = (disabled = false) =>
	new ActionRowBuilder<ButtonBuilder>().addComponents(
		new ButtonBuilder()
			.setCustomId('approve')
			.setLabel('Approve & Deploy')
			.setStyle(ButtonStyle.Success)
			.setDisabled(disabled),
		new ButtonBuilder().setCustomId('reject').setLabel('Reject').setStyle(ButtonStyle.Danger),
		new ButtonBuilder().setCustomId('details').setLabel('Details').setStyle(ButtonStyle.Secondary),
	);

/** A small bot: a message with buttons, an answer for one user only, a form. */
function bot(client: Client): void {
	client.on('interactionCreate', async (interaction: Interaction) => {
		if (interaction.isAutocomplete()) {
			await interaction.respond([{ name: 'shop', value: 'shop' }]);
		} else if (interaction.isChatInputCommand() && interaction.commandName === 'deploy') {
			await interaction.deferReply();
			await interaction.editReply({
				content: `<@${interaction.user.id}> asks`,
				embeds: [
					new EmbedBuilder()
						.setTitle(`Deploy to ${interaction.options.getString('project', true)}`)
						.setDescription('Expires <t:2000000000:R>')
						.addFields({ name: 'Costs', value: '$25.55 a month' })
						.setImage('attachment://cost.png'),
				],
				components: [row()],
				files: [new AttachmentBuilder(Buffer.from('a picture'), { name: 'cost.png', description: 'Costs by month' })],
			});
		} else if (interaction.isChatInputCommand()) {
			await interaction.reply({ content: 'nothing yet', flags: MessageFlags.Ephemeral });
		} else if (interaction.isButton() && interaction.customId === 'reject') {
			const reason = new TextInputBuilder().setCustomId('reason').setStyle(TextInputStyle.Paragraph);
			const label = new LabelBuilder().setLabel('Reason').setTextInputComponent(reason);
			await interaction.showModal(new ModalBuilder().setCustomId('why').setTitle('Why not?').addLabelComponents(label));
		} else if (interaction.isButton() && interaction.customId === 'details') {
			await interaction.deferUpdate();
			await interaction.followUp({ content: 'details', flags: MessageFlags.Ephemeral });
		} else if (interaction.isButton()) {
			await interaction.update({ components: [row(true)] });
		} else if (interaction.isModalSubmit()) {
			await interaction.reply({ content: `rejected: ${interaction.fields.getTextInputValue('reason')}` });
		}
	});
}

it('lets the real client log in, register commands, and answer commands, buttons and forms', async () => {
	const { fake, client } = await withClient(bot, { now: () => Date.UTC(2033, 4, 18, 3) });
	await client.application?.commands.set(commands);
	expect(fake.commands().map(({ name }) => name)).toEqual(['deploy', 'list']);
	expect(client.guilds.cache.map(({ name }) => name)).toEqual(['acme']);

	const ben = fake.user('ben');
	const ada = fake.user('ada', { administrator: true });
	expect(await ben.autocomplete('deploy', 'project', 'sh')).toEqual([{ name: 'shop', value: 'shop' }]);
	const { message } = await ben.slash('deploy', { project: 'shop' });
	expect(message.embeds[0]?.title).toBe('Deploy to shop');
	expect(message.attachments.map(({ name, text, description }) => [name, text, description])).toEqual([
		['cost.png', 'a picture', 'Costs by month'],
	]);
	expect(message.pings).toEqual([]);

	const form = await ada.click(message, 'Reject');
	const rejected = await ada.submit(form.modal, { Reason: 'too dear' });
	expect(rejected.text).toBe('rejected: too dear');

	const details = await ada.click(message, 'Details');
	expect((await details.followUp()).content).toBe('details');
	const approved = await ada.click(message, 'Approve');
	expect([approved.kind, approved.message.id]).toEqual(['update', message.id]);
	await expect(ben.click(message, 'Approve & Deploy')).rejects.toThrow('disabled');
	expect((await ben.slash('list')).text).toBe('nothing yet');

	expect(fake.channel('ops').transcript({ as: 'ben' })).toBe(`#ops, as ben sees it

ben used /deploy project:shop
portcullis:
  @ben asks
  │ Deploy to shop
  │ Expires in 33 minutes
  │ Costs: $25.55 a month
  [Approve & Deploy (disabled)] [Reject] [Details]
  file: cost.png (9 bytes): Costs by month

ada sent the form Why not?
portcullis:
  rejected: too dear

ben used /list
portcullis (only you see this):
  nothing yet`);
	const story = fake.channel('ops').transcript({ acts: true });
	expect(story.match(/^(\* .*|.*:)$/gm)).toEqual([
		'portcullis:',
		'* ada pressed Reject',
		'* ada sent the form Why not?',
		'portcullis:',
		'* ada pressed Details',
		'* ada pressed Approve & Deploy',
	]);
});
