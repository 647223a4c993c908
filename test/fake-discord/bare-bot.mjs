// A bare discord.js bot, as the peer of bench/discord.js: it takes each interaction at once, and does nothing.
import { createInterface } from 'node:readline';
import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';

const [api, token] = process.argv.slice(2);
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api, globalRequestsPerSecond: 500 } });
client.on(Events.InteractionCreate, async (interaction) => {
	if (interaction.isAutocomplete()) return interaction.respond([]);
	if (!interaction.isRepliable()) return;
	await interaction.deferReply({ flags: MessageFlags.Ephemeral });
	await interaction.editReply('done');
});
const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
await client.login(token);
await ready;
console.log('ready');
const before = process.cpuUsage();
createInterface({ input: process.stdin }).on('close', () => {
	const { user, system } = process.cpuUsage(before);
	console.log(`processor ${(user + system) / 1000}`);
	void client.destroy();
});
