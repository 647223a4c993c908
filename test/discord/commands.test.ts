import { expect, test } from 'vitest';
import type { OptionValues, SeenMessage } from '../fake-discord/index.js';
import { type BotWorld, botWorld, minute } from './bot-world.js';

const day = 24 * 60 * minute;

// What a stranger is told.
const missing = 'CAPABILITY_MISSING';

test('an administrator who comes first sets the server up; anybody else is told who can', async () => {
	const { fake, gate } = await botWorld();
	const where = { guild: 'globex' };
	const mia = fake.user('mia', { guild: 'globex' });
	expect((await mia.slash('cloud-projects', {}, where)).text).toContain('Nobody has set this server up yet');
	const noor = fake.user('noor', { guild: 'globex', administrator: true });
	expect((await noor.slash('cloud-projects', {}, where)).text).toContain('you are its first CloudAdmin');
	expect((await mia.slash('cloud-projects', {}, where)).text).toContain('CAPABILITY_MISSING');
	const caller = { tenant: fake.guildId('globex'), actor: { id: noor.id, source: 'verified' } } as const;
	const rows = await gate.history(caller);
	expect(rows.kind === 'ok' && rows.value.map(({ event, actor }) => [event, actor])).toEqual([
		['tenant.created', noor.id],
	]);
	// What is of one server is not seen in another.
	expect((await noor.slash('cloud-projects', {}, where)).text).not.toContain('shop');
});

test('projects are added, listed with what they cost, and refused with every field at fault', async () => {
	const { fake, ada } = await botWorld();
	const added = await ada.slash('cloud-init', {
		provider: 'aws',
		name: 'data',
		region: 'eu-west-1',
		environment: 'production',
		budget: 250,
	});
	expect(added.text).toContain('Project `data` is under governance.');
	const list = await ada.slash('cloud-projects');
	expect(list.message.ephemeral).toBe(true);
	expect(list.text).toContain('`data` aws, production, `eu-west-1`');
	expect(list.text).toContain('0.00 USD this month, 0 % of 250.00 USD, 0 % in the month');
	const wrong = await ada.slash('cloud-init', { provider: 'aws', name: 'Data Team', region: 'eu-west-1' });
	expect(wrong.text).toContain('`name`');
	expect(wrong.text).toContain('given: `Data Team`');
	expect(wrong.text).toContain('INPUT_INVALID');
	expect((await ada.slash('cloud-init', { provider: 'gcp', name: 'data', region: 'us-central1' })).text).toContain(
		'PROJECT_EXISTS',
	);
	const regions = await ada.autocomplete('cloud-init', 'region', 'us-cent', { provider: 'gcp', name: 'x' });
	expect(regions).toContainEqual({ name: 'us-central1', value: 'us-central1' });
	expect(fake.commands().find(({ name }) => name === 'cloud-init')?.default_member_permissions).not.toBeNull();
});

test('what is offered is what the asker may see', async () => {
	const made = await botWorld();
	await made.ada.slash('cloud-init', { provider: 'gcp', name: 'secret-plan', region: 'us-central1' });
	const ben = made.fake.user('ben');
	await made.ada.slash('cloud-grant', { user: 'ben', role: 'CloudUser', project: 'shop' });
	const zoe = made.fake.user('zoe');
	const names = async (who: typeof ben) =>
		(await who.autocomplete('cloud-deploy', 'project', '')).map(({ name }) => name);
	expect(await names(made.ada)).toEqual(['secret-plan', 'shop']);
	expect(await names(ben)).toEqual(['shop']);
	expect(await names(zoe)).toEqual([]);
	const sizes = await ben.autocomplete('cloud-deploy', 'size', 'e2-m', { project: 'shop', kind: 'vm' });
	expect(sizes.map(({ name }) => name)).toContain('e2-medium');
	expect((await ben.autocomplete('cloud-deploy', 'size', '', { project: 'shop', kind: 'vm' })).length).toBe(25);
	const grants = await made.ada.autocomplete('cloud-revoke', 'grant', 'CloudUser');
	expect(grants.map(({ name }) => name)).toEqual([expect.stringContaining('CloudUser in shop')]);
});

