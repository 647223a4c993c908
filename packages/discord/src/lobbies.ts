import { readFile } from 'node:fs/promises';
import {
	type Gate,
	type HistoryRow,
	type Post,
	type PostedSession,
	type SessionView,
	type Suggestions,
	sessionRevision,
	sessionTitle,
} from '@portcullis/core';
import type { AttachmentPayload, Client, GuildTextBasedChannel } from 'discord.js';
import { frontendId } from './frontend-id.js';
import { wordsOfGuild } from './i18n/words-of-guild.js';
import type { Log } from './log.js';
import { requestOf } from './request-of.js';
import { discordCodes, isRefusedWith } from './router/error-boundary.js';
import { suggestionsFor } from './suggestions-for.js';
import { isSnowflake, mention, mentionGroup } from './text/mention.js';
import { safeText } from './text/safe-text.js';
import { lobbyView, needsPeople, pinged, pingedRoles } from './views/lobby-view.js';

/** The public messages of sessions: posted once, then shown anew from the gate, one edit of each at a time. */
export interface Lobbies {
	/** Posts a session where it was asked for. `null` where the bot may not write there: the session is then taken back. */
	post(view: SessionView, channel: string): Promise<string | null>;
	/** Where a session is shown, and how it stands; `null` where it is not shown. */
	find(tenant: string, session: string): Promise<PostedSession | null>;
	/**
	 * Shows a session as it is now. Many calls at once come to one edit or two, and the last state is the one that stays.
	 * It never throws: what was done is done, whether or not Discord could be told; `refreshStale` tries again.
	 */
	refresh(tenant: string, session: string): Promise<void>;
	/** Shows anew whatever has ended, expired, been approved or gone on elsewhere since it was last shown. */
	refreshStale(): Promise<void>;
	/** Shows anew whatever of a guild has another status by now: what a request has just taken the place of. */
	refreshMoved(tenant: string): Promise<void>;
	/** Tells those concerned, once, how a deployment ended. It never throws, as `refresh`. */
	announce(view: SessionView, post: Post): Promise<void>;
	/** Says something beside a session's message, to some people, and to all who have some roles. */
	say(
		post: Pick<Post, 'channel' | 'message'>,
		content: string,
		users: readonly string[],
		roles?: readonly string[],
	): Promise<void>;
	/** The address of a post. */
	link(post: Post): string;
	/** Waits for the edits that are under way. */
	settled(): Promise<void>;
}

const gone = [
	discordCodes.unknownMessage,
	discordCodes.unknownChannel,
	discordCodes.missingAccess,
	discordCodes.missingPermissions,
];

/** The most bytes of a document that are attached: below what Discord takes of everybody. */
const mostBytes = 8_000_000;

