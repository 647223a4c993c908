import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Io, main } from '@portcullis/cli';
import { expect, onTestFinished, test } from 'vitest';
import { startFakeDiscord } from '../fake-discord/index.js';

async function runIn(
	env: Readonly<Record<string, string>>,
	untilStopped: () => Promise<string> = async () => 'SIGTERM',
) {
	const cwd = await mkdtemp(join(tmpdir(), 'portcullis-discord-'));
	onTestFinished(() => rm(cwd, { recursive: true, force: true }));
	let out = '';
	let err = '';
	const io: Io = {
		stdin: (async function* () {})(),
		stdout: { write: (text) => (out += text) },
		stderr: { write: (text) => (err += text) },
		cwd,
		env,
		clock: Date.now,
		wait: async () => {},
		untilStopped,
		newId: () => randomUUID(),
		user: () => 'ada',
	};
	const status = await main(['discord'], io);
	return { status, out, err };
}

test('the program runs the bot until it is told to end, and logs without its token', async () => {
	const fake = await startFakeDiscord();
	onTestFinished(() => fake.close());
	const ada = fake.user('ada', { administrator: true });
	const ran = await runIn({ DISCORD_TOKEN: fake.token, PORTCULLIS_DISCORD_API: fake.api }, async () => {
		const { text } = await ada.slash('cloud-init', { provider: 'aws', name: 'shop', region: 'us-east-1' });
		expect(text).toContain('you are its first CloudAdmin');
		return 'SIGTERM';
	});
	expect([ran.status, ran.out], ran.err).toEqual([0, 'stopped by SIGTERM\n']);
	const events = ran.err
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line).event);
	expect(events).toEqual(['ready', 'tenant created', 'command', 'stopped']);
	expect(ran.err).not.toContain(fake.token);
});

test('the program says what to do without a token, and with one that Discord does not take', async () => {
	const without = await runIn({});
	expect([without.status, without.err]).toEqual([2, expect.stringContaining('DISCORD_TOKEN is not set')]);
	const fake = await startFakeDiscord();
	onTestFinished(() => fake.close());
	const refused = await runIn({ DISCORD_TOKEN: 'wrong', PORTCULLIS_DISCORD_API: fake.api });
	expect([refused.status, refused.err]).toEqual([2, expect.stringContaining('DISCORD_UNREACHABLE')]);
	fake.takeBreaches();
});