test('a form asks for what is missing, and “check” only says what would be decided', async () => {
	const made = await botWorld();
	const ben = await made.person('ben', 'CloudUser');
	const form = await ben.slash('cloud-deploy', { project: 'shop', kind: 'vm', name: 'web', check: true });
	expect(form.modal.title).toBe('Deploy: Virtual machine');
	expect(form.modal.fields.map(({ customId, value }) => [customId, value])).toEqual([
		['name', 'web'],
		['size', ''],
		['region', ''],
		['count', ''],
		['more', ''],
	]);
	const checked = await ben.submit(form.modal, {
		size: 'small',
		more: 'disk.size_gib = 64\ntags.owner = platform',
	});
	expect(checked.text).toContain('Allowed: create vm/web in project shop');
	expect(checked.text).toContain('`disk.size_gib=64`');
	expect(checked.text).toContain('Only checked: nothing is stored.');
	const tenant = made.fake.guildId();
	expect(await made.store.read((tx) => tx.sessions.list({ tenant }))).toEqual([]);
	const asked = await ben.click(checked.message, 'Request it');
	expect(asked.text).toContain('The request is allowed');
	// A line that is none, and a field that does not exist.
	const second = await ben.slash('cloud-deploy', { project: 'shop', kind: 'network' });
	const lines = { name: 'net', cidr: '10.0.0.0/16', subnets: 'a 10.0.1.0/24 public' };
	expect((await ben.submit(second.modal, { ...lines, more: 'what?' })).text).toContain('is not of the form');
	expect((await ben.submit(second.modal, { ...lines, more: 'colour = red' })).text).toContain('unknown field');
	made.wait(16 * minute);
	expect((await ben.forgeClick('pc1:ask:000000000000000000000000', made.lobby())).text).toContain('too long ago');
});

test('a template makes a whole application, from the button too', async () => {
	const made = await botWorld();
	const ben = await made.person('ben', 'CloudUser');
	const help = await ben.slash('cloud-help');
	const form = await ben.click(help.message, 'Deploy 3-tier app');
	const asked = await ben.submit(form.modal, { project: 'shop', name: 'store' });
	expect(asked.text).toMatch(/The request is|Denied|Refused/);
	const lobby = made.lobby();
	expect(lobby.text).toContain(
		'create database/store-db, network/store-net, vm/store-app, vm/store-web in project shop',
	);
	const again = await ben.slash('cloud-deploy', { project: 'shop', kind: 'three-tier' });
	const wrong = await ben.submit(again.modal, { name: 'store', parameters: 'web_count = many' });
	expect(wrong.text).toContain('INPUT_INVALID');
});

test('quotas are shown as bars, set and overridden by those who may', async () => {
	const made = await botWorld();
	const ben = await made.person('ben', 'CloudUser');
	const about = { project: 'shop', kind: 'vm', limit: 4 };
	expect((await ben.slash('cloud-quota set', about)).text).toContain('CAPABILITY_MISSING');
	expect((await made.ada.slash('cloud-quota set', about)).text).toContain('number of vm of project shop is 4 now');
	const raised = await made.ada.slash('cloud-quota override', { ...about, limit: 9, hours: 24, reason: 'sale' });
	expect(raised.text).toContain('is 9 until <t:');
	const shown = await ben.slash('cloud-quota show', { project: 'shop' });
	expect(shown.text).toContain('░░░░░░░░░░ 0 of 9');
	expect(shown.text).toContain('sale');
	await made.ada.slash('cloud-quota set', { user: 'ben', measure: 'vcpu', limit: 0.5, per: 'day' });
	expect((await ben.slash('cloud-quota show')).text).toContain('0 vCPU of 0.5 vCPU');
	const both = await made.ada.slash('cloud-quota set', { ...about, user: 'ben' });
	expect(both.text).toContain('INPUT_INVALID');
});

test('roles are granted for a time and taken back, and the last administrator stays', async () => {
	const made = await botWorld();
	const { ada, fake } = made;
	const ben = fake.user('ben');
	const granted = await ada.slash('cloud-grant', { user: 'ben', role: 'CloudUser', project: 'shop', days: 7 });
	expect(granted.text).toContain(`${ben.mention} has \`CloudUser\` in \`shop\` until <t:`);
	expect(granted.message.pings).toEqual([]);
	expect((await ben.slash('cloud-projects')).text).toContain('shop');
	made.wait(8 * day);
	expect((await ben.slash('cloud-projects')).text).toContain('CAPABILITY_MISSING');
	expect((await ada.slash('cloud-grant', { user: 'ben', role: 'King' })).text).toContain('ROLE_UNKNOWN');
	const own = (await ada.autocomplete('cloud-revoke', 'grant', 'CloudAdmin'))[0]?.value;
	expect((await ada.slash('cloud-revoke', { grant: String(own) })).text).toContain('LAST_ADMIN');
	const bens = (await ada.autocomplete('cloud-revoke', 'grant', 'CloudUser'))[0]?.value;
	expect((await ada.slash('cloud-revoke', { grant: String(bens) })).text).toContain(
		'does not have `CloudUser` any more',
	);
});

