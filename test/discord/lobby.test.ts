import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { botWorld, minute, reviewed, shownSession } from './bot-world.js';

const web = { project: 'shop', kind: 'vm', name: 'web', size: 'e2-small' };

test('two people approve at once: both count, it is deployed once, and the message ends right', async () => {
	const made = await botWorld();
	const { fake, ada, root } = made;
	await reviewed(made);
	const ben = await made.person('ben', 'CloudUser');
	const cleo = await made.person('cleo', 'CloudAdmin');
	const opened = await ben.slash('cloud-deploy', { ...web, reason: 'the sale begins' });
	const lobby = made.lobby();
	expect(opened.text).toContain(lobby.id);
	expect(lobby.pings.toSorted()).toEqual(['@ada', '@cleo']);
	expect(lobby.text).toContain('Needs approval: create vm/web in project shop');
	expect(lobby.text).toContain('2 approvals by whoever has can_approve');
	expect(lobby.text).toContain(`<t:${(Date.UTC(2026, 10, 24, 12) + 30 * minute) / 1000}:R>`);
	expect(lobby.text).toContain('the sale begins');

	// Slower than the other's: what is shown last must be the last state all the same.
	fake.fail({ method: 'PATCH', path: /^\/channels/, what: { kind: 'slow', milliseconds: 100 } });
	const answers = await Promise.all([ada.click(lobby, 'Approve'), cleo.click(lobby, 'Approve')]);
	const said = await Promise.all(answers.map(async (answer) => (await answer.followUp()).text));
	expect(said.toSorted()).toEqual([
		'Deployed: the Terraform is written, and attached to the request.',
		'Your approval counts. 1 approval still to come.',
	]);
	await fake.until('the end', () => (lobby.text.includes('deployed: create') ? true : undefined));
	expect(lobby.buttons).toEqual([]);
	expect(lobby.text).toContain(`✓ ${ada.mention}`);
	expect(lobby.text).toContain(`✓ ${cleo.mention}`);
	expect(lobby.text).toMatch(/History.*deployment\.completed/s);
	const written = await readFile(join(root, 'terraform_gcp_shop', 'main.tf.json'), 'utf8');
	expect(lobby.attachments.map(({ name, text }) => [name, text])).toEqual([['main.tf.json', written]]);
	const told = await fake
		.channel('ops')
		.until('the result', (all) => all.find(({ content }) => content.includes('is deployed')));
	expect(told.pings.toSorted()).toEqual(['@ada', '@ben', '@cleo']);

	// The button that a slow client still shows.
	const again = await ada.forgeClick(
		made.log.length > 0 ? `pc1:approve:${shownSession(lobby)}:${'A'.repeat(43)}` : '',
		lobby,
	);
	expect((await again.followUp()).text).toContain('SESSION_CLOSED');
});

test('who asked cannot approve alone, and who may not is told so', async () => {
	const made = await botWorld();
	await reviewed(made, 1);
	const ben = await made.person('ben', 'CloudUser');
	const zoe = await made.person('zoe');
	await ben.slash('cloud-deploy', web);
	const lobby = made.lobby();
	const own = await ben.click(lobby, 'Approve');
	const refusal = (await own.followUp()).text;
	expect(refusal).toContain('APPROVER_NOT_ENTITLED');
	expect(refusal).toContain(`the approval of ${ben.mention} does not count`);
	const stranger = await zoe.click(lobby, 'Approve');
	expect((await stranger.followUp()).text).toContain('APPROVER_NOT_ENTITLED');
	expect((await zoe.click(lobby, 'Details')).text).toContain('CAPABILITY_MISSING');
	// An administrator's own request is not theirs to approve either.
	await made.ada.slash('cloud-deploy', { ...web, name: 'api' });
	const mine = await made.ada.click(made.lobby(), 'Approve');
	expect((await mine.followUp()).text).toContain('APPROVER_NOT_ENTITLED');
	expect(lobby.text).toContain('1 approval by whoever has can_approve');
	const details = await ben.click(lobby, 'Details');
	expect(details.message.ephemeral).toBe(true);
	expect(details.message.attachments.map(({ name }) => name)).toEqual(['decision.txt', 'request.json']);
});