/** Makes {@link Lobbies}. */
export function createLobbies(gate: Gate, client: Client, log: Log): Lobbies {
	const running = new Map<string, { again: boolean; done: Promise<void> }>();
	const passing = new Map<string, Suggestions | null>();

	const channelOf = async (id: string): Promise<GuildTextBasedChannel> => {
		const channel = await client.channels.fetch(id);
		if (channel === null || !channel.isTextBased() || channel.isDMBased())
			throw new TypeError(`${id} is no channel of a guild`);
		return channel;
	};

	// What would pass is worked out once for each thing that is approved: it costs several decisions.
	const whatWouldPass = async ({ session }: SessionView): Promise<Suggestions | null> => {
		if (session.subject !== 'deployment' || session.status !== 'open' || !needsPeople(session)) return null;
		const { deployment, subject_digest } = session;
		const known = passing.get(subject_digest);
		if (known !== undefined) return known;
		const found = await suggestionsFor(gate, requesterOf(session), requestOf(deployment));
		if (passing.size > 500) passing.clear();
		passing.set(subject_digest, found);
		return found;
	};

	const closingRow = async ({ session }: SessionView): Promise<HistoryRow | null> => {
		if (session.closed_at === null) return null;
		const rows = await gate.history(requesterOf(session), { session: session.id, limit: 1 });
		return rows.kind === 'ok' ? (rows.value[0] ?? null) : null;
	};

	const messageOf = async (view: SessionView) => {
		const detail = { suggestions: await whatWouldPass(view), closing: await closingRow(view) };
		return lobbyView(view, detail, wordsOfGuild(client, view.session.tenant));
	};

	// A request that nobody can see must not be deployed. One that is under way, or has ended, is not the gate's to cancel.
	const takeBack = async ({ session }: SessionView): Promise<void> => {
		await gate.cancel(requesterOf(session), session.id, wordsOfGuild(client, session.tenant).unseen);
	};

	/** @returns whether it has gone on since it was read: then what is shown may be older than what another bot showed */
	const showNow = async (tenant: string, session: string): Promise<boolean> => {
		const found = await gate.posts.find(frontendId, { tenant, session });
		if (found === null || found.view === null) return false;
		const { post, view } = found;
		const { status } = view.session;
		try {
			const message = await messageOf(view);
			const written = status === 'completed' && post.shown !== 'completed' ? await terraformOf(view, log) : [];
			const channel = await channelOf(post.channel);
			await channel.messages.edit(post.message, { ...message, ...(written.length === 0 ? {} : { files: written }) });
		} catch (error) {
			if (!isRefusedWith(error, ...gone)) throw error;
			log('warn', 'message gone', { session, guild: tenant, error: String(error) });
			await takeBack(view);
		}
		// Noted as shown even where the message is gone: it is tried again when the session goes on, and not at every tick.
		const revision = sessionRevision(view);
		if (post.shown !== status || post.revision !== revision) await gate.posts.put({ ...post, shown: status, revision });
		const now = await gate.posts.find(frontendId, { tenant, session });
		return now !== null && now.view !== null && sessionRevision(now.view) !== revision;
	};

	const lobbies: Lobbies = {
		async post(view, channelId) {
			const { session } = view;
			const message = await messageOf(view);
			const users = pinged(view, isSnowflake);
			const roles = pingedRoles(view);
			const who = [...users.map(mention), ...roles.map((role) => mentionGroup(role, session.tenant))].join(' ');
			const content = who === '' ? {} : { content: wordsOfGuild(client, session.tenant).ping(who) };
			try {
				const channel = await channelOf(channelId);
				const sent = await channel.send({ ...message, ...content, allowedMentions: { users, roles } });
				const post = {
					frontend: frontendId,
					tenant: session.tenant,
					session: session.id,
					channel: channelId,
					message: sent.id,
					shown: session.status,
					revision: sessionRevision(view),
				};
				await gate.posts.put(post);
				return lobbies.link(post);
			} catch (error) {
				await takeBack(view);
				if (isRefusedWith(error, ...gone)) return null;
				throw error;
			}
		},
		find: (tenant, session) => gate.posts.find(frontendId, { tenant, session }),
		refresh(tenant, session) {
			const current = running.get(session);
			if (current !== undefined) {
				current.again = true;
				return current.done;
			}
			const entry = { again: true, done: Promise.resolve() };
			entry.done = (async () => {
				try {
					while (entry.again) {
						entry.again = false;
						if (await showNow(tenant, session)) entry.again = true;
					}
				} catch (error) {
					log('warn', 'message not refreshed', { session, guild: tenant, error: String(error) });
				} finally {
					running.delete(session);
				}
			})();
			running.set(session, entry);
			return entry.done;
		},
		async refreshStale() {
			for (const { post } of await gate.posts.stale(frontendId)) await lobbies.refresh(post.tenant, post.session);
		},
		async refreshMoved(tenant) {
			for (const { session } of await gate.posts.movedOn(frontendId, tenant)) await lobbies.refresh(tenant, session);
		},
		async announce(view, post) {
			const { session } = view;
			const words = wordsOfGuild(client, session.tenant);
			const title = safeText(sessionTitle(session), 200);
			const people = [session.actor, ...session.approvals.map(({ actor }) => actor)].filter(isSnowflake);
			const users = [...new Set(people)].slice(0, 20);
			const who = users.map(mention).join(' ');
			const content =
				session.status === 'completed'
					? session.subject === 'deployment'
						? words.deployed(who, title)
						: words.inForce(who, title)
					: words.deployFailed(who, title, safeText(session.status_reason ?? '', 300));
			await lobbies.say(post, content, users).catch((error: unknown) => {
				log('warn', 'end not told', { session: session.id, guild: session.tenant, error: String(error) });
			});
		},
		async say({ channel, message }, content, users, roles = []) {
			await (await channelOf(channel)).send({
				content,
				allowedMentions: { users: [...users], roles: [...roles] },
				reply: { messageReference: message, failIfNotExists: false },
			});
		},
		link: ({ tenant, channel, message }) => `https://discord.com/channels/${tenant}/${channel}/${message}`,
		async settled() {
			await Promise.allSettled([...running.values()].map(({ done }) => done));
		},
	};
	return lobbies;
}

function requesterOf({ tenant, actor, actor_source }: SessionView['session']) {
	return { tenant, actor: { id: actor, source: actor_source } };
}

async function terraformOf({ session }: SessionView, log: Log): Promise<AttachmentPayload[]> {
	if (session.subject !== 'deployment' || session.document === null) return [];
	try {
		const attachment = await readFile(session.document.path);
		return attachment.length > mostBytes ? [] : [{ attachment, name: 'main.tf.json' }];
	} catch (error) {
		// It may stand on another machine, where another process wrote it.
		log('warn', 'document not attached', { session: session.id, error: String(error) });
		return [];
	}
}
