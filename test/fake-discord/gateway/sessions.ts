import { randomUUID } from 'node:crypto';
import type {
	APIInteraction,
	GatewayGuildCreateDispatchData,
	GatewayGuildRoleCreateDispatchData,
	GatewayReadyDispatchData,
} from 'discord-api-types/v10';
import type { WebSocket } from 'ws';

/** The events that the fake sends. */
export type Event =
	| { readonly t: 'READY'; readonly d: GatewayReadyDispatchData }
	| { readonly t: 'RESUMED'; readonly d: null }
	| { readonly t: 'GUILD_CREATE'; readonly d: GatewayGuildCreateDispatchData }
	| { readonly t: 'GUILD_ROLE_CREATE'; readonly d: GatewayGuildRoleCreateDispatchData }
	| { readonly t: 'INTERACTION_CREATE'; readonly d: APIInteraction };

/** One client's session: it outlives its socket, until the client closes it for good. */
export interface Session {
	readonly id: string;
	/** The number of the event sent last. */
	sequence: number;
	socket: WebSocket;
	/** Sent events, for a client that resumes; the oldest are forgotten. */
	readonly sent: { readonly s: number; readonly text: string }[];
}

const kept = 500;

export function newSession(socket: WebSocket): Session {
	return { id: randomUUID(), sequence: 0, socket, sent: [] };
}

/** Sends an event, and keeps it for a client that is not there just now. */
export function dispatch(session: Session, event: Event): void {
	session.sequence += 1;
	const text = JSON.stringify({ op: 0, s: session.sequence, ...event });
	session.sent.push({ s: session.sequence, text });
	if (session.sent.length > kept) session.sent.shift();
	if (session.socket.readyState === session.socket.OPEN) session.socket.send(text);
}

/** Sends again what a client missed. */
export function replay(session: Session, after: number): void {
	for (const { s, text } of session.sent) if (s > after) session.socket.send(text);
}