test('rejecting asks why, and cancelling takes back: both are shown to everybody', async () => {
	const made = await botWorld();
	const { ada } = made;
	await reviewed(made);
	const ben = await made.person('ben', 'CloudUser');
	await ben.slash('cloud-deploy', web);
	const first = made.lobby();
	const form = await ada.click(first, 'Reject');
	const sent = await ada.submit(form.modal, { reason: 'too **dear** @everyone' });
	expect((await sent.followUp()).text).toBe('Rejected.');
	expect(first.text).toContain('rejected: create');
	expect(first.text).toContain('too \\*\\*dear\\*\\* \\@everyone');
	expect(first.buttons).toEqual([]);
	await ben.slash('cloud-deploy', web);
	const second = made.lobby();
	const cancelled = await ben.click(second, 'Cancel');
	expect((await cancelled.followUp()).text).toBe('Cancelled.');
	expect(second.text).toContain('cancelled: create');
});

test('a newer request for the same takes the place of the older, whose message says so', async () => {
	const made = await botWorld();
	await reviewed(made);
	const ben = await made.person('ben', 'CloudUser');
	await ben.slash('cloud-deploy', web);
	const old = made.lobby();
	await ben.slash('cloud-deploy', { ...web, size: 'e2-micro' });
	expect(old.text).toContain('superseded: create');
	expect(made.lobby().id).not.toBe(old.id);
});

test('a suggestion is asked for by who asked before, and by nobody else', async () => {
	const made = await botWorld();
	const ben = await made.person('ben', 'CloudUser');
	await made.ada.slash('cloud-policy bind', {
		policy: 'cost.hourly_limit',
		level: 'soft',
		parameters: '{"max_hourly_micros": 25000}',
		project: 'shop',
	});
	await ben.slash('cloud-deploy', { ...web, size: 'e2-medium' });
	const lobby = made.lobby();
	const [button] = lobby.buttons.filter(({ label }) => label.startsWith('Use '));
	const others = await made.ada.click(lobby, button?.label ?? '');
	expect(others.text).toContain(`Only ${ben.mention} can use this`);
	const asked = await ben.click(lobby, button?.label ?? '');
	expect(asked.text).toContain('The request is allowed');
	expect(lobby.text).toContain('superseded: create');
	expect(made.lobby().text).toContain('Allowed: create vm/web in project shop');
	// What is denied has suggestions as well, on the personal answer.
	const denied = await ben.slash('cloud-deploy', { ...web, name: 'big', size: 'n2-standard-32' });
	expect(denied.text).toContain('Denied: create vm/big in project shop');
	expect(denied.message.ephemeral).toBe(true);
	const instead = await ben.click(denied.message, 'Use e2-small');
	expect(instead.text).toContain('The request is');
});

test('a forged button, one of another server, one of another message and one of another version do nothing', async () => {
	const made = await botWorld();
	const { fake, ada, store } = made;
	const ben = await made.person('ben', 'CloudUser');
	await ben.slash('cloud-deploy', web);
	const lobby = made.lobby();
	const id = shownSession(lobby);
	await ben.slash('cloud-deploy', { ...web, name: 'api' });
	const another = made.lobby();
	fake.user('ada', { guild: 'globex', administrator: true });
	const approve = lobby.buttons.find(({ label }) => label === 'Approve & Deploy')?.customId ?? '';
	const stray = 'This button does not belong to what it is on. Nothing was done.';
	const onAnother = await ada.forgeClick(approve, another);
	expect((await onAnother.followUp()).text).toBe(stray);
	const elsewhere = await ada.forgeClick(approve, lobby, { guild: 'globex' });
	expect((await elsewhere.followUp()).text).toBe(stray);
	const unknown = await ada.forgeClick(`pc1:approve:${'0'.repeat(32)}:${'A'.repeat(43)}`, lobby);
	expect((await unknown.followUp()).text).toBe(stray);
	for (const forged of ['pc0:approve:x', 'approve', 'pc1::', 'pc1:nothing:x']) {
		expect((await ada.forgeClick(forged, lobby)).text).toContain('earlier version');
	}
	// What was shown is not what stands there: another digest is refused by the gate.
	const digest = createHash('sha256').update('another').digest('base64url');
	const changed = await ada.forgeClick(`pc1:approve:${id}:${digest}`, lobby);
	expect((await changed.followUp()).text).toContain('SUBJECT_CHANGED');
	const sessions = await store.read((tx) => tx.sessions.list({ tenant: fake.guildId() }));
	expect(sessions.map(({ status }) => status)).toEqual(['open', 'open']);
});

