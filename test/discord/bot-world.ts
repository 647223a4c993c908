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

/** Makes a {@link BotWorld}: the server `acme`, and in it the project `shop` on gcp, made by Ada. */
export async function botWorld(options: Partial<GateOptions> = {}): Promise<BotWorld> {
	const root = await mkdtemp(join(tmpdir(), 'portcullis-bot-'));
	const clock = handClock(Date.UTC(2026, 10, 24, 12));
	const store = await openStore({ url: 'memory:', clock: clock.now });
	const gate = createGate({
		store,
		engine,
		catalogue,
		providers,
		defaults: tenantDefaults,
		terraformRoot: root,
		...options,
	});
	const fake = await startFakeDiscord({ now: clock.now, guilds: { acme: ['ops'], globex: ['ops'] }, patience: 60_000 });
	const log: string[] = [];
	const running: DiscordFrontend[] = [];
	const begin = async () => {
		const made = createDiscordFrontend(gate, {
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
	onTestFinished(async () => {
		for (const one of running) await one.stop();
		await fake.close();
		await store.close();
		await rm(root, { recursive: true, force: true });
	});
	let bot = await begin();
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
			bot = await begin();
		},
		second: begin,
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
	const { text } = await ada.slash('cloud-init', { provider: 'gcp', name: 'shop', region: 'us-central1' });
	expect(text).toContain('shop');
	return made;
}
