import type { Gate } from '@portcullis/core';
import { expect, test } from 'vitest';
import { providersWith } from '../end-to-end/world.js';
import type { SeenMessage } from '../fake-discord/index.js';
import { type BotWorld, botWorld, minute, reviewed, shownSession } from './bot-world.js';

const web = { project: 'shop', kind: 'vm', name: 'web', size: 'e2-small' };

/** Ada, as another front end knows her. */
function adaElsewhere({ fake, ada }: BotWorld) {
	return { tenant: fake.guildId(), actor: { id: ada.id, source: 'verified' } } as const;
}

/** Which messages were edited, one entry an edit, since so many requests of the bot. */
function editedSince({ fake }: BotWorld, before: number): string[] {
	return fake.requests.slice(before).flatMap(({ method, path }) => {
		const [, message] = /^\/channels\/\d+\/messages\/(\d+)$/.exec(path) ?? [];
		return method === 'PATCH' && message !== undefined ? [message] : [];
	});
}

/** Something that is waited for until it is given. */
function signal() {
	let give = () => {};
	const given = new Promise<void>((resolve) => {
		give = resolve;
	});
	return { given, give: () => give() };
}

const edits = (made: BotWorld, of: SeenMessage) => editedSince(made, 0).filter((id) => id === of.id).length;

test('a request shows anew what has another status by now, and leaves every other message as it is', async () => {
	const made = await botWorld();
	const { fake, gate } = made;
	await reviewed(made);
	const ben = await made.person('ben', 'CloudUser');
	const opened = async (name: string) => {
		await ben.slash('cloud-deploy', { ...web, name });
		return made.lobby();
	};
	const [replaced, rejected, waiting] = [await opened('web'), await opened('api'), await opened('jobs')];
	await gate.reject(adaElsewhere(made), shownSession(rejected), 'too dear');
	// What is approved has the status it had: showing that anew is left to the tick, which looks at every session.
	await gate.approve(adaElsewhere(made), shownSession(waiting));
	const before = fake.requests.length;
	await ben.slash('cloud-deploy', { ...web, size: 'e2-micro' });
	expect(replaced.text).toContain('superseded: create');
	expect(rejected.text).toContain('rejected: create');
	expect(editedSince(made, before).toSorted()).toEqual([replaced.id, rejected.id].toSorted());
});

test('a click on what has ended elsewhere is refused, and the message shows how it ended', async () => {
	const made = await botWorld();
	const { ada, gate } = made;
	await reviewed(made);
	const ben = await made.person('ben', 'CloudUser');
	const clicks = {
		Approve: (lobby: SeenMessage) => ada.click(lobby, 'Approve'),
		Reject: async (lobby: SeenMessage) =>
			ada.submit((await ada.click(lobby, 'Reject')).modal, { reason: 'not needed' }),
		Cancel: (lobby: SeenMessage) => ben.click(lobby, 'Cancel'),
		'Take approval back': (lobby: SeenMessage) => ada.click(lobby, 'Take approval back'),
	};
	for (const [button, click] of Object.entries(clicks)) {
		await ben.slash('cloud-deploy', web);
		const lobby = made.lobby();
		await (await ada.click(lobby, 'Approve')).followUp();
		await gate.reject(adaElsewhere(made), shownSession(lobby), 'too dear');
		expect(lobby.text, button).not.toContain('rejected');
		expect((await (await click(lobby)).followUp()).text, button).toContain('SESSION_CLOSED');
		expect(lobby.text, button).toContain('rejected: create');
		expect(lobby.text, button).toContain('too dear');
		expect(lobby.buttons, button).toEqual([]);
	}
});

test('what goes on between the look at a session and the edit of its message is shown without waiting for the tick', async () => {
	let afterLook: (() => Promise<unknown>) | undefined;
	let looks = 0;
	// Ada's click looks twice: whether the button belongs there, and then what to show.
	const overtaken = (gate: Gate): Gate => ({
		...gate,
		posts: {
			...gate.posts,
			async find(...of) {
				const found = await gate.posts.find(...of);
				looks += 1;
				if (looks === 2) await afterLook?.();
				return found;
			},
		},
	});
	const made = await botWorld({}, { through: overtaken });
	const { ada, gate } = made;
	await reviewed(made);
	const ben = await made.person('ben', 'CloudUser');
	await ben.slash('cloud-deploy', web);
	const lobby = made.lobby();
	looks = 0;
	afterLook = () => gate.reject(adaElsewhere(made), shownSession(lobby), 'too dear');
	await (await ada.click(lobby, 'Approve')).followUp();
	expect(edits(made, lobby)).toBe(2);
	expect(lobby.text).toContain('rejected: create');
	expect(lobby.buttons).toEqual([]);
});

test('a message that is gone while its session deploys is no reason to stop, nor to try again at every tick', async () => {
	const [begun, end] = [signal(), signal()];
	let held = false;
	const slow = providersWith((real) => ({
		async write(...of) {
			if (held) {
				begun.give();
				await end.given;
			}
			return real.write(...of);
		},
	}));
	const made = await botWorld({ providers: slow });
	const { fake, store, bot } = made;
	const ben = await made.person('ben', 'CloudUser');
	await ben.slash('cloud-deploy', web);
	const lobby = made.lobby();
	held = true;
	const click = await ben.click(lobby, 'Approve');
	await begun.given;
	fake.remove(lobby);
	for (let tick = 0; tick < 3; tick++) await bot.tick();
	expect(edits(made, lobby)).toBe(1);
	const stored = () => store.read((tx) => tx.sessions.get(fake.guildId(), shownSession(lobby)));
	expect((await stored())?.status).toBe('deploying');

	end.give();
	expect((await click.followUp()).text).toContain('Deployed');
	expect((await stored())?.status).toBe('completed');
	for (let tick = 0; tick < 3; tick++) await bot.tick();
	expect(edits(made, lobby)).toBe(2);
	// Who asked is told all the same, beside nothing.
	expect(fake.channel('ops').messages().at(-1)?.content).toContain('is deployed');
	expect(made.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

test('a message that is gone while its session waits is tried no more once the session is taken back', async () => {
	const made = await botWorld();
	const { fake, store, bot } = made;
	await reviewed(made);
	const ben = await made.person('ben', 'CloudUser');
	await ben.slash('cloud-deploy', web);
	const lobby = made.lobby();
	fake.remove(lobby);
	await bot.tick();
	made.wait(minute);
	expect(edits(made, lobby)).toBe(0);
	await made.gate.approve(adaElsewhere(made), shownSession(lobby));
	for (let tick = 0; tick < 4; tick++) await bot.tick();
	expect(edits(made, lobby)).toBe(2);
	const [session] = await store.read((tx) => tx.sessions.list({ tenant: fake.guildId() }));
	expect([session?.status, session?.status_reason]).toEqual(['cancelled', 'its message on Discord is gone']);
});
