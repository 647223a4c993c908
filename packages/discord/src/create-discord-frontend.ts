import { type Frontend, type Gate, refused } from '@portcullis/core';
import { Client, Events, GatewayIntentBits, type Interaction, MessageFlags } from 'discord.js';
import { allCommands, allComponents } from './all-commands.js';
import type { Bot } from './bot.js';
import { frontendId } from './frontend-id.js';
import { wordsFor } from './i18n/words.js';
import { tick } from './jobs/tick.js';
import { createLobbies } from './lobbies.js';
import { createLookup } from './lookup.js';
import type { DiscordOptions } from './options.js';
import { createRecall } from './recall.js';
import { registerCommands } from './registry.js';
import { createRouter } from './router/router.js';

/** The bot, once it was made. */
export interface DiscordFrontend extends Frontend {
	/** Does now what is done every five minutes: sweeps, warns, reports. */
	tick(): Promise<void>;
}

const fiveMinutes = 5 * 60_000;

// discord.js holds back whatever is past 50 requests a second, the edits of deferred answers among them, which Discord
// does not count. What it does count, the edits of public messages, is far below; past its limit Discord says so, and is
// waited for.
const requestsPerSecond = 500;

/**
 * Makes the Discord bot. A guild is a tenant; who asks or approves is whom Discord says, by their id. Everything that
 * has to last is the gate's: buttons of an earlier process work as those of this one.
 *
 * @example
 * ```ts
 * import type { Gate } from '@portcullis/core';
 * import { createDiscordFrontend } from '@portcullis/discord';
 *
 * export async function run(gate: Gate, token: string) {
 * 	const bot = createDiscordFrontend(gate, { token });
 * 	await bot.start();
 * 	process.once('SIGTERM', () => void bot.stop());
 * }
 * ```
 */
export function createDiscordFrontend(gate: Gate, options: DiscordOptions): DiscordFrontend {
	const { clock = Date.now, log = () => {}, sweepEvery = fiveMinutes, stopWithin = 20_000, channels = {} } = options;
	const templates = options.templates ?? {
		list: () => [],
		expand: (name) => refused('TEMPLATE_UNKNOWN', `there is no template ${name}`),
	};
	const client = new Client({
		intents: [GatewayIntentBits.Guilds],
		// Nothing pings but what says so itself.
		allowedMentions: { parse: [] },
		closeTimeout: 1000,
		rest: { globalRequestsPerSecond: requestsPerSecond, ...options.rest },
	});
	const lobbies = createLobbies(gate, client, log);
	const bot: Bot = {
		gate,
		client,
		log,
		clock,
		templates,
		catalogue: options.catalogue ?? null,
		lobbies,
		lookup: createLookup(gate, clock),
		recall: createRecall(clock),
	};
	const commands = allCommands(templates);
	const route = createRouter(bot, commands, allComponents(templates));
	const underWay = new Set<Promise<void>>();
	let timer: NodeJS.Timeout | undefined;
	let stopping = false;

	const track = (work: Promise<void>): void => {
		underWay.add(work);
		void work.finally(() => underWay.delete(work));
	};
	const answer = async (interaction: Interaction): Promise<void> => {
		if (!stopping) return route(interaction);
		if (!interaction.isRepliable()) return;
		const content = wordsFor(interaction.locale).stopping;
		await interaction.reply({ content, flags: MessageFlags.Ephemeral }).catch(() => undefined);
	};
	client.on(Events.InteractionCreate, (interaction) => track(answer(interaction)));
	// Without a listener the process would end.
	client.on(Events.Error, (error) => log('error', 'client error', { error: String(error) }));
	client.on(Events.ShardReconnecting, () => {
		if (!stopping) log('warn', 'reconnecting');
	});
	client.on(Events.ShardResume, (_shard, replayed) => log('info', 'resumed', { replayed }));
	client.rest.on('rateLimited', ({ route: limited, timeToReset }) =>
		log('warn', 'rate limited', { route: limited, timeToReset }),
	);

	return {
		id: frontendId,
		async start() {
			const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
			await client.login(options.token);
			const connected = await ready;
			const changed = await registerCommands(
				connected,
				commands.map(({ data }) => data),
				options.guild,
			);
			log('info', 'ready', { guilds: connected.guilds.cache.size, commands: commands.length, registered: changed });
			await lobbies.refreshStale();
			if (sweepEvery > 0) timer = setInterval(() => track(tick(bot, channels)), sweepEvery);
		},
		async stop() {
			stopping = true;
			clearInterval(timer);
			let deadline: NodeJS.Timeout | undefined;
			const late = new Promise<void>((resolve) => {
				deadline = setTimeout(resolve, stopWithin);
			});
			const rest = Promise.allSettled([...underWay]).then(() => lobbies.settled());
			await Promise.race([rest, late]);
			clearTimeout(deadline);
			await client.destroy();
			log('info', 'stopped');
		},
		tick: () => tick(bot, channels),
	};
}
