import type { Database } from '../sql/database.js';
import { parseJson } from '../sql/json-column.js';
import type { Tx } from '../store.js';

/** Who was last seen in which groups, within one transaction. */
export function groupMembers(db: Database): Tx['groupMembers'] {
	return {
		async list(tenant) {
			const rows = await db
				.selectFrom('group_members')
				.select(['actor', 'member_of', 'seen_at'])
				.where('tenant', '=', tenant)
				.orderBy('actor')
				.execute();
			return rows.map(({ actor, member_of, seen_at }) => ({
				actor,
				groups: parseJson<string[]>(member_of, 'group_members.member_of'),
				seen_at,
			}));
		},
		async put(tenant, { actor, groups, seen_at }) {
			const member_of = JSON.stringify(groups);
			await db
				.insertInto('group_members')
				.values({ tenant, actor, member_of, seen_at })
				.onConflict((conflict) => conflict.columns(['tenant', 'actor']).doUpdateSet({ member_of, seen_at }))
				.execute();
		},
	};
}
