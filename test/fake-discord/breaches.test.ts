import { DiscordAPIError, type Interaction, Routes } from 'discord.js';
import { expect, it } from 'vitest';
import { withClient } from './client.js';
import { type FakeDiscord, startFakeDiscord } from './index.js';

const button = (more: object = {}) => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...more });
const rows = (...parts: readonly object[]) => [{ type: 1, components: parts }];
const long = (length: number) => 'x'.repeat(length);
const fields = (count: number) => Array.from({ length: count }, () => ({ name: 'n', value: long(300) }));
const menu = (more: object) => ({ type: 3, custom_id: 'm', options: [{ label: 'a', value: 'a' }], ...more });

/** What a message may not be, and where the fake says so. */
const badMessages: readonly (readonly [what: string, body: object, problem: string])[] = [
	['a field that nobody knows', { content: 'a', colour: 3 }, 'the body: Unrecognized key: "colour"'],
	[
		'a field that nobody knows, deep inside',
		{ embeds: [{ title: 'a', fields: [{ name: 'n', value: 'v', in: 1 }] }] },
		'embeds.0.fields.0: Unrecognized key: "in"',
	],
	[
		'a button with a field that nobody knows',
		{ components: rows(button({ color: 1 })) },
		'components.0.components.0: Unrecognized key: "color"',
	],
	['nothing at all', { content: ' \n' }, 'the body: is an empty message'],
	['2,001 characters', { content: long(2_001) }, 'content: is longer'],
	['11 embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'a' })) }, 'embeds: '],
	[
		'6,001 characters over its embeds',
		{ embeds: [{ description: long(4_000) }, { description: long(2_001) }] },
		'embeds: have 6001 characters',
	],
	['26 fields', { embeds: [{ fields: fields(26) }] }, 'embeds.0.fields: '],
	[
		'an empty value of a field',
		{ embeds: [{ fields: [{ name: 'n', value: '' }] }] },
		'embeds.0.fields.0.value: is empty',
	],
	[
		'a value of 1,025 characters',
		{ embeds: [{ fields: [{ name: 'n', value: long(1_025) }] }] },
		'embeds.0.fields.0.value: ',
	],
	['an empty embed', { embeds: [{ color: 1 }] }, 'embeds.0: is an empty embed'],
	[
		'a picture that was not sent',
		{ embeds: [{ image: { url: 'attachment://a.png' } }] },
		'embeds.0.image.url: names no file',
	],
	['an attachment that was not sent', { content: 'a', attachments: [{ id: '0' }] }, 'attachments.0.id: names no file'],
	[
		'six rows',
		{ components: Array.from({ length: 6 }, (_, at) => rows(button({ custom_id: `${at}` }))[0]) },
		'components: are more than 5',
	],
	[
		'six buttons in a row',
		{ components: rows(...Array.from({ length: 6 }, (_, at) => button({ custom_id: `${at}` }))) },
		'components.0.components: ',
	],
	['a button beside a menu', { components: rows(button(), menu({})) }, 'components.0: has a menu and something'],
	[
		'a button without custom_id',
		{ components: rows(button({ custom_id: undefined })) },
		'components.0.components.0.custom_id: is missing',
	],
	[
		'a button without label',
		{ components: rows(button({ label: undefined })) },
		'components.0.components.0.label: is missing',
	],
	['a label of 81 characters', { components: rows(button({ label: long(81) })) }, 'components.0.components.0.label: '],
	[
		'a custom_id of 101 characters',
		{ components: rows(button({ custom_id: long(101) })) },
		'components.0.components.0.custom_id: ',
	],
	[
		'one custom_id twice',
		{ components: rows(button(), button({ label: 'Again' })) },
		'components: has custom_id "go" twice',
	],
	[
		'a menu that wants more than it has',
		{ components: rows(menu({ max_values: 2 })) },
		'components.0.components.0.max_values: ',
	],
	['Components V2 with content', { content: 'a', flags: 1 << 15 }, 'flags: Components V2'],
	[
		'users both named and all',
		{ content: 'a', allowed_mentions: { parse: ['users'], users: ['1'] } },
		'allowed_mentions.users',
	],
];

const option = (name: string, more: object = {}) => ({ type: 3, name, description: 'd', ...more });
const command = (more: object = {}) => ({ name: 'deploy', description: 'd', ...more });

const badCommands: readonly (readonly [what: string, body: readonly object[], problem: string])[] = [
	['a name in capitals', [command({ name: 'Deploy' })], '0.name: "Deploy" is not in lower case'],
	['a name with a space', [command({ name: 'de ploy' })], '0.name: "de ploy" has a character'],
	['an empty description', [command({ description: '' })], '0.description: '],
	['101 commands', Array.from({ length: 101 }, (_, at) => command({ name: `c${at}` })), 'commands: are 101'],
	['one name twice', [command(), command()], 'commands: has name "1:deploy" twice'],
	['26 options', [command({ options: Array.from({ length: 26 }, (_, at) => option(`o${at}`)) })], '0.options: '],
	[
		'a required option after one that is not',
		[command({ options: [option('a'), option('b', { required: true })] })],
		'0.options.1: is required',
	],
	[
		'choices with autocomplete',
		[command({ options: [option('a', { autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] })],
		'0.options.0.choices: do not go',
	],
	[
		'more than 8,000 characters',
		[
			command({
				options: Array.from({ length: 25 }, (_, at) =>
					option(`o${at}`, {
						choices: Array.from({ length: 2 }, (_c, choice) => ({
							name: `${choice}${long(80)}`,
							value: `${choice}${long(90)}`,
						})),
					}),
				),
			}),
		],
		'0: has 8',
	],
	[
		'permissions in words',
		[command({ default_member_permissions: 'ADMINISTRATOR' })],
		'0.default_member_permissions: is no string',
	],
];

const modal = (more: object, ...parts: readonly object[]) => ({
	type: 9,
	data: { custom_id: 'm', title: 't', components: parts, ...more },
});
const text = (id: string, more: object = {}) => ({
	type: 18,
	label: 'l',
	component: { type: 4, style: 1, custom_id: id, ...more },
});

const badCallbacks: readonly (readonly [what: string, to: 'slash' | 'autocomplete', body: object, problem: string])[] =
	[
		['an unknown type', 'slash', { type: 3 }, 'type: '],
		['suggestions for a command', 'slash', { type: 8, data: { choices: [] } }, 'type: 8 does not answer'],
		['a message for autocomplete', 'autocomplete', { type: 4, data: { content: 'a' } }, 'type: 4 does not answer'],
		['a defer with content', 'slash', { type: 5, data: { flags: 1 << 15 } }, 'data.flags: a defer'],
		['an empty message', 'slash', { type: 4, data: {} }, 'the body: is an empty message'],
		[
			'26 suggestions',
			'autocomplete',
			{ type: 8, data: { choices: Array.from({ length: 26 }, (_, at) => ({ name: `${at}`, value: `${at}` })) } },
			'data.choices: ',
		],
		[
			'a suggestion of 101 characters',
			'autocomplete',
			{ type: 8, data: { choices: [{ name: long(101), value: 'a' }] } },
			'data.choices.0',
		],
		['a form with a title of 46 characters', 'slash', modal({ title: long(46) }, text('a')), 'data.title: '],
		[
			'a form with six parts',
			'slash',
			modal({}, ...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => text(id))),
			'data.components: are more than 5',
		],
		[
			'a form with one custom_id twice',
			'slash',
			modal({}, text('a'), text('a')),
			'data.components: has custom_id "a" twice',
		],
		[
			'a form with a value that is too long',
			'slash',
			modal({}, text('a', { max_length: 2, value: 'abc' })),
			'data.components: a has a value',
		],
	];

/** Expects that the fake refuses it as Discord does, and notes a breach that says why. */
async function expectBreach(fake: FakeDiscord, sent: Promise<unknown>, problem: string): Promise<void> {
	const error = await sent.then(
		() => undefined,
		(refused: unknown) => refused,
	);
	expect(error instanceof DiscordAPIError && error.code).toBe(50_035);
	const problems = fake.takeBreaches().flatMap((breach) => breach.problems);
	expect(
		problems.filter((one) => one.includes(problem)),
		`${problem} among: ${problems.join('; ')}`,
	).toHaveLength(1);
}

it('refuses messages that Discord would not take', async () => {
	const { fake, client } = await withClient(() => {});
	const path = Routes.channelMessages(fake.channel('ops').id);
	for (const [what, body, problem] of badMessages) {
		await expectBreach(fake, client.rest.post(path, { body }), problem).catch((error: Error) => {
			throw new Error(`${what}: ${error.message}`);
		});
	}
	expect(fake.channel('ops').messages()).toEqual([]);
	await client.rest.post(path, {
		body: { content: 'a', components: rows(button(), { type: 2, style: 5, label: 'See', url: 'https://a.example' }) },
	});
	const change = { body: { flags: 64 } };
	await expectBreach(
		fake,
		client.rest.patch(`${path}/${fake.channel('ops').last().id}` as const, change),
		'flags: an edit',
	);
});

it('refuses commands that Discord would not register', async () => {
	const { fake, client } = await withClient(() => {});
	const path = Routes.applicationCommands(fake.applicationId);
	for (const [what, body, problem] of badCommands) {
		await expectBreach(fake, client.rest.put(path, { body }), problem).catch((error: Error) => {
			throw new Error(`${what}: ${error.message}`);
		});
	}
	await client.rest.put(path, { body: [command({ default_member_permissions: '32', nsfw: false })] });
	expect(fake.commands()[0]?.default_member_permissions).toBe('32');
});

it('refuses answers that do not fit what is asked, or that Discord would not take', async () => {
	const asked: Interaction[] = [];
	const { fake, client } = await withClient((one) =>
		one.on('interactionCreate', (interaction) => void asked.push(interaction)),
	);
	await client.rest.put(Routes.applicationCommands(fake.applicationId), {
		body: [command({ options: [option('project', { autocomplete: true })] })],
	});
	const ben = fake.user('ben');
	for (const [what, to, body, problem] of badCallbacks) {
		const sight = to === 'slash' ? ben.slash('deploy') : ben.autocomplete('deploy', 'project', 'a');
		const { id, token } = await fake.until('the interaction', () => asked.pop());
		const path = Routes.interactionCallback(id, token);
		await expectBreach(fake, client.rest.post(path, { body, auth: false }), problem).catch((error: Error) => {
			throw new Error(`${what}: ${error.message}`);
		});
		const good = to === 'slash' ? { type: 4, data: { content: 'a' } } : { type: 8, data: { choices: [] } };
		await client.rest.post(path, { body: good, auth: false });
		await sight;
	}
});

it('ends with an error that names each breach, where there is one', async () => {
	const fake = await startFakeDiscord();
	const headers = { authorization: `Bot ${fake.token}`, 'content-type': 'application/json' };
	const url = `${fake.api}/v10/channels/${fake.channel('ops').id}/messages`;
	expect((await fetch(url, { method: 'POST', headers, body: '{}' })).status).toBe(400);
	expect((await fetch(`${fake.api}/v10/nothing`, { headers })).status).toBe(404);
	await expect(fake.close()).rejects.toThrow(
		/messages, sent by the client:\n {2}the body: is an empty message[\s\S]*GET \/nothing/,
	);
});
