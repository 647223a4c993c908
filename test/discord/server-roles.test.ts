import { expect, test } from 'vitest';
import { type BotWorld, botWorld, minute } from './bot-world.js';

const web = { project: 'shop', kind: 'vm', name: 'web', size: 'e2-small' };

/** What Discord is told of whom it may ping, as JSON, by each message that a request of the bot writes. */
function allowedIn(path: string, body: unknown): string[] {
	if (typeof body !== 'object' || body === null) return [];
	if (path.endsWith('/callback')) return 'data' in body ? allowedIn('', body.data) : [];
	if (!('content' in body || 'embeds' in body)) return [];
	return ['allowed_mentions' in body ? JSON.stringify(body.allowed_mentions) : 'whomever the text names'];
}

/** Two roles of the server: `devs` are users, `leads` administrators of `shop`, where everything needs approval. */
async function mapped(quorum = 1): Promise<BotWorld> {
	const made = await botWorld();
	const { ada, fake } = made;
	fake.user('uma', { roles: ['devs'] });
	fake.user('lea', { roles: ['leads'] });
	await ada.slash('cloud-grant', { members: 'devs', role: 'CloudUser' });
	await ada.slash('cloud-grant', { members: 'leads', role: 'CloudAdmin', project: 'shop' });
	await ada.slash('cloud-policy bind', {
		policy: 'cost.hourly_limit',
		level: 'soft',
		parameters: '{"max_hourly_micros": 1000}',
		project: 'shop',
		quorum,
	});
	return made;
}

test('a role of the server is given a cloud role, for a time, listed and taken back', async () => {
	const made = await botWorld();
	const { ada, fake } = made;
	const uma = fake.user('uma', { roles: ['devs'] });
	const devs = `<@&${fake.roleId('devs')}>`;
	const given = await ada.slash('cloud-grant', { members: 'devs', role: 'CloudUser', days: 7 });
	expect(given.text).toContain(`Whoever has ${devs} has \`CloudUser\` everywhere until <t:`);
	expect(given.message.pings).toEqual([]);
	expect((await ada.slash('cloud-grant', { members: 'devs', user: 'uma', role: 'CloudUser' })).text).toContain(
		'INPUT_INVALID',
	);
	expect((await ada.slash('cloud-grant', { role: 'CloudUser' })).text).toContain('INPUT_INVALID');
	expect((await uma.slash('cloud-grant', { members: 'devs', role: 'CloudAdmin' })).text).toContain(
		'CAPABILITY_MISSING',
	);
	const list = await uma.slash('cloud-grants');
	expect(list.text).toContain(`${ada.mention} has \`CloudAdmin\` everywhere.`);
	expect(list.text).toContain(`Whoever has ${devs} has \`CloudUser\``);
	expect((await fake.user('zoe').slash('cloud-grants')).text).toContain('CAPABILITY_MISSING');
	const [choice] = await ada.autocomplete('cloud-revoke', 'grant', 'devs');
	expect(choice?.name).toBe('@devs: CloudUser');
	expect((await ada.slash('cloud-revoke', { grant: String(choice?.value) })).text).toContain(
		`Whoever has ${devs} does not have \`CloudUser\` any more`,
	);
	expect((await uma.slash('cloud-projects')).text).toContain('CAPABILITY_MISSING');
});

test('what a member may do follows the roles that they have in the moment of the interaction', async () => {
	const { fake } = await mapped();
	const uma = fake.user('uma');
	expect((await uma.slash('cloud-projects')).text).toContain('shop');
	expect(await uma.autocomplete('cloud-list', 'project', '')).toEqual([{ name: 'shop', value: 'shop' }]);
	fake.user('uma', { roles: [] });
	expect((await uma.slash('cloud-projects')).text).toContain('CAPABILITY_MISSING');
	expect(await uma.autocomplete('cloud-list', 'project', '')).toEqual([]);
	fake.user('uma', { roles: ['others', 'devs'] });
	expect((await uma.slash('cloud-projects')).text).toContain('shop');
});

test('a request pings the roles that can act on it, names them, and takes the approval of a member', async () => {
	const made = await mapped();
	const { fake, ada } = made;
	await fake.user('uma').slash('cloud-deploy', web);
	const lobby = made.lobby();
	expect(lobby.pings.toSorted()).toEqual(['@ada', '@leads']);
	expect(lobby.text).toContain(`May approve: ${ada.mention}, <@&${fake.roleId('leads')}>`);
	made.wait(21 * minute);
	await made.bot.tick();
	const warning = fake
		.channel('ops')
		.messages()
		.findLast(({ content }) => content.includes('expires in less than'));
	expect(warning?.pings.toSorted()).toEqual(['@ada', '@leads']);
	const una = fake.user('una', { roles: ['devs'] });
	expect((await (await una.click(lobby, 'Approve')).followUp()).text).toContain('APPROVER_NOT_ENTITLED');
	expect((await (await fake.user('lea').click(lobby, 'Approve')).followUp()).text).toContain('Deployed');
});

