import type { PolicyMetadata } from '../../contracts/bundle.js';
import type { PolicySource } from '../../model/tenant-policy.js';
import type { Database } from '../sql/database.js';
import { parseJson } from '../sql/json-column.js';
import type { Tx } from '../store.js';

/** The tenants' own policies within one transaction. */
export function tenantPolicies(db: Database): Tx['tenantPolicies'] {
	return {
		async digests(tenant) {
			return await db
				.selectFrom('tenant_policies')
				.select(['id', 'digest'])
				.where('tenant', '=', tenant)
				.orderBy('id')
				.execute();
		},
		async list(tenant) {
			const rows = await db
				.selectFrom('tenant_policies')
				.innerJoin('policy_sources', 'policy_sources.digest', 'tenant_policies.digest')
				.select(['id', 'tenant_policies.digest', 'metadata', 'added_by', 'added_at'])
				.where('tenant', '=', tenant)
				.orderBy('id')
				.execute();
			return rows.map((row) => ({ ...row, metadata: metadataOf(row.metadata) }));
		},
		async source(digest) {
			const row = await db
				.selectFrom('policy_sources')
				.select(['sources', 'metadata'])
				.where('digest', '=', digest)
				.executeTakeFirst();
			if (row === undefined) return null;
			const sources = parseJson<PolicySource[]>(row.sources, 'policy_sources.sources');
			return { sources, metadata: metadataOf(row.metadata) };
		},
		async put(tenant, { id, digest, metadata, added_by, added_at }, sources) {
			await db
				.insertInto('policy_sources')
				.values({
					digest,
					sources: JSON.stringify(sources),
					metadata: JSON.stringify(metadata),
					created_at: added_at,
				})
				// The digest is of both: who has the one has the other.
				.onConflict((conflict) => conflict.doNothing())
				.execute();
			const fields = { digest, added_by, added_at };
			await db
				.insertInto('tenant_policies')
				.values({ tenant, id, ...fields })
				.onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(fields))
				.execute();
		},
		async remove(tenant, id) {
			const { numDeletedRows } = await db
				.deleteFrom('tenant_policies')
				.where('tenant', '=', tenant)
				.where('id', '=', id)
				.executeTakeFirst();
			return numDeletedRows === 1n;
		},
	};
}

function metadataOf(text: string): PolicyMetadata {
	return parseJson<PolicyMetadata>(text, 'policy_sources.metadata');
}
