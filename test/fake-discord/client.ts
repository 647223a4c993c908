import { Client, type ClientOptions, GatewayIntentBits } from 'discord.js';
import { expect, onTestFinished } from 'vitest';
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from './index.js';

/** A fake and the real client, logged in. The test fails on an `error` of the client, and on a breach. */
export async function withClient(
	listen: (client: Client) => void,
	options: FakeDiscordOptions & { readonly rest?: ClientOptions['rest'] } = {},
): Promise<{ readonly fake: FakeDiscord; readonly client: Client }> {
	const fake = await startFakeDiscord(options);
	const client = new Client({
		intents: [GatewayIntentBits.Guilds],
		allowedMentions: { parse: [] },
		closeTimeout: 200,
		rest: { api: fake.api, retries: 2, timeout: 5_000, ...options.rest },
	});
	const errors: Error[] = [];
	client.on('error', (error) => errors.push(error));
	onTestFinished(async () => {
		await client.destroy();
		await fake.close();
		expect(errors).toEqual([]);
	});
	listen(client);
	const ready = new Promise((resolve) => client.once('clientReady', resolve));
	await client.login(fake.token);
	await ready;
	return { fake, client };
}