test('where no change helps, the roles whose members can are named, and pinged no more than people are', async () => {
	const { ada, fake } = await mapped();
	const vic = fake.user('vic', { roles: ['guests'] });
	await ada.slash('cloud-grant', { members: 'guests', role: 'CloudViewer' });
	const denied = await vic.slash('cloud-deploy', web);
	const [devs, leads] = [`<@&${fake.roleId('devs')}>`, `<@&${fake.roleId('leads')}>`];
	const people = `${ada.mention}, members of ${devs}, members of ${leads}`;
	expect(denied.text).toContain(`Ask CloudAdmin or CloudUser\\: ${people}\\: ${vic.mention} lacks`);
	expect(denied.text).not.toContain(`<@&${fake.roleId('guests')}>`);
	expect(denied.message.pings).toEqual([]);
});

test('everybody is never pinged, whatever everybody may do and whoever types it', async () => {
	const made = await mapped();
	const { ada, fake, gate } = made;
	const caller = { tenant: fake.guildId(), actor: { id: ada.id, source: 'verified' } } as const;
	await gate.grants.add(caller, { group: fake.guildId(), role: 'CloudAdmin', project: 'shop' });
	await fake.user('uma').slash('cloud-deploy', { ...web, reason: '@everyone @here' });
	const lobby = made.lobby();
	expect(lobby.pings.toSorted()).toEqual(['@ada', '@leads']);
	expect(lobby.text).toContain('`@everyone`');
	expect(lobby.content).not.toContain('everyone');
	made.wait(21 * minute);
	await made.bot.tick();
	const { modal } = await ada.click(lobby, 'Reject');
	await (await ada.submit(modal, { reason: '@everyone @here' })).followUp();
	const all = fake.channel('ops').messages();
	expect(all.some(({ content }) => content.includes('expires in less than'))).toBe(true);
	expect(all.filter(({ content, pings }) => /everyone|here\b/.test(`${content}${pings}`))).toEqual([]);
	// Were a text to slip through, Discord would still be told to ping only whom the bot names, and never the role of all.
	const allowed = fake.requests.flatMap(({ path, body }) => allowedIn(path, body));
	expect(allowed.length).toBeGreaterThan(5);
	expect(allowed.filter((text) => /whomever|"parse":\["/.test(text) || text.includes(fake.guildId()))).toEqual([]);
});

test('who lost a role has approved nothing, and asked for nothing, that starts after that', async () => {
	const made = await mapped(2);
	const { fake, ada } = made;
	await fake.user('uma').slash('cloud-deploy', web);
	const lobby = made.lobby();
	const lea = fake.user('lea');
	expect((await (await lea.click(lobby, 'Approve')).followUp()).text).toContain('1 approval still to come');
	fake.user('lea', { roles: [] });
	expect((await (await ada.click(lobby, 'Approve')).followUp()).text).toContain('1 approval still to come');
	await fake.until('the void approval', () => (lobby.text.includes(`✗ ${lea.mention}`) ? true : undefined));
	fake.user('uma', { roles: [] });
	const lou = fake.user('lou', { roles: ['leads'] });
	expect((await (await lou.click(lobby, 'Approve')).followUp()).text).toContain('DECISION_DENIED');
	// Where Discord does not say, nothing is approved.
	fake.user('uma', { roles: ['devs'] });
	fake.fail({ method: 'GET', path: /members/, times: 4, what: { kind: 'broken', status: 500 } });
	expect((await (await lou.click(lobby, 'Approve')).followUp()).text).toContain('Something went wrong');
	fake.user('uma', { roles: ['devs'] });
	await fake.until('an answer', () => (lobby.buttons.length > 0 ? true : undefined));
});

test('what others do by the command line shows at the next tick, and what is theirs is left to them to warn of', async () => {
	const made = await mapped(2);
	const { fake, ada, gate } = made;
	const uma = fake.user('uma');
	await uma.slash('cloud-deploy', web);
	const lobby = made.lobby();
	const session = lobby.embeds[0]?.footer?.text.slice('Session '.length) ?? '';
	const caller = { tenant: fake.guildId(), actor: { id: ada.id, source: 'verified' } } as const;
	await gate.approve(caller, session);
	expect(lobby.text).not.toContain(`✓ ${ada.mention}`);
	await made.bot.tick();
	expect(lobby.text).toContain(`✓ ${ada.mention}`);
	expect(lobby.text).toContain('1 approval by');
	await gate.withdraw(caller, session);
	await made.bot.tick();
	expect(lobby.text).toContain('2 approvals by');
	await gate.reject(caller, session, 'too dear');
	await made.bot.tick();
	expect(lobby.text).toContain('too dear');
	expect(lobby.buttons).toEqual([]);

	const other = { action: 'create', project: 'shop', resources: [{ kind: 'vm', name: 'own', size: 'e2-small' }] };
	const asked = await gate.request(caller, other);
	expect(asked.kind).toBe('ok');
	made.wait(21 * minute);
	await made.bot.tick();
	expect(await gate.warnings.claim()).toHaveLength(1);
});