test('a restart loses nothing: buttons of the earlier process work, and what ended meanwhile is shown', async () => {
	const made = await botWorld();
	const { fake, gate, ada } = made;
	const ben = await made.person('ben', 'CloudUser');
	await reviewed(made);
	await ben.slash('cloud-deploy', web);
	const first = made.lobby();
	await ben.slash('cloud-deploy', { ...web, name: 'api' });
	const second = made.lobby();
	const registered = fake.requests.filter(({ method }) => method === 'PUT').length;
	await made.bot.stop();
	const caller = { tenant: fake.guildId(), actor: { id: ada.id, source: 'verified' } } as const;
	await gate.reject(caller, shownSession(second), 'by another way');
	await made.restart();
	await fake.until('the rejection', () => (second.text.includes('rejected: create') ? true : undefined));
	expect(fake.requests.filter(({ method }) => method === 'PUT').length).toBe(registered);
	const click = await ada.click(first, 'Approve');
	expect((await click.followUp()).text).toBe('Your approval counts. 1 approval still to come.');
	await fake.until('the count', () => (first.text.includes('1 approval by') ? true : undefined));
});

test('it waits 29 minutes and not 31: it is warned of before, marked expired by the sweep, and stays to be read', async () => {
	const made = await botWorld();
	const { fake, ada, bot } = made;
	await reviewed(made);
	const ben = await made.person('ben', 'CloudUser');
	await ben.slash('cloud-deploy', web);
	const lobby = made.lobby();
	made.wait(21 * minute);
	// Two bots, one warning.
	const beside = await made.second();
	await Promise.all([bot.tick(), beside.tick()]);
	await bot.tick();
	await beside.stop();
	const warnings = () =>
		fake
			.channel('ops')
			.messages()
			.filter(({ content }) => content.includes('expires in less than 10 minutes'));
	expect(warnings().map(({ pings }) => pings)).toEqual([['@ada']]);
	made.wait(8 * minute);
	const click = await ada.click(lobby, 'Approve');
	expect((await click.followUp()).text).toContain('Your approval counts');
	made.wait(2 * minute);
	const late = await ada.click(lobby, 'Approve');
	expect((await late.followUp()).text).toContain('SESSION_EXPIRED');
	await bot.tick();
	expect(lobby.text).toContain('expired: create vm/web in project shop');
	expect(lobby.text).toContain('Expired');
	expect(lobby.buttons).toEqual([]);
	expect(lobby.text).toContain('15.23 USD a month');
});

test('what nobody can see is not deployed: where the bot may not write, or its message is gone', async () => {
	const made = await botWorld();
	const { fake, ada, store } = made;
	const ben = await made.person('ben', 'CloudUser');
	fake.denyChannel('ops', 'send');
	const refused = await ben.slash('cloud-deploy', web);
	expect(refused.text).toContain('cannot write in this channel');
	fake.denyChannel('ops', 'nothing');
	await reviewed(made);
	await ben.slash('cloud-deploy', { ...web, name: 'api' });
	const lobby = made.lobby();
	fake.remove(lobby);
	const gone = await ada.forgeClick(`pc1:approve:${shownSession(lobby)}:${'A'.repeat(43)}`, lobby);
	await gone.followUp();
	const sessions = await store.read((tx) => tx.sessions.list({ tenant: fake.guildId() }));
	expect(sessions.map(({ status, status_reason }) => [status, status_reason])).toEqual([
		['cancelled', 'its message on Discord is gone'],
		['cancelled', 'its message on Discord is gone'],
	]);
});
