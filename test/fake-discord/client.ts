import { Client, GatewayIntentBits } from 'discord.js';
import { expect, onTestFinished } from 'vitest';
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from './index.js';

/** The real client, logged in to a fake of its own or to the one that is given. The test fails on an `error` of the client, and on a breach. */
export async function withClient(
	listen: (client: Client) => void,
	options: FakeDiscordOptions & { readonly loginTo?: FakeDiscord } = {},
): Promise<{ readonly fake: FakeDiscord; readonly client: Client }> {
	const fake = options.loginTo ?? (await startFakeDiscord(options));
	const client = new Client({
		intents: [GatewayIntentBits.Guilds],
		allowedMentions: { parse: [] },
		closeTimeout: 200,
		// The client's own waits five seconds between two sessions.
		ws: { buildIdentifyThrottler: () => Promise.resolve({ waitForIdentify: () => Promise.resolve() }) },
		rest: { api: fake.api, retries: 2, timeout: 5_000 },
	});
	const errors: Error[] = [];
	client.on('error', (error) => errors.push(error));
	onTestFinished(async () => {
		await client.destroy();
		if (options.loginTo === undefined) await fake.close();
		expect(errors).toEqual([]);
	});
	listen(client);
	const ready = new Promise((resolve) => client.once('clientReady', resolve));
	await client.login(fake.token);
	await ready;
	return { fake, client };
}
