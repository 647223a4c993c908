import type { Approval } from '../../model/session.js';
import type { Database } from '../sql/database.js';
import { parseJson } from '../sql/json-column.js';
import { withoutNulls } from '../sql/without-nulls.js';
import type { Tx } from '../store.js';

/** The approvals of sessions within one transaction. */
export function approvals(db: Database): {
	readonly approve: Tx['sessions']['approve'];
	readonly withdraw: Tx['sessions']['withdraw'];
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
		async withdraw(tenant, id, actor, withdrawn_at) {
			const { numUpdatedRows } = await db
				.updateTable('session_approvals')
				.set({ withdrawn_at })
				.where('session', 'in', (build) =>
					build.selectFrom('deployment_sessions').select('id').where('tenant', '=', tenant).where('id', '=', id),
				)
				.where('actor', '=', actor)
				.where('withdrawn_at', 'is', null)
				.executeTakeFirst();
			return Number(numUpdatedRows);
		},
		async insertApprovals(session, given) {
			if (given.length === 0) return;
			await db
				.insertInto('session_approvals')
				.values(
					given.map(({ actor, source, roles, subject_digest, approved_at, withdrawn_at = null }, index) => ({
						session,
						ordinal: index + 1,
						actor,
						source,
						roles: JSON.stringify(roles),
						subject_digest,
						approved_at,
						withdrawn_at,
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
			for (const { session, ordinal: _, roles, withdrawn_at, ...approval } of rows) {
				const of = found.get(session) ?? [];
				const held = parseJson<Approval['roles']>(roles, 'session_approvals.roles');
				of.push({ ...approval, roles: held, ...withoutNulls({ withdrawn_at }) });
				found.set(session, of);
			}
			return found;
		},
	};
}
