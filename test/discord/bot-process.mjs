// The bot as a process of its own, over a database in memory, for what is measured of it: its memory, its time. Says
// `ready`, then each warning and error of its log; to `memory` it says how much is in use, in
// bytes, and in the end how much of the processor it took, in milliseconds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createGate, openStore } from '../../packages/core/dist/index.js';
import { createDiscordFrontend } from '../../packages/discord/dist/index.js';
import { createTemplates } from '../../packages/providers/dist/index.js';
import { parts } from '../faults/gate-parts.mjs';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

const [api, token] = process.argv.slice(2);
const terraformRoot = mkdtempSync(join(tmpdir(), 'portcullis-bot-process-'));
process.on('exit', () => rmSync(terraformRoot, { recursive: true, force: true }));
// The cloud's classes take a second to load, which would be the first deployment's.
const shop = { name: 'shop', provider: 'gcp', environment: 'test', region: 'us-central1', regions: ['us-central1'] };
await parts.providers.find(({ id }) => id === 'gcp').synthesize(shop, []);
const store = await openStore({ url: 'memory:' });
const gate = createGate({ ...parts, store, terraformRoot });
// Whoever listens may be gone before this is.
process.stdout.on('error', () => {});
const say = (line) => process.stdout.write(`${line}\n`);
const bot = createDiscordFrontend(gate, {
	token,
	templates: createTemplates(),
	catalogue: parts.catalogue,
	log: (level, event, fields) => {
		if (level !== 'info') say(JSON.stringify({ level, event, ...fields }));
	},
	sweepEvery: 1000,
	rest: { api },
});
await bot.start();
say('ready');
const before = process.cpuUsage();
createInterface({ input: process.stdin })
	.on('line', () => {
		collect();
		say(`memory ${process.memoryUsage().heapUsed}`);
	})
	.on('close', () => {
		const { user, system } = process.cpuUsage(before);
		say(`processor ${(user + system) / 1000}`);
		void bot.stop().then(() => process.exit(0));
	});
