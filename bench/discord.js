// The bot's own time from an interaction to its first answer, at 50 interactions a second: node bench/discord.js
// The fake Discord of the tests asks; the bot is a process of its own, and its peer is a bare discord.js bot that defers
// at once and does nothing, in turns with it on the same Discord. Beside it stands the processor time of each: where other
// work takes the processors, it tells more than the clock.
//
//   --rate NUMBER     interactions a second; 50, if left out
//   --seconds NUMBER  how long each turn lasts; 10, if left out
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startFakeDiscord } from '../test/fake-discord/dist/index.js';

const options = /** @type {const} */ ({
	rate: { type: 'string', default: '50' },
	seconds: { type: 'string', default: '10' },
});
const { values } = parseArgs({ options });
const perSecond = Number(values.rate);
const seconds = Number(values.seconds);
const turns = 2;

// Its clock stands still, so that what is slow is measured and not given up.
const began = Date.now();
const fake = await startFakeDiscord({ patience: 600_000, now: () => began });
const ada = fake.user('ada', { administrator: true });
const ben = fake.user('ben');
const scripts = { bot: '../test/discord/bot-process.mjs', bare: '../test/fake-discord/bare-bot.mjs' };

/** @type {Record<string, { first: number[], whole: number[], processor: number }>} */
const taken = { bot: { first: [], whole: [], processor: 0 }, bare: { first: [], whole: [], processor: 0 } };
for (let turn = 0; turn < turns; turn++) {
	for (const peer of ['bot', 'bare']) await run(peer, taken[peer]);
}
await fake.close();

const at = (numbers, part) =>
	numbers.sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))];
for (const [peer, { first, whole, processor }] of Object.entries(taken)) {
	const [p50, p95, p99] = [0.5, 0.95, 0.99].map((part) => at(first, part).toFixed(1));
	console.log(
		`${peer}: ${first.length} interactions at ${perSecond} a second; first answer p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms; ` +
			`the whole answer p50 ${at(whole, 0.5).toFixed(1)} ms, p99 ${at(whole, 0.99).toFixed(1)} ms; processor ${(processor / (perSecond * seconds * turns)).toFixed(1)} ms each`,
	);
}
const ratio = (part) => (at(taken.bot.first, part) / at(taken.bare.first, part)).toFixed(2);
console.log(`first answer, bot/bare: p50 ${ratio(0.5)}, p99 ${ratio(0.99)}`);

/** Starts one of them, and acts on it at an even pace. */
async function run(peer, into) {
	const script = fileURLToPath(new URL(scripts[peer], import.meta.url));
	const child = spawn(process.execPath, [script, fake.api, fake.token], { stdio: ['pipe', 'pipe', 'inherit'] });
	const lines = createInterface({ input: child.stdout });
	await once(lines, 'line');
	let processor = 0;
	lines.on('line', (line) => {
		if (line.startsWith('processor ')) processor = Number(line.slice(10));
		else console.log(`${peer}: ${line}`);
	});
	if (peer === 'bot') {
		await ada.slash('cloud-init', { provider: 'gcp', name: 'shop', region: 'us-central1' });
		await ada.slash('cloud-grant', { user: 'ben', role: 'CloudUser' });
	}
	const underWay = new Set();
	const start = performance.now();
	for (let number = 0; number < perSecond * seconds; number++) {
		await sleep(Math.max(0, start + (number * 1000) / perSecond - performance.now()));
		const asked = performance.now();
		const work = act(peer, number).then((first) => {
			const whole = performance.now() - asked;
			// The first second warms it up.
			if (number < perSecond) return;
			into.first.push(first ?? whole);
			into.whole.push(whole);
		});
		underWay.add(work);
		void work.finally(() => underWay.delete(work));
	}
	await Promise.all(underWay);
	child.stdin.end();
	await once(child, 'close');
	into.processor += processor;
}

/** What people do: mostly they look, sometimes they ask. Answers the time to the first answer, where that is not all. */
async function act(peer, number) {
	const web = { project: 'shop', kind: 'vm', name: `web${number % 200}`, size: 'e2-small' };
	switch (number % 10) {
		case 0:
		case 1:
		case 2:
			await ben.autocomplete('cloud-deploy', 'project', 's');
			return undefined;
		case 3:
		case 4:
			return (await ben.slash('cloud-list', { project: 'shop' })).waited;
		case 5:
			return (await ben.slash('cloud-quota show', { project: 'shop' })).waited;
		case 6:
			return (await ada.slash('cloud-history')).waited;
		case 7:
			return (await ben.slash('cloud-cost', { project: 'shop' })).waited;
		case 8:
			return (await ben.slash('cloud-deploy', { ...web, check: true })).waited;
		default: {
			const asked = await ben.slash('cloud-deploy', web);
			const lobby = fake
				.channel('ops')
				.messages()
				.findLast(({ buttons }) => buttons.some(({ label }) => label === 'Approve & Deploy'));
			if (peer === 'bare' || lobby === undefined || number % 50 !== 49) return asked.waited;
			const pressed = await ben.click(lobby, 'Approve');
			await pressed.followUp();
			return Math.max(asked.waited, pressed.waited);
		}
	}
}
