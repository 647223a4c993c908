import type { Selectable } from 'kysely';
import type { Backend } from '../../model/backend.js';
import type { Project } from '../../model/project.js';
import type { Database } from '../sql/database.js';
import { parseJson } from '../sql/json-column.js';
import type { Schema } from '../sql/schema.js';
import { withoutNulls } from '../sql/without-nulls.js';
import type { Tx } from '../store.js';

/** The projects within one transaction. */
export function projects(db: Database): Tx['projects'] {
	const ofTenant = (tenant: string) => db.selectFrom('cloud_projects').selectAll().where('tenant', '=', tenant);
	return {
		async get(tenant, name) {
			const row = await ofTenant(tenant).where('name', '=', name).executeTakeFirst();
			return row === undefined ? null : projectOf(row);
		},
		async list(tenant) {
			return (await ofTenant(tenant).orderBy('name').execute()).map(projectOf);
		},
		async insert(tenant, project, at) {
			const { numInsertedOrUpdatedRows } = await db
				.insertInto('cloud_projects')
				.values({
					tenant,
					name: project.name,
					provider: project.provider,
					account: project.account ?? null,
					environment: project.environment,
					region: project.region,
					regions: JSON.stringify(project.regions),
					monthly_budget_micros: project.monthly_budget_micros ?? null,
					backend: project.backend === undefined ? null : JSON.stringify(project.backend),
					tags: JSON.stringify(project.tags ?? {}),
					created_at: at,
				})
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return numInsertedOrUpdatedRows === 1n;
		},
		async remove(tenant, name) {
			const { numDeletedRows } = await db
				.deleteFrom('cloud_projects')
				.where('tenant', '=', tenant)
				.where('name', '=', name)
				.executeTakeFirst();
			return numDeletedRows === 1n;
		},
	};
}

function projectOf(row: Selectable<Schema['cloud_projects']>): Project {
	const { name, provider, environment, region, account, monthly_budget_micros } = row;
	const regions = parseJson<Project['regions']>(row.regions, 'cloud_projects.regions');
	const tags = parseJson<NonNullable<Project['tags']>>(row.tags, 'cloud_projects.tags');
	return {
		name,
		provider,
		environment,
		region,
		regions,
		...withoutNulls({ account, monthly_budget_micros }),
		...(row.backend === null ? {} : { backend: parseJson<Backend>(row.backend, 'cloud_projects.backend') }),
		...(Object.keys(tags).length === 0 ? {} : { tags }),
	};
}
