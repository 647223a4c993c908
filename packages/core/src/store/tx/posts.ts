import type { Selectable } from 'kysely';
import type { Post } from '../../model/post.js';
import { sessionStatuses } from '../../model/vocabulary.js';
import type { Database } from '../sql/database.js';
import type { Schema } from '../sql/schema.js';
import { withoutNulls } from '../sql/without-nulls.js';
import type { Tx } from '../store.js';

/** The messages of front ends, within one transaction. */
export function posts(db: Database): Tx['posts'] {
	return {
		async put(post, posted_at) {
			const { channel, message, shown, revision = null } = post;
			await db
				.insertInto('frontend_messages')
				.values({ ...post, revision, posted_at })
				.onConflict((conflict) =>
					conflict.columns(['frontend', 'session']).doUpdateSet({ channel, message, shown, revision }),
				)
				.execute();
		},
		async get(frontend, tenant, session) {
			const row = await db
				.selectFrom('frontend_messages')
				.selectAll()
				.where('frontend', '=', frontend)
				.where('tenant', '=', tenant)
				.where('session', '=', session)
				.executeTakeFirst();
			return row === undefined ? null : postOf(row);
		},
		async showing(frontend, statuses) {
			const rows = await db
				.selectFrom('frontend_messages')
				.selectAll()
				.where('frontend', '=', frontend)
				.where('shown', 'in', [...statuses])
				.orderBy('posted_at')
				.orderBy('session')
				.execute();
			return rows.map(postOf);
		},
		async movedOn(frontend, tenant) {
			const rows = await db
				.selectFrom('frontend_messages')
				.innerJoin('deployment_sessions', (join) =>
					join
						.onRef('deployment_sessions.id', '=', 'frontend_messages.session')
						.onRef('deployment_sessions.tenant', '=', 'frontend_messages.tenant'),
				)
				.selectAll('frontend_messages')
				.where('frontend_messages.frontend', '=', frontend)
				.where('frontend_messages.tenant', '=', tenant)
				.whereRef('frontend_messages.shown', '!=', 'deployment_sessions.status')
				.orderBy('posted_at')
				.orderBy('session')
				.execute();
			return rows.map(postOf);
		},
		async latest(frontend, tenant) {
			const row = await db
				.selectFrom('frontend_messages')
				.selectAll()
				.where('frontend', '=', frontend)
				.where('tenant', '=', tenant)
				.orderBy('posted_at', 'desc')
				.orderBy('session')
				.limit(1)
				.executeTakeFirst();
			return row === undefined ? null : postOf(row);
		},
	};
}

function postOf({ posted_at: _, shown, revision, ...row }: Selectable<Schema['frontend_messages']>): Post {
	const status = sessionStatuses.find((each) => each === shown);
	if (status === undefined)
		throw new TypeError(`the post of session ${row.session} shows ${shown}, which is no status`);
	return { ...row, shown: status, ...withoutNulls({ revision }) };
}
