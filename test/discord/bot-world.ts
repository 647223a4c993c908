import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, createGate, type Gate, type GateOptions, openStore, type Store } from '@portcullis/core';
import { createDiscordFrontend, type DiscordFrontend, jsonLog } from '@portcullis/discord';
import { createCatalogue, defaultBundle, tenantDefaults } from '@portcullis/policies';
import { createProviders, createTemplates } from '@portcullis/providers';
import { expect, onTestFinished } from 'vitest';
import {
	type FakeDiscord,
	type FakeUser,
	handClock,
	type SeenMessage,
	startFakeDiscord,
} from '../fake-discord/index.js';

export const minute = 60_000;

// Heavy, and the same for every test: none of them changes it.
const engine = createEngine(await defaultBundle());
const catalogue = createCatalogue();
const providers = createProviders();
const templates = createTemplates();

/** A Discord with a bot in it, over a gate of its own, all by one clock that is turned by hand. */
export interface BotWorld {
	readonly fake: FakeDiscord;
	readonly gate: Gate;
	readonly store: Store;
	/** The folder of the projects' folders. */
	readonly root: string;
	/** Lines of the log so far. */
	readonly log: readonly string[];
	/** Ada, who administrates the server. */
	readonly ada: FakeUser;
	/** The bot that runs now. */
	readonly bot: DiscordFrontend;
	wait(milliseconds: number): void;
	/** Ends the bot and starts another. */
	restart(): Promise<void>;
	/** Starts one more bot beside. */
	second(): Promise<DiscordFrontend>;
	/** A person with a role of the tenant, if one is given. */
	person(name: string, role?: string): Promise<FakeUser>;
	/** The public message of the newest request. */
	lobby(): SeenMessage;
}

/** What a {@link BotWorld} may have otherwise. */
export interface BotWorldParts {
	/** Its database; one in memory, if left out. On PostgreSQL each bot has a gate and connections of its own. */
	readonly url?: string;
	/** What the first bot is handed in place of its gate, such as one that is slow. */
	readonly through?: (gate: Gate) => Gate;
}

/** Makes a {@link BotWorld}: the server `acme`, and in it the project `shop` on gcp, made by Ada. */
export async function botWorld(options: Partial<GateOptions> = {}, parts: BotWorldParts = {}): Promise<BotWorld> {
	const { made, close } = await emptyBotWorld(options, parts);
	onTestFinished(close);
	const { text } = await made.ada.slash('cloud-init', { provider: 'gcp', name: 'shop', region: 'us-central1' });
	expect(text).toContain('shop');
	return made;
}

/** Makes a {@link BotWorld} whose server `acme` nobody has set up yet; whoever makes it closes it. */
export async function emptyBotWorld(
	options: Partial<GateOptions> = {},
	{ url = 'memory:', through = (gate) => gate }: BotWorldParts = {},
): Promise<{ readonly made: BotWorld; close(): Promise<void> }> {
	const root = await mkdtemp(join(tmpdir(), 'portcullis-bot-'));
	const clock = handClock(Date.UTC(2026, 10, 24, 12));
	const stores: Store[] = [];
	const open = async () => {
		const opened = await openStore({ url, clock: clock.now });
		stores.push(opened);
		return opened;
	};
	const gateOver = (over: Store) =>
		createGate({
			store: over,
			engine,
			catalogue,
			providers,
			defaults: tenantDefaults,
			terraformRoot: root,
			clock: clock.now,
			...options,
		});
	const store = await open();
	const gate = gateOver(store);
	const fake = await startFakeDiscord({ now: clock.now, guilds: { acme: ['ops'], globex: ['ops'] }, patience: 60_000 });
	const log: string[] = [];
	const running: DiscordFrontend[] = [];
	const begin = async (using: Gate) => {
		const made = createDiscordFrontend(using, {
			token: fake.token,
			templates,
			catalogue,
			clock: clock.now,
			log: jsonLog((line) => log.push(line), clock.now),
			sweepEvery: 0,
			stopWithin: 1000,
			rest: { api: fake.api, retries: 1, timeout: 5000 },
		});
		await made.start();
		running.push(made);
		return made;
	};
	const close = async () => {
		for (const one of running) await one.stop();
		await fake.close();
		for (const one of stores) await one.close();
		await rm(root, { recursive: true, force: true });
	};
	let bot = await begin(through(gate));
	const ada = fake.user('ada', { administrator: true });
	const made: BotWorld = {
		fake,
		gate,
		store,
		root,
		log,
		ada,
		get bot() {
			return bot;
		},
		wait: clock.wait,
		async restart() {
			await bot.stop();
			running.splice(running.indexOf(bot), 1);
			bot = await begin(gate);
		},
		second: async () => begin(url === 'memory:' ? gate : gateOver(await open())),
		async person(name, role) {
			const user = fake.user(name);
			if (role !== undefined) {
				const { text } = await ada.slash('cloud-grant', { user: name, role });
				expect(text).toContain(role);
			}
			return user;
		},
		lobby() {
			const found = fake
				.channel('ops')
				.messages()
				.findLast(({ embeds }) => embeds[0]?.footer?.text.startsWith('Session ') === true);
			if (found === undefined) throw new Error('no request is shown');
			return found;
		},
	};
	return { made, close };
}

/** Makes everything in `shop` need approvals, two if left out. */
export async function reviewed(made: BotWorld, quorum = 2): Promise<void> {
	const { text } = await made.ada.slash('cloud-policy bind', {
		policy: 'cost.hourly_limit',
		level: 'soft',
		parameters: '{"max_hourly_micros": 1000}',
		project: 'shop',
		quorum,
	});
	expect(text).toContain('is bound now');
}

/** The id of the session that a message shows. */
export function shownSession({ embeds }: Pick<SeenMessage, 'embeds'>): string {
	return embeds[0]?.footer?.text.replace('Session ', '') ?? '';
}
