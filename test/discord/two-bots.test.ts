import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres, PostgresServer } from '../contracts/postgres-server.js';
import { botWorld, minute, reviewed } from './bot-world.js';

const web = { project: 'shop', kind: 'vm', name: 'web', size: 'e2-small' };

describe.skipIf(!hasPostgres)('two bots with one token on one PostgreSQL', () => {
	let server: PostgresServer;
	beforeAll(async () => {
		server = await PostgresServer.start();
	});
	afterAll(() => server?.remove());

	test('both get every interaction; each is answered once, and done once', async () => {
		const made = await botWorld({}, { url: await server.newSchema() });
		const { fake, ada, bot, root, store } = made;
		await reviewed(made);
		const ben = await made.person('ben', 'CloudUser');
		const cleo = await made.person('cleo', 'CloudAdmin');
		const beside = await made.second();
		expect(fake.gateway.connections).toBe(2);
		const ops = fake.channel('ops');
		const lobbies = () => ops.messages().filter(({ embeds }) => embeds[0]?.footer?.text.startsWith('Session '));

		const opened = await ben.slash('cloud-deploy', web);
		expect(opened.text).toContain('The request is open');
		expect(lobbies()).toHaveLength(1);
		expect((await ben.slash('cloud-list', { project: 'shop' })).message.ephemeral).toBe(true);
		expect((await ben.autocomplete('cloud-deploy', 'project', 'sh')).map(({ value }) => value)).toEqual(['shop']);
		const { modal } = await cleo.click(made.lobby(), 'Reject');
		expect(modal.title).not.toBe('');

		const lobby = made.lobby();
		// Slower than the other bot's edit: the older state must not stay.
		fake.fail({ method: 'PATCH', path: /^\/channels/, what: { kind: 'slow', milliseconds: 300 } });
		const clicks = await Promise.all([ada.click(lobby, 'Approve'), cleo.click(lobby, 'Approve')]);
		const said = await Promise.all(clicks.map(async (click) => (await click.followUp()).text));
		expect(said.toSorted()).toEqual([
			'Deployed: the Terraform is written, and attached to the request.',
			'Your approval counts. 1 approval still to come.',
		]);
		expect(clicks.map(({ followUps }) => followUps.length)).toEqual([1, 1]);
		await fake.until('the end', () => (lobby.text.includes('deployed: create') ? true : undefined));
		expect(lobby.attachments.map(({ name }) => name)).toEqual(['main.tf.json']);
		const written = await readFile(join(root, 'terraform_gcp_shop', 'main.tf.json'), 'utf8');
		expect(lobby.attachments[0]?.text).toBe(written);

		// What is due: a warning, an expiry, an alert of the budget, the weekly report; both tick, again and again.
		await ben.slash('cloud-deploy', { ...web, name: 'api' });
		const waiting = made.lobby();
		const tick = () => Promise.all([bot.tick(), beside.tick(), bot.tick(), beside.tick()]);
		const told = () => ops.messages().map(({ text }) => text);
		made.wait(21 * minute);
		await tick();
		made.wait(10 * minute);
		await tick();
		expect(told().filter((text) => text.includes('expires in less than'))).toHaveLength(1);
		expect(waiting.text).toContain('expired: create vm/api');
		const before = ops.messages().length;
		made.wait(14 * 24 * 60 * minute);
		await tick();
		const due = ops.messages().slice(before);
		expect(due.length).toBeGreaterThan(0);
		expect(new Set(due.map(({ text }) => text)).size).toBe(due.length);
		await tick();
		expect(ops.messages()).toHaveLength(before + due.length);

		const events = await store.read((tx) => tx.history.list({ tenant: fake.guildId(), limit: 500 }));
		const count = (event: string) => events.filter((row) => row.event === event).length;
		expect([count('session.opened'), count('deployment.started'), count('session.expired')]).toEqual([2, 1, 1]);
		// The one that comes second to an interaction finds it answered, and says nothing of it to anybody.
		const bad = made.log.filter((line) => line.includes('"level":"error"'));
		expect(bad).toEqual([]);
		expect(made.log.some((line) => line.includes('answered too late'))).toBe(true);
	});

	test('what one of them showed late, from before the other went on, is shown anew', async () => {
		const made = await botWorld({}, { url: await server.newSchema() });
		const { fake, ada } = made;
		await reviewed(made);
		const ben = await made.person('ben', 'CloudUser');
		const cleo = await made.person('cleo', 'CloudAdmin');
		await ben.slash('cloud-deploy', web);
		const lobby = made.lobby();
		fake.fail({ method: 'PATCH', path: /^\/channels/, what: { kind: 'slow', milliseconds: 700 } });
		const first = await ada.click(lobby, 'Approve');
		await fake.until('the approval', () => (made.log.length > 0 ? true : undefined));
		// The other one takes over while the edit of the first is under way.
		const beside = await made.second();
		const posted = await ada.slash('cloud-list', { project: 'shop' });
		expect(posted.kind).toBe('message');
		const second = await cleo.click(lobby, 'Approve');
		expect((await second.followUp()).text).toMatch(/Deployed|counts/);
		await first.followUp();
		await Promise.all([made.bot.tick(), beside.tick()]);
		expect(lobby.text).toContain('deployed: create');
	});
});
