// Shows the Discord bot without a token: the real bot logs in to a Discord of its own on the loopback, three people use
// it for a day, and what they saw is printed: npm run demo:discord
//
//   --out FOLDER   where the pages and pictures go; .portcullis/demo-discord, if left out
//
// Each channel becomes a page of HTML too, and a picture of it where a Chromium is found on the PATH.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine, createGate, openStore } from '@portcullis/core';
import { createDiscordFrontend } from '@portcullis/discord';
import { createCatalogue, defaultBundle, tenantDefaults } from '@portcullis/policies';
import { createProviders, createTemplates } from '@portcullis/providers';
import { handClock, startFakeDiscord } from '../test/fake-discord/dist/index.js';
import { findChromium, takePicture } from './take-picture.js';

const options = /** @type {const} */ ({ out: { type: 'string', default: '.portcullis/demo-discord' } });
const out = resolve(parseArgs({ options }).values.out);
const written = mkdtempSync(join(tmpdir(), 'portcullis-demo-'));

const clock = handClock(Date.UTC(2026, 10, 24, 12));
const catalogue = createCatalogue();
const store = await openStore({ url: 'memory:', clock: clock.now });
const gate = createGate({
	store,
	catalogue,
	engine: createEngine(await defaultBundle()),
	providers: createProviders(),
	defaults: tenantDefaults,
	terraformRoot: written,
});
const fake = await startFakeDiscord({ now: clock.now, guilds: { acme: ['cloud-setup', 'cloud'] } });
const bot = createDiscordFrontend(gate, {
	token: fake.token,
	templates: createTemplates(),
	catalogue,
	clock: clock.now,
	log: (level, event, detail) => {
		if (level === 'error') console.error(event, detail);
	},
	// By hand, as the clock is.
	sweepEvery: 0,
	rest: { api: fake.api },
});
try {
	await bot.start();
	await play();
	show('cloud', 'ben', 'in the end');
} finally {
	await bot.stop();
	await fake.close();
	await store.close();
	rmSync(written, { recursive: true });
}

/** The day: Ada administrates, Ben asks, Ada and Cleo decide. */
async function play() {
	const setup = { channel: 'cloud-setup' };
	const cloud = { channel: 'cloud' };
	const ada = fake.user('ada', { administrator: true });
	const ben = fake.user('ben');
	const cleo = fake.user('cleo');

	const project = { provider: 'gcp', name: 'shop', region: 'us-central1', budget: 50 };
	await ada.slash('cloud-init', project, setup);
	await ada.slash('cloud-grant', { user: 'ben', role: 'CloudUser' }, setup);
	await ada.slash('cloud-grant', { user: 'cleo', role: 'CloudAdmin' }, setup);
	const dear = { policy: 'cost.hourly_limit', level: 'soft', parameters: '{"max_hourly_micros": 25000}' };
	await ada.slash('cloud-policy bind', { ...dear, project: 'shop', quorum: 2 }, setup);
	await ada.slash('cloud-quota set', { project: 'shop', kind: 'vm', limit: 4 }, setup);
	await ada.slash('cloud-projects', {}, setup);
	show('cloud-setup', 'ada', 'in the end');

	// Dear enough that two others decide.
	const web = { project: 'shop', kind: 'vm', name: 'web', size: 'e2-medium', reason: 'the sale begins on Friday' };
	await ben.slash('cloud-deploy', web, cloud);
	await ben.click(lobby(), 'Details');
	// A message shows what it was changed to last: this is how it looks while people are waited for.
	show('cloud', 'ben', 'while it waits');
	clock.wait(4 * 60_000);
	await press(ada, 'Approve');
	await press(cleo, 'Approve');

	// Larger than Ben may have; what would pass is a button.
	const denied = await ben.slash('cloud-deploy', { ...web, name: 'batch', size: 'n2-standard-32' }, cloud);
	const [instead] = denied.message.buttons;
	if (instead === undefined) throw new Error('nothing is suggested');
	await ben.click(denied.message, instead.label);
	await press(ben, 'Approve');

	clock.wait(24 * 3_600_000);
	await ben.slash('cloud-quota show', { project: 'shop' }, cloud);
	await ben.slash('cloud-cost', { project: 'shop' }, cloud);
}

/** The public message of the newest request. */
function lobby() {
	const asked = fake.channel('cloud').messages();
	const found = asked.findLast(({ embeds }) => embeds[0]?.footer?.text.startsWith('Session '));
	if (found === undefined) throw new Error('no request is shown');
	return found;
}

/**
 * Presses a button of the newest request, and waits for what the bot says to it.
 *
 * @param {import('../test/fake-discord/dist/index.js').FakeUser} person
 * @param {string} label
 */
async function press(person, label) {
	const answer = await person.click(lobby(), label);
	await answer.followUp();
}

/**
 * Prints a channel as somebody saw it, and makes its page and picture.
 *
 * @param {string} name
 * @param {string} as
 * @param {string} when
 */
function show(name, as, when) {
	const channel = fake.channel(name);
	console.log(`──── ${when} ────\n\n${channel.transcript({ as, acts: true })}\n`);
	mkdirSync(out, { recursive: true });
	const file = when === 'in the end' ? name : `${name}-${when.replaceAll(' ', '-')}`;
	const page = join(out, `${file}.html`);
	writeFileSync(page, channel.transcriptHtml({ as, acts: true }));
	console.log(`page: ${page}`);
	const chromium = findChromium();
	if (chromium === undefined) {
		console.log('picture: none, for no Chromium is on the PATH\n');
		return;
	}
	const picture = join(out, `${file}.png`);
	try {
		takePicture(chromium, page, picture);
		console.log(`picture: ${picture}\n`);
	} catch (error) {
		console.log(`picture: none, for ${chromium} failed: ${error instanceof Error ? error.message : error}\n`);
	}
}
