import { expect, onTestFinished, test } from 'vitest';
import { type FakeDiscord, type FakeUser, startFakeDiscord } from '../fake-discord/index.js';
import { Child, faultRounds } from '../faults/child.js';
import { oneOf, seededRandom } from './seeded-random.js';

const total = faultRounds >= 50 ? 2000 : 100;
const together = 5;

// What a bot says of a Discord that fails; anything else is a fault of the bot.
const expected = new Set(['reconnecting', 'rate limited']);

test(`${total} interactions with dropped sockets, invalid sessions, 429s and 5xx: each is answered, and memory stays flat`, async () => {
	const fake = await startFakeDiscord({ patience: 60_000 });
	const bot = new Child('../discord/bot-process.mjs', fake.api, fake.token);
	onTestFinished(async () => {
		await bot.kill();
		await fake.close();
	});
	await bot.line(1);
	const ada = fake.user('ada', { administrator: true });
	const ben = fake.user('ben');
	await ada.slash('cloud-init', { provider: 'gcp', name: 'shop', region: 'us-central1' });
	await ada.slash('cloud-grant', { user: 'ben', role: 'CloudUser' });
	const random = seededRandom(2026);
	const memory = async () => {
		const said = bot.lines.length;
		bot.say('memory');
		for (let line = said + 1; ; line++) {
			const [, bytes] = /^memory (\d+)$/.exec(await bot.line(line)) ?? [];
			if (bytes !== undefined) return Number(bytes);
		}
	};
	let early = 0;
	for (let done = 0; done < total; done += together) {
		if (early === 0 && done >= total / 3) early = await memory();
		await trouble(fake, random, done);
		await Promise.all(Array.from({ length: together }, (_, lane) => act(fake, ada, ben, random, done + lane)));
	}
	const late = await memory();
	const log = bot.lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
	expect(log.filter(({ event }) => !expected.has(event))).toEqual([]);
	expect(fake.gateway.counts.resumed, 'nothing was resumed').toBeGreaterThan(0);
	expect(fake.gateway.counts.identified, 'no session was invalid').toBeGreaterThan(1);
	// What was read once is kept; what is kept for each interaction would be far more.
	expect(late / early, `${early} bytes after a third, ${late} in the end`).toBeLessThan(1.25);
});

/** Something goes wrong at Discord, or on the way there. */
async function trouble(fake: FakeDiscord, random: () => number, done: number): Promise<void> {
	const chance = random();
	if (chance < 0.08) fake.gateway.drop();
	else if (chance < 0.1) fake.gateway.askToReconnect();
	else if (chance < 0.3) fake.fail({ what: { kind: 'rate limited', seconds: 0.05 } });
	else if (chance < 0.5) fake.fail({ what: { kind: 'broken', status: 503 } });
	// Once in 500, and once in the short run: what happens until the bot has a new session reaches nobody, as at Discord.
	if (done % 500 === 50) {
		const { identified } = fake.gateway.counts;
		fake.gateway.invalidate(false);
		await fake.until('a new session', () => (fake.gateway.counts.identified > identified ? true : undefined));
	}
}

/** Somebody does something, and is answered. */
async function act(
	fake: FakeDiscord,
	ada: FakeUser,
	ben: FakeUser,
	random: () => number,
	number: number,
): Promise<void> {
	const web = { project: 'shop', kind: 'vm', name: `web${number % 10}`, size: 'e2-small' };
	const acts: readonly (() => Promise<string>)[] = [
		async () => (await ben.slash('cloud-list', { project: 'shop' })).kind,
		async () => (await ben.slash('cloud-quota show', { project: 'shop' })).kind,
		async () => (await ada.slash('cloud-history')).kind,
		async () => (await ben.slash('cloud-cost', { project: 'shop' })).kind,
		async () => (await ben.slash('cloud-deploy', { ...web, check: true })).kind,
		async () => ((await ben.autocomplete('cloud-deploy', 'project', 's')).length === 1 ? 'message' : 'no suggestion'),
		async () => {
			const asked = await ben.slash('cloud-deploy', { ...web, size: number % 2 === 0 ? 'e2-small' : 'n2-standard-32' });
			const lobby = fake
				.channel('ops')
				.messages()
				.findLast(({ buttons }) => buttons.some(({ label }) => label === 'Cancel'));
			if (lobby === undefined) return asked.kind;
			const pressed = await oneOf([ada, ben], random).click(lobby, oneOf(['Details', 'Cancel', 'Approve'], random));
			if (pressed.kind === 'acknowledged') await pressed.followUp();
			return pressed.kind;
		},
	];
	const kind = await oneOf(acts, random)();
	expect(['message', 'acknowledged'], `interaction ${number}`).toContain(kind);
}
