import { type Kysely, sql } from 'kysely';
import type { Flavor } from '../flavor.js';

/*
 * A migration never imports the model: what it made must stay what it was when the model has moved on. CHECKs hold
 * only what no later version may break: amounts that are never below 0, and booleans that are 0 or 1.
 */

/** Makes every table of the store's first version. */
export async function firstSchema(db: Kysely<unknown>, flavor: Flavor): Promise<void> {
	for (const statement of statements(flavor)) await sql.raw(statement).execute(db);
	await flavor.makeAppendOnly(db, 'deployment_history');
}

// `limit` is the one name among the model's fields that SQL keeps for itself.
const statements = ({ integer, text, table_end: end }: Flavor): readonly string[] => [
	`create table tenants (
		id ${text} primary key,
		facts_version ${integer} not null,
		asserted_may_approve ${integer} not null,
		created_at ${integer} not null,
		constraint tenants_bits check (asserted_may_approve in (0, 1))
	) ${end}`,

	`create table cloud_projects (
		tenant ${text} not null references tenants (id),
		name ${text} not null,
		provider ${text} not null,
		account ${text},
		environment ${text} not null,
		region ${text} not null,
		regions ${text} not null,
		monthly_budget_micros ${integer},
		created_at ${integer} not null,
		primary key (tenant, name)
	) ${end}`,

	`create table roles (
		tenant ${text} not null references tenants (id),
		name ${text} not null,
		capabilities ${text} not null,
		max_vm_size ${text} not null,
		primary key (tenant, name)
	) ${end}`,

	`create table user_cloud_permissions (
		tenant ${text} not null references tenants (id),
		id ${text} not null,
		actor ${text} not null,
		role ${text} not null,
		provider ${text},
		project ${text},
		plus ${text} not null,
		minus ${text} not null,
		max_vm_size ${text},
		expires_at ${integer},
		created_by ${text} not null,
		created_at ${integer} not null,
		primary key (tenant, id)
	) ${end}`,

	`create table infrastructure_policies (
		tenant ${text} not null references tenants (id),
		id ${text} not null,
		policy ${text} not null,
		level ${text} not null,
		parameters ${text} not null,
		scope ${text} not null,
		subject ${text},
		owner_roles ${text} not null,
		quorum ${integer} not null,
		requester_counts ${integer} not null,
		created_by ${text} not null,
		created_at ${integer} not null,
		primary key (tenant, id),
		constraint infrastructure_policies_bits check (requester_counts in (0, 1))
	) ${end}`,

	`create table waivers (
		tenant ${text} not null references tenants (id),
		id ${text} not null,
		policy ${text} not null,
		scope ${text} not null,
		reason ${text} not null,
		owner ${text} not null,
		expires_at ${integer} not null,
		created_by ${text} not null,
		created_at ${integer} not null,
		primary key (tenant, id)
	) ${end}`,

	// A limit goes with its project, and with it what was held of it: the history keeps what there was.
	`create table cloud_quotas (
		tenant ${text} not null,
		id ${text} not null,
		project ${text} not null,
		kind ${text} not null,
		measure ${text} not null,
		"limit" ${integer},
		override ${text},
		used ${integer} not null,
		reserved ${integer} not null,
		primary key (tenant, id),
		foreign key (tenant, project) references cloud_projects (tenant, name) on delete cascade,
		constraint cloud_quotas_used check (used >= 0),
		constraint cloud_quotas_reserved check (reserved >= 0)
	) ${end}`,

	// No reference to the project: a closed session outlives it.
	`create table deployment_sessions (
		id ${text} primary key,
		tenant ${text} not null references tenants (id),
		project ${text} not null,
		action ${text} not null,
		actor ${text} not null,
		actor_source ${text} not null,
		deployment ${text} not null,
		decision ${text} not null,
		subject_digest ${text} not null,
		status ${text} not null,
		status_reason ${text},
		created_at ${integer} not null,
		expires_at ${integer} not null,
		deploying_since ${integer},
		closed_at ${integer},
		document ${text}
	) ${end}`,
	'create index deployment_sessions_listed on deployment_sessions (tenant, created_at, id)',
	'create index deployment_sessions_due on deployment_sessions (status, expires_at)',

	`create table session_approvals (
		session ${text} not null references deployment_sessions (id) on delete cascade,
		ordinal ${integer} not null,
		actor ${text} not null,
		source ${text} not null,
		roles ${text} not null,
		subject_digest ${text} not null,
		approved_at ${integer} not null,
		primary key (session, actor, subject_digest)
	) ${end}`,

	`create table quota_reservations (
		tenant ${text} not null,
		id ${text} not null,
		quota ${text} not null,
		session ${text} not null,
		amount ${integer} not null,
		status ${text} not null,
		created_at ${integer} not null,
		primary key (tenant, id),
		foreign key (tenant, quota) references cloud_quotas (tenant, id) on delete cascade
	) ${end}`,
	'create index quota_reservations_session on quota_reservations (tenant, session)',
	'create index quota_reservations_quota on quota_reservations (tenant, quota)',

	// References nothing: it outlives everything that it tells of.
	`create table deployment_history (
		seq ${integer} primary key,
		tenant ${text} not null,
		at ${integer} not null,
		actor ${text} not null,
		actor_source ${text} not null,
		event ${text} not null,
		project ${text},
		session ${text},
		body ${text} not null,
		prev_hash ${text} not null,
		hash ${text} not null
	) ${end}`,
	'create index deployment_history_tenant on deployment_history (tenant, seq)',
	'create index deployment_history_session on deployment_history (session, seq)',

	`create table cloud_resources (
		tenant ${text} not null,
		project ${text} not null,
		address ${text} not null,
		resource ${text} not null,
		status ${text} not null,
		hourly_micros ${integer} not null,
		cost_complete ${integer} not null,
		deployed_by ${text} not null,
		session ${text} not null,
		created_at ${integer} not null,
		updated_at ${integer} not null,
		primary key (tenant, project, address),
		foreign key (tenant, project) references cloud_projects (tenant, name),
		constraint cloud_resources_bits check (cost_complete in (0, 1))
	) ${end}`,

	`create table decision_inputs (
		digest ${text} primary key,
		text ${text} not null,
		created_at ${integer} not null
	) ${end}`,

	`create table policy_cache (
		digest ${text} primary key,
		source ${text} not null,
		opa_version ${text} not null,
		created_at ${integer} not null,
		last_used_at ${integer} not null
	) ${end}`,

	`create table leases (
		tenant ${text} not null references tenants (id),
		name ${text} not null,
		holder ${text} not null,
		expires_at ${integer} not null,
		primary key (tenant, name)
	) ${end}`,
];
