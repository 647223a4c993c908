import { createServer } from 'node:http';
import type { APIApplicationCommand, GatewayIdentifyData } from 'discord-api-types/v10';
import type { SeenMessage } from './actors/seen-message.js';
import { createUser, type FakeUser, placeNamed, type Where } from './actors/user.js';
import { type Breach, describeBreach } from './breach.js';
import { createChannel, type FakeChannel } from './channel.js';
import type { Clock } from './clock.js';
import { createGateway, type Gateway } from './gateway/gateway.js';
import { createFaults, type Fault } from './rest/faults.js';
import { restServer, type SeenRequest } from './rest/server.js';
import { addGuild, addMember, type Channel, createWorld, newUser, roleNamed } from './world.js';

/** How a fake Discord is set up. */
export interface FakeDiscordOptions {
	/** What time it is there: three seconds, fifteen minutes, timestamps. `Date.now`, if left out. */
	readonly now?: Clock;
	/** Guilds and their channels; the guild `acme` with the channel `ops`, if left out. */
	readonly guilds?: Readonly<Record<string, readonly string[]>>;
	/** How often the client is to send heartbeats, in milliseconds; 41,250, as Discord does, if left out. */
	readonly heartbeatInterval?: number;
	/** How long acts and `until` wait, in milliseconds of real time; 10,000, if left out. */
	readonly patience?: number;
}

/** What a user may be. */
export interface UserOptions {
	/** The guild to be in; the first, if left out. A user may be asked for again to join another. */
	readonly guild?: string;
	readonly administrator?: boolean;
	/** Names of roles, made where there are none. */
	readonly roles?: readonly string[];
	/** Such as `de`; `en-US`, if left out. */
	readonly locale?: string;
}

/** A Discord of its own on the loopback. */
export interface FakeDiscord {
	/** For the client's option `rest.api`. */
	readonly api: string;
	/** The bot's token, the only one that is let in. */
	readonly token: string;
	readonly applicationId: string;
	/** Of a guild by its name, the first if left out. */
	guildId(name?: string): string;
	/** Of a role by its name. */
	roleId(name: string, guild?: string): string;
	/** A person, made where there is none of that name. */
	user(name: string, options?: UserOptions): FakeUser;
	/** A channel of a guild, the first if left out. */
	channel(name: string, guild?: string): FakeChannel;
	/** What the bot wrote to a user directly. */
	directMessages(user: string): FakeChannel;
	/** Registered commands: those of all guilds, or of one by its name. */
	commands(guild?: string): readonly APIApplicationCommand[];
	/** Somebody deletes a message. */
	remove(message: SeenMessage): void;
	/**
	 * Takes from the bot what it may do in a channel: to write there (50013), or even to see it (50001). `nothing` gives
	 * it back.
	 */
	denyChannel(name: string, what: Channel['denied'], guild?: string): void;
	/** A user closes direct messages (50007). */
	closeDirectMessages(user: string): void;
	/** Something goes wrong with the next requests that match. */
	fail(fault: Fault): void;
	readonly gateway: Omit<Gateway, 'dispatch' | 'close'>;
	/** What the client said of itself when it logged in. */
	readonly identified: GatewayIdentifyData | undefined;
	/** The newest requests of the client, from the oldest. */
	readonly requests: readonly SeenRequest[];
	/** What Discord would not have taken, or given. A test ends with none: `close` throws otherwise. */
	readonly breaches: readonly Breach[];
	/** Gives the breaches, and forgets them: for tests that want one. */
	takeBreaches(): readonly Breach[];
	/** Waits until `find` finds something. @param what Named by the error if it is in vain. */
	until<T>(what: string, find: () => T | undefined): Promise<T>;
	/** Ends it. @throws Error that tells the breaches, if there are any. */
	close(): Promise<void>;
}

// Of requests, the newest are kept, so that long runs do not grow.
const kept = 1_000;

/** Starts a Discord of its own on a free port of the loopback. */
export async function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
	const world = createWorld({ now: options.now ?? Date.now, patience: options.patience ?? 10_000 });
	for (const [name, channels] of Object.entries(options.guilds ?? { acme: ['ops'] })) addGuild(world, name, channels);
	const faults = createFaults();
	const requests: SeenRequest[] = [];
	const answer = restServer(world, faults, (request) => {
		requests.push(request);
		if (requests.length > kept) requests.shift();
	});
	const server = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => {
			const at = `${request.method} ${request.url}`;
			world.breaches.push({ by: 'fake', at, problems: [String(error)], body: undefined });
			response.destroy();
		});
	});
	const gateway = createGateway(world, server, options.heartbeatInterval ?? 41_250);
	await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('the server has no port');
	world.origin = `http://127.0.0.1:${address.port}`;

	const place = (where: Where) => placeNamed(world, where);
	const userNamed = (name: string) => {
		const user = world.users.get(name);
		if (user === undefined) throw new Error(`there is no user ${name}`);
		return user;
	};
	const channelOf = (name: string, guild: string | undefined) =>
		place({ channel: name, ...(guild === undefined ? {} : { guild }) }).channel;
	const guildOf = (guild: string | undefined) => place(guild === undefined ? {} : { guild }).guild;

	return {
		api: `${world.origin}/api`,
		token: world.token,
		applicationId: world.applicationId,
		guildId: (name) => guildOf(name).id,
		roleId(name, guild) {
			const role = guildOf(guild).roles.get(name);
			if (role === undefined) throw new Error(`there is no role ${name}`);
			return role.id;
		},
		user(name, of = {}) {
			const guild = guildOf(of.guild);
			const user = world.users.get(name) ?? newUser(world.newId(), name);
			world.users.set(name, user);
			for (const role of (of.roles ?? []).filter((one) => !guild.roles.has(one))) {
				const made = { guild_id: guild.id, role: roleNamed(world, guild, role) };
				gateway.dispatch({ t: 'GUILD_ROLE_CREATE', d: made });
			}
			const changes = of.administrator !== undefined || of.roles !== undefined || of.locale !== undefined;
			if (changes || !guild.members.has(user.id)) addMember(world, guild, user, of);
			return createUser(world, gateway, user);
		},
		channel: (name, guild) => createChannel(world, channelOf(name, guild).data.id, `#${name}`),
		directMessages(name) {
			const { id } = userNamed(name);
			return createChannel(world, world.directChannels.get(id) ?? 'none yet', `direct messages to ${name}`);
		},
		commands: (guild) => world.commands.get(guild === undefined ? 'global' : guildOf(guild).id) ?? [],
		remove({ id }) {
			const stored = world.messages.get(id);
			if (stored === undefined) throw new Error('there is no such message');
			stored.removed = true;
			world.signal.changed();
		},
		denyChannel(name, what, guild) {
			channelOf(name, guild).denied = what;
		},
		closeDirectMessages: (name) => void world.closedDoors.add(userNamed(name).id),
		fail: faults.add,
		gateway,
		get identified() {
			return gateway.identified;
		},
		requests,
		breaches: world.breaches,
		takeBreaches: () => world.breaches.splice(0),
		until: world.signal.until,
		async close() {
			await gateway.close();
			// The client keeps its connections open.
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
			if (world.breaches.length > 0) throw new Error(world.breaches.map(describeBreach).join('\n\n'));
		},
	};
}
