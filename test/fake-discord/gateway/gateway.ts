import type { Server } from 'node:http';
import {
	GatewayCloseCodes,
	type GatewayIdentifyData,
	GatewayOpcodes,
	type GatewaySendPayload,
} from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import { noFlags } from '../flags.js';
import type { World } from '../world.js';
import { guildPayload } from './guild-payload.js';
import { dispatch, type Event, newSession, replay, type Session } from './sessions.js';

/** The gateway: what happens reaches the client through it. */
export interface Gateway {
	/** To every session, also those whose client is away: they get it when they resume. */
	dispatch(event: Event): void;
	/** How many clients are there now. */
	readonly connections: number;
	/** How often a client has identified itself, and how often it resumed. */
	readonly counts: { readonly identified: number; readonly resumed: number; readonly heartbeats: number };
	/** What the last client said of itself. */
	readonly identified: GatewayIdentifyData | undefined;
	/** Cuts every connection; sessions can be resumed. @param code 4000 (unknown error) if left out. */
	drop(code?: number): void;
	/** Asks every client to come again (op 7). */
	askToReconnect(): void;
	/** Tells every client that its session is invalid (op 9). One that cannot be resumed is forgotten. */
	invalidate(resumable: boolean): void;
	/** Forgets all sessions without a word: who resumes is told op 9. */
	forgetSessions(): void;
	/** Whether heartbeats are answered. A client whose heartbeats are not is to come again. */
	answersHeartbeats: boolean;
	close(): Promise<void>;
}

/** Discord's close codes after which a session is gone: the client closed it on purpose. */
const onPurpose: ReadonlySet<number> = new Set([1000, 1001]);

/** @param heartbeatInterval In milliseconds. */
export function createGateway(world: World, server: Server, heartbeatInterval: number): Gateway {
	const sockets = new WebSocketServer({ server, path: '/gateway', perMessageDeflate: false });
	const sessions = new Map<string, Session>();
	const counts = { identified: 0, resumed: 0, heartbeats: 0 };
	let identified: GatewayIdentifyData | undefined;
	const gateway: Gateway = {
		dispatch(event) {
			for (const session of sessions.values()) dispatch(session, event);
		},
		get connections() {
			return sockets.clients.size;
		},
		counts,
		get identified() {
			return identified;
		},
		drop(code = GatewayCloseCodes.UnknownError) {
			for (const socket of sockets.clients) socket.close(code);
		},
		askToReconnect() {
			for (const socket of sockets.clients) say(socket, GatewayOpcodes.Reconnect, null);
		},
		invalidate(resumable) {
			if (!resumable) sessions.clear();
			for (const socket of sockets.clients) say(socket, GatewayOpcodes.InvalidSession, resumable);
		},
		forgetSessions: () => sessions.clear(),
		answersHeartbeats: true,
		close() {
			for (const socket of sockets.clients) socket.terminate();
			return new Promise((resolve) => sockets.close(() => resolve()));
		},
	};

	const identify = (socket: WebSocket, data: GatewayIdentifyData) => {
		if (data.token !== world.token)
			return socket.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed');
		identified = data;
		counts.identified += 1;
		const session = newSession(socket);
		sessions.set(session.id, session);
		dispatch(session, {
			t: 'READY',
			d: {
				v: 10,
				user: world.bot,
				guilds: [...world.guilds.keys()].map((id) => ({ id, unavailable: true })),
				session_id: session.id,
				resume_gateway_url: `${world.origin.replace('http', 'ws')}/gateway`,
				...(data.shard === undefined ? {} : { shard: data.shard }),
				application: { id: world.applicationId, flags: noFlags(), flags_new: '0' },
			},
		});
		for (const guild of world.guilds.values()) dispatch(session, { t: 'GUILD_CREATE', d: guildPayload(world, guild) });
	};

	const resume = (socket: WebSocket, id: string, after: number) => {
		const session = sessions.get(id);
		if (session === undefined) return say(socket, GatewayOpcodes.InvalidSession, false);
		counts.resumed += 1;
		session.socket = socket;
		replay(session, after);
		dispatch(session, { t: 'RESUMED', d: null });
	};

	const receive = (socket: WebSocket, payload: GatewaySendPayload) => {
		switch (payload.op) {
			case GatewayOpcodes.Heartbeat:
				counts.heartbeats += 1;
				if (gateway.answersHeartbeats) say(socket, GatewayOpcodes.HeartbeatAck, undefined);
				return;
			case GatewayOpcodes.Identify:
				return identify(socket, payload.d);
			case GatewayOpcodes.Resume:
				return resume(socket, payload.d.session_id, payload.d.seq);
			case GatewayOpcodes.PresenceUpdate:
				return;
			default:
				return socket.close(GatewayCloseCodes.UnknownOpcode, `the fake does not know op ${payload.op}`);
		}
	};

	sockets.on('connection', (socket, request) => {
		const asked = new URL(request.url ?? '/', world.origin).searchParams;
		if (asked.has('compress') || asked.get('encoding') !== 'json') {
			return socket.close(GatewayCloseCodes.DecodeError, 'the fake speaks plain JSON only');
		}
		socket.on('message', (data) => {
			receive(socket, JSON.parse(String(data)) as GatewaySendPayload);
			world.signal.changed();
		});
		socket.on('close', (code) => {
			for (const session of sessions.values()) {
				if (session.socket === socket && onPurpose.has(code)) sessions.delete(session.id);
			}
			world.signal.changed();
		});
		say(socket, GatewayOpcodes.Hello, { heartbeat_interval: heartbeatInterval });
	});
	return gateway;
}

function say(socket: WebSocket, op: GatewayOpcodes, d: unknown): void {
	if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ op, d, t: null, s: null }));
}
