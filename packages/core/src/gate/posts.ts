import type { Post } from '../model/post.js';
import type { GateContext } from './gate-context.js';
import { viewIn } from './list-sessions.js';
import { sessionRevision } from './session-revision.js';
import type { SessionView } from './session-view.js';

/** A session where a front end shows it. */
export interface PostedSession {
	readonly post: Post;
	/** The session as it is now; `null` where its project is gone. */
	readonly view: SessionView | null;
}

/** Remembers where a front end shows a session, and what it last showed of it. */
export function putPost(gate: GateContext, post: Post): Promise<void> {
	return gate.store.write((tx) => tx.posts.put(post, gate.clock()));
}

/** Where a front end shows a session, with the session as it is now; `null` where it does not show it. */
export function findPost(
	gate: GateContext,
	frontend: string,
	{ tenant, session }: Pick<Post, 'tenant' | 'session'>,
): Promise<PostedSession | null> {
	return gate.store.read(async (tx) => {
		const post = await tx.posts.get(frontend, tenant, session);
		const stored = post === null ? null : await tx.sessions.get(tenant, session);
		return post === null || stored === null ? null : { post, view: await viewIn(tx, gate, stored) };
	});
}

/**
 * What a front end shows otherwise than it is now, in every tenant: sessions that ended, expired, or went on elsewhere,
 * and those that were approved, or may be by others, since they were shown.
 */
export function stalePosts(gate: GateContext, frontend: string): Promise<PostedSession[]> {
	return gate.store.read(async (tx) => {
		const stale: PostedSession[] = [];
		for (const post of await tx.posts.showing(frontend, ['open', 'deploying'])) {
			const stored = await tx.sessions.get(post.tenant, post.session);
			const view = stored === null ? null : await viewIn(tx, gate, stored);
			if (view !== null && isStale(post, view)) stale.push({ post, view });
		}
		return stale;
	});
}

function isStale({ shown, revision }: Post, view: SessionView): boolean {
	return view.session.status !== shown || sessionRevision(view) !== revision;
}

/**
 * Where a front end shows sessions of a tenant that have another status by now. Unlike `stalePosts` it costs no more where
 * many sessions are open: for right after a request, which may have taken the place of others.
 */
export function movedPosts(gate: GateContext, frontend: string, tenant: string): Promise<Post[]> {
	return gate.store.read((tx) => tx.posts.movedOn(frontend, tenant));
}

/** Where a front end last showed something of a tenant; `null` where it never did. */
export function latestPost(gate: GateContext, frontend: string, tenant: string): Promise<Post | null> {
	return gate.store.read((tx) => tx.posts.latest(frontend, tenant));
}
