import type { Breach } from '../breach.js';
import { type Refusal, refusals } from '../refusal.js';
import type { RequestBody } from '../request-body.js';
import { type Bodies, checkRequest, type ResponseName } from '../schemas.js';
import type { World } from '../world.js';

/** A request of the client, with its path's parts. */
export interface RestRequest {
	readonly method: string;
	/** Without `/api/v10` and query, decoded: `/channels/1/messages`. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly authorization: string | undefined;
	readonly body: RequestBody;
}

/** What the fake answers. */
export type Reply =
	| { readonly kind: 'nothing' }
	| { readonly kind: 'body'; readonly body: unknown; readonly schema?: ResponseName; readonly each?: ResponseName }
	| { readonly kind: 'refused'; readonly refusal: Refusal; readonly problems?: readonly string[] };

/** One thing that can be asked of Discord. */
export interface Route {
	readonly method: string;
	readonly path: RegExp;
	/** The token in its path is enough; others need the bot's. */
	readonly open?: true;
	/** @param parts What the groups of `path` matched. */
	handle(world: World, request: RestRequest, parts: readonly string[]): Reply;
}

/** Done; there is nothing to say. */
export const nothing: Reply = { kind: 'nothing' };

export function refused(name: keyof typeof refusals): Reply {
	return { kind: 'refused', refusal: refusals[name] };
}

/** A body of the client that Discord would take, or the answer that it gives instead. */
export type Accepted<T> = { readonly body: T } | { readonly reply: Reply };

/**
 * Holds the body of a request to Discord's description and to the limits beyond it. A breach is noted, so that the test
 * fails even where the client swallows the error.
 */
export function accept<N extends keyof Bodies>(
	world: World,
	request: RestRequest,
	name: N,
	limits: (body: Bodies[N]) => readonly string[] = () => [],
): Accepted<Bodies[N]> {
	const checked = checkRequest(name, request.body.json);
	if (!checked.ok) return { reply: invalid(world, request, checked.problems) };
	const problems = limits(checked.body);
	return problems.length === 0 ? { body: checked.body } : { reply: invalid(world, request, problems) };
}

/** Refuses a body, and notes the breach. */
export function invalid(world: World, request: RestRequest, problems: readonly string[]): Reply {
	const breach: Breach = { by: 'client', at: `${request.method} ${request.path}`, problems, body: request.body.json };
	world.breaches.push(breach);
	return { kind: 'refused', refusal: refusals.invalidForm, problems };
}
