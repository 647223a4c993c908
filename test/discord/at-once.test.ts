import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gate } from '@portcullis/core';
import { expect, test } from 'vitest';
import { providersWith } from '../end-to-end/world.js';
import type { Answer, SeenMessage } from '../fake-discord/index.js';
import { faultRounds } from '../faults/child.js';
import { type BotWorld, botWorld, minute, reviewed, shownSession } from './bot-world.js';

const web = { project: 'shop', kind: 'vm', name: 'web', size: 'e2-small' };
const hour = 60 * minute;

/** How a session ended, by the title of its message and by the store: they have to agree. */
async function endOf({ fake, store }: BotWorld, lobby: SeenMessage): Promise<string> {
	const session = await store.read((tx) => tx.sessions.get(fake.guildId(), shownSession(lobby)));
	const status = session?.status ?? 'gone';
	const title = lobby.embeds[0]?.title ?? '';
	expect(title).toContain(status === 'completed' ? 'deployed: create' : `${status}: create`);
	expect(lobby.buttons).toEqual([]);
	return status;
}

test('an approval and what would end the request arrive at once: one of them wins, and both are told so', async () => {
	const made = await botWorld();
	const { fake, ada, bot, root, store } = made;
	await reviewed(made, 1);
	// What one round deploys still stands in the next.
	await ada.slash('cloud-quota set', { project: 'shop', kind: 'vm', measure: 'count', limit: 4 * faultRounds });
	const ben = await made.person('ben', 'CloudUser');
	const cleo = await made.person('cleo', 'CloudAdmin');
	const words = async (answer: Promise<Answer>) => (await (await answer).followUp()).text;
	const against = {
		approve: async (lobby: SeenMessage) => words(cleo.click(lobby, 'Approve')),
		reject: async (lobby: SeenMessage) => {
			const { modal } = await cleo.click(lobby, 'Reject');
			return () => words(cleo.submit(modal, { reason: 'too dear' }));
		},
		cancel: async (lobby: SeenMessage) => words(ben.click(lobby, 'Cancel')),
		expiry: async () => {
			// Due before, and past it now: but not so late that Discord gives the other's click up.
			made.wait(2000);
			await bot.tick();
			return 'swept';
		},
	};
	const said: Readonly<Record<string, RegExp>> = {
		approve: /^Deployed: the Terraform/,
		reject: /^Rejected\.$/,
		cancel: /^Cancelled\.$/,
		expiry: /^swept$/,
	};
	const lost = /SESSION_(CLOSED|EXPIRED|DEPLOYING)/;
	let number = 0;
	for (let round = 0; round < faultRounds; round++) {
		for (const kind of ['approve', 'reject', 'cancel', 'expiry'] as const) {
			number += 1;
			const opened = await ben.slash('cloud-deploy', { ...web, name: `web${number}` });
			expect(opened.text).toContain('The request is open');
			const lobby = made.lobby();
			if (kind === 'expiry') made.wait(30 * minute - 1000);
			// A form is opened before: it is sent while the other approves.
			const ready = kind === 'reject' ? await against.reject(lobby) : () => against[kind](lobby);
			const other = typeof ready === 'function' ? ready : () => Promise.resolve(ready);
			const both = [() => words(ada.click(lobby, 'Approve')), other];
			if (round % 2 === 1) both.reverse();
			const answers = await Promise.all(both.map((act) => act()));
			if (round % 2 === 1) answers.reverse();
			const [approved = '', ended = ''] = answers;
			const about = `${kind}: ${JSON.stringify(answers)}`;
			await bot.tick();
			const status = await endOf(made, lobby);
			const won = status === 'completed';
			// Of two approvals either may be the one that deploys.
			const firstWon = kind === 'approve' ? said.approve?.test(approved) === true : won;
			expect(approved, about).toMatch(firstWon ? /^Deployed: the Terraform/ : lost);
			if (kind !== 'expiry') {
				expect(ended, about).toMatch(firstWon ? lost : (said[kind] ?? lost));
			}
			const id = shownSession(lobby);
			const rows = await store.read((tx) => tx.history.list({ tenant: fake.guildId(), session: id, limit: 50 }));
			expect(rows.filter(({ event }) => event === 'deployment.started').length, about).toBe(won ? 1 : 0);
			expect(rows.filter(({ event }) => event === 'deployment.completed').length, about).toBe(won ? 1 : 0);
			const told = fake.channel('ops').messages();
			const deployed = told.filter(({ content }) => content.includes(`web${number} in project shop is deployed`));
			expect(deployed.length, about).toBe(won ? 1 : 0);
			expect(lobby.attachments.map(({ name }) => name)).toEqual(won ? ['main.tf.json'] : []);
			const written = await readFile(join(root, 'terraform_gcp_shop', 'main.tf.json'), 'utf8').catch(() => '');
			expect(written.includes(`"web${number}"`), about).toBe(won);
		}
	}
	expect(made.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

test('what is read first and shown last does not stay: edits of one message take turns', async () => {
	let hold = 0;
	// A database that is slow with one reading: what it tells is old when it comes.
	const slow = (gate: Gate): Gate => ({
		...gate,
		posts: {
			...gate.posts,
			async find(...of) {
				const found = await gate.posts.find(...of);
				hold -= 1;
				if (hold === 0) await new Promise((resolve) => setTimeout(resolve, 400));
				return found;
			},
		},
	});
	const made = await botWorld({}, { through: slow });
	const { fake, ada } = made;
	await reviewed(made);
	const ben = await made.person('ben', 'CloudUser');
	const cleo = await made.person('cleo', 'CloudAdmin');
	await ben.slash('cloud-deploy', web);
	const lobby = made.lobby();
	// Ada's click reads twice: whether the button belongs there, and then what to show.
	hold = 2;
	const first = await ada.click(lobby, 'Approve');
	await fake.until('what is shown to be read', () => (hold === 0 ? true : undefined));
	const second = await cleo.click(lobby, 'Approve');
	expect((await second.followUp()).text).toContain('Deployed');
	await first.followUp();
	expect(lobby.text).toContain('deployed: create');
	const titles = fake.requests
		.filter(({ method, path }) => method === 'PATCH' && path.startsWith('/channels/'))
		.map(({ body }) => JSON.stringify(body).includes('deployed: create'));
	// Never back to what it was.
	expect(titles).toEqual(titles.toSorted());
});

test('a bot that ends while it deploys: the next one shows that it failed, gives the quota back, and deploys anew', async () => {
	let hang: (() => void) | undefined;
	const hanging = providersWith((real) => ({
		write(...of) {
			if (hang === undefined) return real.write(...of);
			hang();
			return new Promise<never>(() => {});
		},
	}));
	const made = await botWorld({ providers: hanging });
	const { fake, store, root } = made;
	const ben = await made.person('ben', 'CloudUser');
	await ben.slash('cloud-deploy', web);
	const lobby = made.lobby();
	const writing = new Promise<void>((resolve) => {
		hang = resolve;
	});
	await ben.click(lobby, 'Approve');
	await writing;
	hang = undefined;
	await made.restart();
	const status = () =>
		store.read(async (tx) => (await tx.sessions.get(fake.guildId(), shownSession(lobby)))?.status ?? 'gone');
	expect(await status()).toBe('deploying');
	await made.bot.tick();
	expect(lobby.text).toContain('deploying: create');
	expect(lobby.buttons).toEqual([]);
	made.wait(hour);
	await made.bot.tick();
	expect(await status()).toBe('failed');
	expect(lobby.text).toContain('failed: create');
	const file = join(root, 'terraform_gcp_shop', 'main.tf.json');
	expect(await readFile(file, 'utf8').catch(() => '')).not.toContain('google_compute_instance');

	await ben.slash('cloud-deploy', web);
	const again = made.lobby();
	await (await ben.click(again, 'Approve')).followUp();
	expect(again.text).toContain('deployed: create');
	expect((await readFile(file, 'utf8')).match(/"web"/g)).not.toBeNull();
	const resources = await store.read((tx) => tx.resources.list(fake.guildId(), 'shop'));
	expect(resources).toHaveLength(1);
});

test('a bot that ends between the commit and the edit: the next one shows what was deployed, with its Terraform', async () => {
	const made = await botWorld();
	const { fake, store } = made;
	const ben = await made.person('ben', 'CloudUser');
	await ben.slash('cloud-deploy', web);
	const lobby = made.lobby();
	fake.fail({ method: 'PATCH', path: /^\/channels/, what: { kind: 'request lost' } });
	const click = await ben.click(lobby, 'Approve');
	// It is deployed, and said so, though it could not be shown.
	expect((await click.followUp()).text).toContain('Deployed');
	expect(lobby.text).toContain('Allowed: create');
	await made.restart();
	await fake.until('the end', () => (lobby.text.includes('deployed: create') ? true : undefined));
	expect(lobby.attachments.map(({ name }) => name)).toEqual(['main.tf.json']);
	// The click of a client that has not seen it, and one that Discord delivers twice, deploy nothing more.
	click.deliverAgain();
	const resources = await store.read((tx) => tx.resources.list(fake.guildId(), 'shop'));
	expect(resources).toHaveLength(1);
});

test('a hundred commands at once are answered without holding any back', async () => {
	const { ada, log } = await botWorld();
	const answers = await Promise.all(Array.from({ length: 100 }, () => ada.slash('cloud-help')));
	expect(answers.every(({ text }) => text.includes('/cloud-deploy'))).toBe(true);
	expect(log.filter((line) => line.includes('rate limited'))).toEqual([]);
});