test('policies are listed, shown, bound and unbound', async () => {
	const made = await botWorld();
	const { ada } = made;
	const ben = await made.person('ben', 'CloudUser');
	const bound = { policy: 'tags.required', level: 'advisory', parameters: '{"tags": {"owner": ".+"}}' };
	expect((await ben.slash('cloud-policy bind', bound)).text).toContain('CAPABILITY_MISSING');
	expect((await ada.slash('cloud-policy bind', { ...bound, parameters: '[' })).text).toContain('must be a JSON object');
	expect((await ada.slash('cloud-policy bind', { ...bound, parameters: '{"no": 1}' })).text).toContain('INPUT_INVALID');
	const list = await ben.slash('cloud-policy list');
	expect(list.text).toContain('**hard** `permissions.capability` `everywhere`');
	const shown = await ben.slash('cloud-policy show', { policy: 'cost.hourly_limit' });
	expect(shown.text).toContain('`max_hourly_micros = 1000000`');
	const choice = (await ada.autocomplete('cloud-policy unbind', 'binding', 'spend'))[0];
	expect((await ada.slash('cloud-policy unbind', { binding: String(choice?.value) })).text).toContain(
		'quotas.spend` is not bound',
	);
});

/** Lets copies of what was deployed first stand beside it, by the names `web10` and so on: asking for each takes long. */
async function copyFirst({ store, fake }: BotWorld, copies: number): Promise<void> {
	await store.write(async (tx) => {
		const [first] = await tx.resources.list(fake.guildId());
		if (first === undefined) throw new Error('nothing stands yet');
		for (let index = 10; index < 10 + copies; index++) {
			const name = `web${index}`;
			await tx.resources.put({ ...first, address: `vm/${name}`, resource: { ...first.resource, name } });
		}
	});
}

test('what stands is listed by pages, changed and removed; costs, history and export tell of it', async () => {
	const made = await botWorld();
	const { ada, fake } = made;
	const ben = await made.person('ben', 'CloudUser');
	expect((await ben.slash('cloud-list')).text).toContain('Nothing stands yet');
	await ben.slash('cloud-deploy', { project: 'shop', kind: 'vm', name: 'web', size: 'e2-small' });
	await (await ben.click(made.lobby(), 'Approve')).followUp();
	await copyFirst(made, 20);
	const list = await ben.slash('cloud-list', { project: 'shop' });
	expect(list.text).toContain('`shop` `vm/web` written, 15.23 USD a month');
	expect(list.text).toContain('Page 1/2');
	const second = await ben.click(list.message, 'Next');
	await fake.until('the second page', () => (list.message.text.includes('Page 2/2') ? true : undefined));
	expect(second.kind).toMatch(/acknowledged|update/);

	made.wait(day);
	const cost = await ben.slash('cloud-cost', { project: 'shop' });
	expect(cost.text).toMatch(/0\.50 USD until now, .* USD by the end of the month/);
	expect(cost.text).toContain('Virtual machine: 0.50 USD');
	const [chart] = cost.message.attachments;
	expect(chart).toMatchObject({ name: 'cost.png', contentType: 'image/png' });
	expect(chart?.description).toMatch(/^Costs in 2026-11.*\nshop: 0\.50 USD until now/);
	expect(chart?.bytes.slice(1, 4)).toEqual(new TextEncoder().encode('PNG'));
	await ben.slash('cloud-modify', {
		project: 'shop',
		resource: 'vm/web',
		size: 'e2-medium',
		set: 'disk.size_gib = 40',
	});
	expect(made.lobby().text).toContain('`size=e2-small -> e2-medium` `disk.size_gib=30 -> 40`');
	expect((await ben.slash('cloud-modify', { project: 'shop', resource: 'vm/none' })).text).toContain(
		'RESOURCE_UNKNOWN',
	);
	const offered = await ada.autocomplete('cloud-delete', 'resource', 'web1', { project: 'shop' });
	expect(offered).toContainEqual({ name: 'vm/web10', value: 'vm/web10' });
	expect((await ben.slash('cloud-delete', { project: 'shop', resource: 'vm/web' })).text).toContain(
		'Denied: delete vm/web in project shop',
	);
	await ada.slash('cloud-delete', { project: 'shop', resource: 'vm/web', reason: 'not needed' });
	expect(made.lobby().text).toContain('Allowed: delete vm/web in project shop');

	const history = await ben.slash('cloud-history', { project: 'shop', user: 'ben' });
	expect(history.text).toContain('`deployment.completed`');
	const file = await ada.slash('cloud-history', { export: true });
	const rows = file.message.attachments[0]?.text
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line));
	expect(rows?.[0]).toMatchObject({ seq: 1, event: 'tenant.created' });
	expect(rows?.length).toBeGreaterThan(5);
});

