import { type Kysely, sql } from 'kysely';
import type { Flavor } from '../flavor.js';

/*
 * Quotas of actors and of the tenant, in other measures and per window: what is used of them moves into a table of its
 * own, a row for each quota and window. What a resource was counted as is kept with it, to be given back as it was taken.
 */

/** Makes what quotas need beside their limits, and keeps what there was. */
export async function quotasComplete(db: Kysely<unknown>, flavor: Flavor): Promise<void> {
	for (const statement of statements(flavor)) await sql.raw(statement).execute(db);
}

const statements = ({ integer, text, table_end: end }: Flavor): readonly string[] => [
	`alter table tenants add column time_zone ${text}`,
	// JSON. Null for what was deployed by an earlier version: it is measured anew where that is needed.
	`alter table cloud_resources add column use ${text}`,

	// Made anew, under the names that they had: SQLite takes no `not null` away from a column.
	'create table kept_quotas as select * from cloud_quotas',
	'create table kept_reservations as select * from quota_reservations',
	'drop table quota_reservations',
	'drop table cloud_quotas',

	// A project's limit goes with it, and with it what was held of it: the history keeps what there was.
	`create table cloud_quotas (
		tenant ${text} not null references tenants (id),
		id ${text} not null,
		owner ${text} not null,
		project ${text},
		actor ${text},
		kind ${text},
		measure ${text} not null,
		per ${text},
		"limit" ${integer},
		override ${text},
		primary key (tenant, id),
		foreign key (tenant, project) references cloud_projects (tenant, name) on delete cascade
	) ${end}`,

	// What stands counts in one row, whose window begins at 0 and never ends.
	`create table quota_counters (
		tenant ${text} not null,
		quota ${text} not null,
		window_starts_at ${integer} not null,
		window_ends_at ${integer},
		used ${integer} not null,
		reserved ${integer} not null,
		primary key (tenant, quota, window_starts_at),
		foreign key (tenant, quota) references cloud_quotas (tenant, id) on delete cascade,
		constraint quota_counters_used check (used >= 0),
		constraint quota_counters_reserved check (reserved >= 0)
	) ${end}`,

	`create table quota_reservations (
		tenant ${text} not null,
		id ${text} not null,
		quota ${text} not null,
		session ${text} not null,
		amount ${integer} not null,
		status ${text} not null,
		created_at ${integer} not null,
		window_starts_at ${integer} not null,
		primary key (tenant, id),
		foreign key (tenant, quota) references cloud_quotas (tenant, id) on delete cascade
	) ${end}`,
	'create index quota_reservations_session on quota_reservations (tenant, session)',
	'create index quota_reservations_quota on quota_reservations (tenant, quota)',

	`insert into cloud_quotas (tenant, id, owner, project, actor, kind, measure, per, "limit", override)
		select tenant, id, 'project', project, null, kind, measure, null, "limit", override from kept_quotas`,
	`insert into quota_counters (tenant, quota, window_starts_at, window_ends_at, used, reserved)
		select tenant, id, 0, null, used, reserved from kept_quotas`,
	`insert into quota_reservations (tenant, id, quota, session, amount, status, created_at, window_starts_at)
		select tenant, id, quota, session, amount, status, created_at, 0 from kept_reservations`,
	'drop table kept_quotas',
	'drop table kept_reservations',
];
