import { type Client, type Interaction, Routes } from 'discord.js';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { withClient } from './client.js';
import type { FakeDiscord } from './index.js';

/** Answers every command at once. */
function echo(client: Client): void {
	client.on('interactionCreate', async (interaction: Interaction) => {
		if (interaction.isChatInputCommand()) await interaction.reply('here');
	});
}

async function withEcho(heartbeatInterval?: number) {
	const { fake, client } = await withClient(echo, heartbeatInterval === undefined ? {} : { heartbeatInterval });
	await client.application?.commands.set([{ name: 'ping', description: 'Answers' }]);
	return { fake, client, ben: fake.user('ben') };
}

const write = (client: Client, fake: FakeDiscord, content: string) =>
	client.rest.post(Routes.channelMessages(fake.channel('ops').id), { body: { content } });

const contents = (fake: FakeDiscord) =>
	fake
		.channel('ops')
		.messages()
		.map(({ content }) => content);

it('makes the client wait where it is rate limited, and try again where Discord is broken or the request is lost', async () => {
	const { fake, client } = await withEcho();
	const limited: number[] = [];
	client.rest.on('rateLimited', ({ timeToReset }) => limited.push(timeToReset));
	fake.fail({ method: 'POST', path: /messages$/, what: { kind: 'rate limited', seconds: 0.1 } });
	await write(client, fake, 'one');
	expect(limited).toHaveLength(1);
	fake.fail({ path: /messages$/, times: 2, what: { kind: 'broken', status: 502 } });
	await write(client, fake, 'two');
	fake.fail({ what: { kind: 'slow', milliseconds: 30 } });
	await write(client, fake, 'three');
	fake.fail({ what: { kind: 'refused', status: 400, code: 30_046, message: 'Too many edits' } });
	await expect(write(client, fake, 'four')).rejects.toMatchObject({ code: 30_046, message: 'Too many edits' });
	expect(contents(fake)).toEqual(['one', 'two', 'three']);
	expect(fake.requests.map(({ status }) => status).slice(-7)).toEqual([429, 200, 502, 502, 200, 200, 400]);
});

it('loses a request, or the answer to what was done all the same', async () => {
	const { fake, client } = await withEcho();
	fake.fail({ what: { kind: 'request lost' } });
	await write(client, fake, 'one').catch(() => {});
	const afterLostRequest = contents(fake).length;
	expect(afterLostRequest).toBeLessThanOrEqual(1);
	fake.fail({ what: { kind: 'answer lost' } });
	await write(client, fake, 'two').catch(() => {});
	expect(contents(fake).filter((content) => content === 'two').length).toBeGreaterThanOrEqual(1);
});

it('lets a client that lost its connection resume, and gives it what it missed', async () => {
	const { fake, ben } = await withEcho();
	fake.gateway.drop();
	expect((await ben.slash('ping')).text).toBe('here');
	expect(fake.gateway.counts).toMatchObject({ identified: 1, resumed: 1 });
	fake.gateway.askToReconnect();
	await fake.until('the second resume', () => (fake.gateway.counts.resumed === 2 ? true : undefined));
	expect((await ben.slash('ping')).text).toBe('here');
});

it('lets a client begin anew whose session is invalid', async () => {
	const { fake, ben } = await withEcho();
	fake.gateway.forgetSessions();
	fake.gateway.drop();
	await fake.until('a new session', () => (fake.gateway.counts.identified === 2 ? true : undefined));
	expect(fake.gateway.counts.resumed).toBe(0);
	fake.gateway.invalidate(false);
	await fake.until('one more session', () => (fake.gateway.counts.identified === 3 ? true : undefined));
	expect((await ben.slash('ping')).text).toBe('here');
});

it('is left by a client whose heartbeats it does not answer', async () => {
	const { fake, ben } = await withEcho(100);
	fake.gateway.answersHeartbeats = false;
	await fake.until('a resume', () => (fake.gateway.counts.resumed > 0 ? true : undefined));
	fake.gateway.answersHeartbeats = true;
	expect((await ben.slash('ping')).text).toBe('here');
});

it('lets nobody in with another token, nor a client that wants compression', async () => {
	const { fake } = await withEcho();
	const answer = await fetch(`${fake.api}/v10/gateway/bot`, { headers: { authorization: 'Bot other' } });
	expect(answer.status).toBe(401);
	const closed = (query: string, first?: object) =>
		new Promise((resolve) => {
			const socket = new WebSocket(
				`${fake.api.replace('http', 'ws').replace('/api', '/gateway')}?v=10&encoding=json${query}`,
			);
			socket.onopen = () => first && socket.send(JSON.stringify(first));
			socket.onclose = ({ code }) => resolve(code);
		});
	expect(await closed('&compress=zlib-stream')).toBe(4002);
	expect(await closed('', { op: 2, d: { token: 'other', intents: 1, properties: {} } })).toBe(4004);
});

it('tells two clients with one token of everything; the second answer is refused', async () => {
	const { fake, ben } = await withEcho();
	const refusals: unknown[] = [];
	const second = await withClient(
		(client) => {
			client.on('interactionCreate', async (interaction) => {
				if (!interaction.isChatInputCommand()) return;
				await fake.until('the first answer', () => (contents(fake).length > 0 ? true : undefined));
				await interaction.reply('me too').catch((error: unknown) => refusals.push(error));
			});
		},
		{ loginTo: fake },
	);
	expect((await ben.slash('ping')).text).toBe('here');
	await fake.until('the refusal', () => refusals[0]);
	expect(refusals).toMatchObject([{ code: 40_060 }]);
	expect(second.fake).toBe(fake);
});