test('a page that is there no more is the nearest that is, and a list that has become empty says so', async () => {
	const made = await botWorld();
	const { ada, fake, store } = made;
	await ada.slash('cloud-deploy', { project: 'shop', kind: 'vm', name: 'web', size: 'e2-small' });
	await (await ada.click(made.lobby(), 'Approve')).followUp();
	await copyFirst(made, 15);
	const open = async () => (await ada.slash('cloud-list', { project: 'shop' })).message;
	const [shorter, empty, forged] = [await open(), await open(), await open()];
	const toSecond = shorter.buttons.find(({ label }) => label === 'Next')?.customId ?? '';
	const changed = (list: SeenMessage, text: string) =>
		fake.until(text, () => (list.text.includes(text) ? true : undefined));
	// No button leads there, but anybody can send what it would. The last page is shown between, to see each change.
	for (const page of ['-3', '1.5', 'x']) {
		await ada.forgeClick(toSecond.replace(/1$/, '7'), forged);
		await changed(forged, 'Page 2/2');
		await ada.forgeClick(toSecond.replace(/1$/, page), forged);
		await changed(forged, 'Page 1/2');
		expect(forged.text.match(/`vm\/web/g), page).toHaveLength(15);
	}

	const remove = (name: string) => store.write((tx) => tx.resources.remove(fake.guildId(), 'shop', `vm/${name}`));
	await remove('web24');
	await ada.click(shorter, 'Next');
	await changed(shorter, 'Page 1/1');
	expect(shorter.text.match(/`vm\/web/g)).toHaveLength(15);
	expect(shorter.buttons).toEqual([]);

	await remove('web');
	for (let index = 10; index < 24; index++) await remove(`web${index}`);
	await ada.click(empty, 'Next');
	await changed(empty, 'Nothing stands yet');
	expect([empty.embeds, empty.buttons]).toEqual([[], []]);
});

test('every command refuses who may not, and what there is not, with the code that says so', async () => {
	const made = await botWorld();
	const { ada, fake } = made;
	// Discord's administrators may see every command, and that is all.
	const zoe = fake.user('zoe', { administrator: true });
	const vm = { project: 'shop', kind: 'vm', name: 'web', size: 'e2-small' };
	const waiver = { policy: 'cost.hourly_limit', reason: 'test', days: 1 };
	const quota = { project: 'shop', kind: 'vm', limit: 4 };
	const raised = { ...quota, hours: 1, reason: 'sale' };
	const file = { name: 'x.rego', content: 'package x' };
	const nothing = { project: 'none' };
	// What is asked, what a stranger is told, and what an administrator is told of what there is not.
	const refusals: readonly (readonly [string, OptionValues, string, OptionValues, string])[] = [
		[
			'cloud-init',
			{ provider: 'gcp', name: 'a', region: 'us-central1' },
			missing,
			{ provider: 'gcp', name: 'a', region: 'mars' },
			'INPUT_INVALID',
		],
		['cloud-projects', {}, missing, {}, 'shop'],
		['cloud-deploy', vm, missing, { ...vm, ...nothing }, 'PROJECT_UNKNOWN'],
		[
			'cloud-modify',
			{ project: 'shop', resource: 'vm/web' },
			missing,
			{ project: 'shop', resource: 'vm/none' },
			'RESOURCE_UNKNOWN',
		],
		[
			'cloud-delete',
			{ project: 'shop', resource: 'vm/web' },
			missing,
			{ project: 'shop', resource: 'vm/none' },
			'INPUT_INVALID',
		],
		['cloud-list', {}, missing, nothing, 'PROJECT_UNKNOWN'],
		['cloud-quota show', {}, missing, nothing, 'PROJECT_UNKNOWN'],
		['cloud-quota set', quota, missing, { ...quota, ...nothing }, 'PROJECT_UNKNOWN'],
		['cloud-quota override', raised, missing, { ...raised, ...nothing }, 'PROJECT_UNKNOWN'],
		['cloud-cost', {}, missing, nothing, 'PROJECT_UNKNOWN'],
		['cloud-policy list', {}, missing, {}, 'permissions.capability'],
		['cloud-policy show', { policy: 'cost.hourly_limit' }, missing, { policy: 'no.such' }, 'is not bound here'],
		[
			'cloud-policy bind',
			{ policy: 'cost.price_known', level: 'soft' },
			missing,
			{ policy: 'no.such', level: 'soft' },
			'POLICY_UNKNOWN',
		],
		['cloud-policy unbind', { binding: 'x' }, 'BINDING_UNKNOWN', { binding: 'x' }, 'BINDING_UNKNOWN'],
		['cloud-policy add', { file }, missing, { file: { ...file, content: 'x'.repeat(400_000) } }, 'too large'],
		['cloud-waive request', { ...waiver, project: 'shop' }, missing, { ...waiver, ...nothing }, 'PROJECT_UNKNOWN'],
		['cloud-waive list', {}, missing, {}, 'no waivers'],
		['cloud-waive revoke', { waiver: 'x' }, 'WAIVER_UNKNOWN', { waiver: 'x' }, 'WAIVER_UNKNOWN'],
		['cloud-history', {}, missing, { event: 'nothing' }, 'INPUT_INVALID'],
		['cloud-grant', { user: 'zoe', role: 'CloudUser' }, missing, { user: 'zoe', role: 'King' }, 'ROLE_UNKNOWN'],
		['cloud-grants', {}, missing, {}, 'CloudAdmin'],
		['cloud-revoke', { grant: 'x' }, 'GRANT_UNKNOWN', { grant: 'x' }, 'GRANT_UNKNOWN'],
		['cloud-help', {}, '/cloud-deploy', {}, '/cloud-deploy'],
	];
	for (const [command, strange, refusal, wrong, told] of refusals) {
		expect.soft((await zoe.slash(command, strange)).text, command).toContain(refusal);
		expect.soft((await ada.slash(command, wrong)).text, command).toContain(told);
	}
	// A command that is added belongs into the table.
	const all = fake.commands().flatMap(({ name, options = [] }) => {
		const parts = options.filter(({ type }) => type === 1).map((part) => `${name} ${part.name}`);
		return parts.length === 0 ? [name] : parts;
	});
	expect(refusals.map(([command]) => command).toSorted()).toEqual(all.toSorted());
});

test('the history is filtered by person, request and kind of event, on every page and in the file', async () => {
	const made = await botWorld();
	const { ada, fake } = made;
	const ben = await made.person('ben', 'CloudUser');
	await ben.slash('cloud-deploy', { project: 'shop', kind: 'vm', name: 'web', size: 'e2-small' });
	const session = made.lobby().embeds[0]?.footer?.text.slice('Session '.length) ?? '';
	await (await ben.click(made.lobby(), 'Approve')).followUp();
	for (let index = 0; index < 17; index++) {
		await ada.slash('cloud-grant', { user: 'ben', role: 'CloudViewer', days: index + 1 });
	}
	const events = (text: string) => [...text.matchAll(/\*\*`([a-z_.]+)`\*\*/g)].map(([, event]) => event);
	const ofSession = await ada.slash('cloud-history', { project: 'shop', session });
	expect(events(ofSession.text)).toEqual([
		'deployment.completed',
		'deployment.started',
		'session.approved',
		'session.opened',
	]);
	expect(events((await ada.slash('cloud-history', { session, event: 'session' })).text)).toHaveLength(2);
	expect((await ada.slash('cloud-history', { session: 'none' })).text).toContain('SESSION_UNKNOWN');
	expect(await ada.autocomplete('cloud-history', 'session', 'vm/web')).toEqual([
		{ name: 'create vm/web in project shop (completed)', value: session },
	]);
	expect((await ada.autocomplete('cloud-history', 'event', 'session.app'))[0]?.value).toBe('session.approved');
	expect(await fake.user('zoe').autocomplete('cloud-history', 'session', '')).toEqual([]);

	const filter = { user: 'ada', event: 'grant.added' };
	const first = await ada.slash('cloud-history', filter);
	expect(events(first.text)).toHaveLength(15);
	await ada.click(first.message, 'Older');
	await fake.until('the older rows', () => (first.message.text.includes('#3 ') ? true : undefined));
	expect(events(first.message.text)).toEqual(['grant.added', 'grant.added', 'grant.added']);
	const file = await ada.slash('cloud-history', { ...filter, export: true });
	const rows = (file.message.attachments[0]?.text ?? '').trim().split('\n');
	expect(new Set(rows.map((line) => JSON.parse(line).event))).toEqual(new Set(['grant.added']));
	expect(rows).toHaveLength(18);
});

test('what people wrote pings nobody, links nowhere and formats nothing', async () => {
	const made = await botWorld();
	const ben = await made.person('ben', 'CloudUser');
	const hostile = '@everyone <@1> **b** [x](http://evil.example) \u202Egnp\u200B </cloud-grant:1> <t:1:R> ```';
	await ben.slash('cloud-deploy', { project: 'shop', kind: 'vm', name: 'web', size: 'e2-small', reason: hostile });
	const { text, pings } = made.lobby();
	expect(pings).toEqual([]);
	expect(text).toContain('\\@everyone \\<\\@1\\> \\*\\*b\\*\\* \\[x\\]\\(http\\:\\/\\/evil\\.example\\)');
	expect(text).not.toMatch(/[\u202E\u200B]/);
	const named = await ben.slash('cloud-deploy', {
		project: 'shop',
		kind: 'vm',
		name: '@everyone `x`',
		size: 'e2-small',
	});
	expect(named.text).toContain('given: `@everyone ˋxˋ`');
	const long = await ben.slash('cloud-deploy', {
		project: 'shop',
		kind: 'vm',
		name: 'a',
		size: 'x',
		more: `tags.a = ${'ä'.repeat(900)}`,
	});
	expect(long.text).toContain('Refused');
	expect((await ben.slash('cloud-policy show', { policy: '**[x](http://evil.example)**' })).text).toContain(
		'`**[x](http://evil.example)**`',
	);
});

test('a fault is told by an id, which the log explains without tokens', async () => {
	const made = await botWorld();
	const { fake, ada, log } = made;
	fake.fail({ method: 'PATCH', path: /webhooks/, times: 2, what: { kind: 'broken', status: 500 } });
	const answer = await ada.slash('cloud-projects');
	const id = /\*\*([0-9a-f]{8})\*\*/.exec(answer.text)?.[1];
	expect(answer.text).toContain('Something went wrong on our side');
	const line = log.find((one) => one.includes(`"id":"${id}"`)) ?? '';
	expect(JSON.parse(line)).toMatchObject({ level: 'error', event: 'fault' });
	expect(log.join('\n')).not.toContain('a-token-of');
	expect(log.join('\n')).not.toContain(fake.token);
});

test('a budget that is nearly spent and the week that ended are told once, by one of two bots', async () => {
	const made = await botWorld();
	const { ada, fake, gate } = made;
	await ada.slash('cloud-init', { provider: 'gcp', name: 'small', region: 'us-central1', budget: 0.5 });
	await ada.slash('cloud-deploy', { project: 'small', kind: 'vm', name: 'web', size: 'e2-small' });
	await (await ada.click(made.lobby(), 'Approve')).followUp();
	const beside = await made.second();
	const both = () => Promise.all([made.bot.tick(), beside.tick()]);
	const said = (text: string) =>
		fake
			.channel('ops')
			.messages()
			.filter((one) => one.text.includes(text)).length;
	await both();
	expect(said('has spent')).toBe(0);
	made.wait(0.9 * day);
	await both();
	expect([said('small has spent 80 %'), said('small has spent 50 %'), said('The week')]).toEqual([1, 0, 0]);
	made.wait(5 * day);
	await both();
	await both();
	expect([said('has spent 80 %'), said('has spent 100 %'), said('The week')]).toEqual([1, 1, 1]);
	expect(
		fake
			.channel('ops')
			.messages()
			.find((one) => one.text.includes('The week'))?.text,
	).toContain('deployed: 1');
	expect(await gate.notices.claim()).toEqual([]);
	await beside.stop();
});
