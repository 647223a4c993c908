import { once } from 'node:events';
import { createServer } from 'node:http';
import { ok, presentDecision, presentSession, refused } from '@portcullis/core';

/**
 * A front end that speaks JSON over HTTP. It keeps nothing that decides: every answer is read from the gate.
 *
 * @param {import('@portcullis/core').Gate} gate
 * @param {{ tenant: string, port: number, actorOf: (token: string) => string | undefined }} options `port`: 0
 * is any that is free. `actorOf`: whose token it is. Who asks is whom the medium says, never what they wrote.
 * @returns {import('@portcullis/core').Frontend & { url(): string }}
 */
export function createWebHook(gate, { tenant, port, actorOf }) {
	/** @type {Readonly<Record<string, Route>>} */
	const routes = {
		'POST /requests': async (caller, { body }) =>
			shown(await gate.request(caller, body), (outcome) =>
				outcome.kind === 'session' ? presentSession(outcome.view) : presentDecision(outcome.decision),
			),
		'GET /sessions': async (caller) =>
			shown(await gate.list(caller), (views) => views.map((view) => presentSession(view))),
		'GET /sessions/ID': async (caller, { id }) => shown(await gate.show(caller, id), presentSession),
		'GET /sessions/ID/history': (caller, { id }) => gate.history(caller, { session: id }),
		// An approval without the digest that was looked at would be one of whatever stands there by now.
		'POST /sessions/ID/approve': async (caller, { id, body }) =>
			typeof body?.digest === 'string' && body.digest !== ''
				? shown(await gate.approve(caller, id, body.digest), presentSession)
				: refused('INPUT_INVALID', 'digest: must be the digest of the session that was looked at'),
		'POST /sessions/ID/withdraw': async (caller, { id }) => shown(await gate.withdraw(caller, id), presentSession),
		'POST /sessions/ID/reject': (caller, { id, body }) => gate.reject(caller, id, String(body?.reason ?? '')),
		'POST /sessions/ID/cancel': (caller, { id }) => gate.cancel(caller, id),
	};

	const server = createServer(async (request, response) => {
		const [status, answer] = await answerTo(request).catch(unexpected);
		response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(answer, null, 2)}\n`);
	});

	/**
	 * @param {import('node:http').IncomingMessage} request
	 * @returns {Promise<[status: number, answer: unknown]>}
	 */
	async function answerTo(request) {
		const actor = actorOf(request.headers.authorization?.replace(/^Bearer /, '') ?? '');
		if (actor === undefined) return [401, { code: 'TOKEN_UNKNOWN' }];
		const [, what = '', id = '', step = ''] = request.url?.split('/') ?? [];
		const route = routes[`${request.method} /${what}${id && '/ID'}${step && `/${step}`}`];
		if (route === undefined) return [404, { code: 'ROUTE_UNKNOWN' }];
		const key = request.headers['idempotency-key'];
		const caller = { tenant, actor: { id: actor, source: /** @type {const} */ ('verified') } };
		// What arrives twice with the same key acts once.
		const asked = typeof key === 'string' ? { ...caller, request_id: key } : caller;
		const result = await route(asked, { id, body: await bodyOf(request) });
		return result.kind === 'ok' ? [200, result.value] : [409, result];
	}

	return {
		id: 'web-hook',
		async start() {
			await once(server.listen(port, '127.0.0.1'), 'listening');
		},
		async stop() {
			server.closeAllConnections();
			await once(server.close(), 'close');
		},
		url() {
			const address = server.address();
			return `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`;
		},
	};
}

/**
 * @param {any} fault
 * @returns {[status: number, answer: unknown]}
 */
function unexpected(fault) {
	return [500, { code: fault.code ?? 'INTERNAL' }];
}

/** @typedef {(caller: import('@portcullis/core').Caller, asked: { id: string, body: any }) => Promise<import('@portcullis/core').Result<unknown>>} Route */

/**
 * @template Value
 * @param {import('@portcullis/core').Result<Value>} result
 * @param {(value: Value) => unknown} present
 */
function shown(result, present) {
	return result.kind === 'ok' ? ok(present(result.value)) : result;
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<any>} `undefined` where it is no JSON: the gate says what it expected
 */
async function bodyOf(request) {
	let text = '';
	for await (const chunk of request.setEncoding('utf8')) {
		text += chunk;
		if (text.length > 1_000_000) return undefined;
	}
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
