import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody } from '../request-body.js';
import { checkResponse, type ResponseName } from '../schemas.js';
import type { World } from '../world.js';
import { channelRoutes } from './channels.js';
import { commandRoutes } from './commands.js';
import type { Fault, Faults } from './faults.js';
import { interactionRoutes } from './interactions.js';
import { otherRoutes } from './others.js';
import { type Reply, type RestRequest, type Route, refused } from './route.js';

const routes: readonly Route[] = [...commandRoutes, ...interactionRoutes, ...channelRoutes, ...otherRoutes];
const api = '/api/v10';

/** What the fake keeps of a request. */
export interface SeenRequest {
	readonly method: string;
	readonly path: string;
	readonly status: number;
	readonly body: unknown;
}

/** Answers requests as Discord's REST interface does. `seen` is told of each. */
export function restServer(
	world: World,
	faults: Faults,
	seen: (request: SeenRequest) => void,
): (incoming: IncomingMessage, response: ServerResponse) => Promise<void> {
	return async (incoming, response) => {
		const body = await readBody(incoming);
		const url = new URL(incoming.url ?? '/', world.origin);
		const file = world.files.get(url.pathname);
		if (file !== undefined) return void response.writeHead(200).end(file);
		const path = decodeURIComponent(url.pathname);
		const request: RestRequest = {
			method: incoming.method ?? 'GET',
			path: path.startsWith(api) ? path.slice(api.length) : path,
			query: url.searchParams,
			authorization: incoming.headers.authorization,
			body,
		};
		const fault = faults.take(request.method, request.path);
		if (fault?.kind === 'request lost') return void response.destroy();
		if (fault?.kind === 'slow') await sleep(fault.milliseconds);
		const status =
			fault === undefined || fault.kind === 'slow' || fault.kind === 'answer lost'
				? perform(world, request, response, fault?.kind === 'answer lost')
				: fail(response, fault, request.path);
		seen({ method: request.method, path: request.path, status, body: body.json });
		world.signal.changed();
	};
}

/** A fault that is an answer. */
type Failure = Extract<Fault['what'], { kind: 'broken' | 'refused' | 'rate limited' }>;

function perform(world: World, request: RestRequest, response: ServerResponse, lost: boolean): number {
	const reply = handle(world, request);
	holdToDescription(world, request, reply);
	const status = reply.kind === 'nothing' ? 204 : reply.kind === 'body' ? 200 : reply.refusal.status;
	if (lost) response.destroy();
	else send(response, status, reply.kind === 'nothing' ? undefined : bodyOf(reply), request.path);
	return status;
}

function handle(world: World, request: RestRequest): Reply {
	for (const route of routes) {
		if (route.method !== request.method) continue;
		const match = route.path.exec(request.path);
		if (match === null) continue;
		if (!route.open && request.authorization !== `Bot ${world.token}`) return refused('unauthorized');
		return route.handle(world, request, match.slice(1));
	}
	const at = `${request.method} ${request.path}`;
	world.breaches.push({ by: 'fake', at, problems: ['the path: is none that the fake knows'], body: request.body.json });
	return refused('unknownRoute');
}

function bodyOf(reply: Exclude<Reply, { kind: 'nothing' }>): unknown {
	if (reply.kind === 'body') return reply.body;
	const { code, message } = reply.refusal;
	if (reply.problems === undefined) return { code, message };
	return {
		code,
		message,
		errors: { _errors: reply.problems.map((problem) => ({ code: 'INVALID', message: problem })) },
	};
}

function holdToDescription(world: World, request: RestRequest, reply: Reply): void {
	if (reply.kind !== 'body') return;
	const check = (name: ResponseName, body: unknown) => {
		const problems = checkResponse(name, body);
		if (problems.length > 0)
			world.breaches.push({ by: 'fake', at: `${request.method} ${request.path}`, problems, body });
	};
	if (reply.schema !== undefined) check(reply.schema, reply.body);
	if (reply.each !== undefined && Array.isArray(reply.body)) for (const one of reply.body) check(reply.each, one);
}

function fail(response: ServerResponse, fault: Failure, path: string): number {
	if (fault.kind === 'broken') {
		send(response, fault.status, { code: 0, message: `${fault.status}` }, path);
		return fault.status;
	}
	if (fault.kind === 'refused') {
		send(response, fault.status, { code: fault.code, message: fault.message }, path);
		return fault.status;
	}
	const { seconds, global = false } = fault;
	const body = { message: 'You are being rate limited.', retry_after: seconds, global, code: 0 };
	send(response, 429, body, path, {
		'retry-after': String(seconds),
		'x-ratelimit-remaining': '0',
		'x-ratelimit-reset-after': String(seconds),
		'x-ratelimit-scope': global ? 'global' : 'user',
		...(global ? { 'x-ratelimit-global': 'true' } : {}),
	});
	return 429;
}

function send(
	response: ServerResponse,
	status: number,
	body: unknown,
	path: string,
	headers: Readonly<Record<string, string>> = {},
): void {
	response.writeHead(status, {
		// With a type on a 204 the client parses the empty body, and fails.
		...(status === 204 ? {} : { 'content-type': 'application/json' }),
		// A 429 without it is taken as one of Cloudflare's.
		via: '1.1 google',
		'x-ratelimit-limit': '50',
		'x-ratelimit-remaining': '49',
		'x-ratelimit-reset-after': '1',
		'x-ratelimit-bucket': path.replaceAll(/\d+/g, ''),
		...headers,
	});
	response.end(body === undefined ? undefined : JSON.stringify(body));
}
