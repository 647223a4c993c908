import type { Approval } from '../../model/session.js';
import type { Database } from '../sql/database.js';
import { parseJson } from '../sql/json-column.js';
import type { Tx } from '../store.js';

/** The approvals of sessions within one transaction. */
export function approvals(db: Database): {
	readonly approve: Tx['sessions']['approve'];
	readonly insertApprovals: (session: string, approvals: readonly Approval[]) => Promise<void>;
	/** Those of each session, in the order in which they were given. */
	readonly approvalsOf: (sessions: readonly string[]) => Promise<Map<string, Approval[]>>;
} {
	return {
		async approve(tenant, id, { actor, source, roles, subject_digest, approved_at }) {
			const { numInsertedOrUpdatedRows } = await db
				.insertInto('session_approvals')
				.columns(['session', 'ordinal', 'actor', 'source', 'roles', 'subject_digest', 'approved_at'])
				.expression((build) =>
					build
						.selectFrom('deployment_sessions')
						.select((row) => [
							'deployment_sessions.id',
							row
								.selectFrom('session_approvals')
								.select((given) => given(given.fn.countAll<number>(), '+', 1).as('next'))
								.whereRef('session', '=', 'deployment_sessions.id')
								.as('ordinal'),
							row.val(actor).as('actor'),
							row.val(source).as('source'),
							row.val(JSON.stringify(roles)).as('roles'),
							row.val(subject_digest).as('subject_digest'),
							row.val(approved_at).as('approved_at'),
						])
						.where('tenant', '=', tenant)
						.where('id', '=', id),
				)
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return numInsertedOrUpdatedRows === 1n;
		},
		async insertApprovals(session, given) {
			if (given.length === 0) return;
			await db
				.insertInto('session_approvals')
				.values(
					given.map(({ actor, source, roles, subject_digest, approved_at }, index) => ({
						session,
						ordinal: index + 1,
						actor,
						source,
						roles: JSON.stringify(roles),
						subject_digest,
						approved_at,
					})),
				)
				.execute();
		},
		async approvalsOf(sessions) {
			const found = new Map<string, Approval[]>();
			if (sessions.length === 0) return found;
			const rows = await db
				.selectFrom('session_approvals')
				.selectAll()
				.where('session', 'in', sessions)
				.orderBy('ordinal')
				.execute();
			for (const { session, ordinal: _, roles, ...approval } of rows) {
				const of = found.get(session) ?? [];
				of.push({ ...approval, roles: parseJson<Approval['roles']>(roles, 'session_approvals.roles') });
				found.set(session, of);
			}
			return found;
		},
	};
}
