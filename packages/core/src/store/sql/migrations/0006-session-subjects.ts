import { type Kysely, sql } from 'kysely';
import type { Flavor } from '../flavor.js';

/*
 * Sessions are about deployments, waivers or changes of policy; waivers are approved by somebody and say when they last
 * lifted something.
 */

/** Makes what sessions of every subject need, and keeps those that there are. */
export async function sessionSubjects(db: Kysely<unknown>, flavor: Flavor): Promise<void> {
	for (const statement of statements(flavor)) await sql.raw(statement).execute(db);
}

const statements = ({ integer, text, table_end: end }: Flavor): readonly string[] => [
	`alter table tenants add column policy_change_approvals ${integer} not null default 0`,
	`alter table tenants add column longest_waiver_ms ${integer}`,

	// Nothing was ever kept in the first one.
	'drop table waivers',
	`create table waivers (
		tenant ${text} not null references tenants (id),
		id ${text} not null,
		policy ${text} not null,
		scope ${text} not null,
		category ${text} not null,
		reason ${text} not null,
		owner ${text} not null,
		expires_at ${integer} not null,
		requested_by ${text} not null,
		approved_by ${text} not null,
		created_at ${integer} not null,
		last_used_at ${integer},
		primary key (tenant, id)
	) ${end}`,

	// Made anew, under the names that they had: SQLite takes no `not null` away from a column. What refers to sessions goes
	// first, or it would go with them.
	'create table kept_sessions as select * from deployment_sessions',
	'create table kept_approvals as select * from session_approvals',
	'create table kept_warnings as select * from session_warnings',
	'drop table session_approvals',
	'drop table session_warnings',
	'drop table deployment_sessions',

	`create table deployment_sessions (
		id ${text} primary key,
		tenant ${text} not null references tenants (id),
		subject ${text} not null,
		project ${text},
		action ${text},
		actor ${text} not null,
		actor_source ${text} not null,
		deployment ${text},
		decision ${text},
		waiver ${text},
		change ${text},
		requirements ${text},
		subject_digest ${text} not null,
		status ${text} not null,
		status_reason ${text},
		created_at ${integer} not null,
		expires_at ${integer} not null,
		deploying_since ${integer},
		closed_at ${integer},
		document ${text},
		constraint deployment_sessions_deployment check (subject <> 'deployment'
			or (project is not null and action is not null and deployment is not null and decision is not null)),
		constraint deployment_sessions_change check (subject = 'deployment'
			or (requirements is not null and (waiver is not null or change is not null)))
	) ${end}`,
	'create index deployment_sessions_listed on deployment_sessions (tenant, created_at, id)',
	'create index deployment_sessions_due on deployment_sessions (status, expires_at)',
	`insert into deployment_sessions (id, tenant, subject, project, action, actor, actor_source, deployment, decision,
			subject_digest, status, status_reason, created_at, expires_at, deploying_since, closed_at, document)
		select id, tenant, 'deployment', project, action, actor, actor_source, deployment, decision,
			subject_digest, status, status_reason, created_at, expires_at, deploying_since, closed_at, document
		from kept_sessions`,

	`create table session_approvals (
		session ${text} not null references deployment_sessions (id) on delete cascade,
		ordinal ${integer} not null,
		actor ${text} not null,
		source ${text} not null,
		roles ${text} not null,
		subject_digest ${text} not null,
		approved_at ${integer} not null,
		withdrawn_at ${integer},
		constraint session_approvals_key primary key (session, ordinal)
	) ${end}`,
	`insert into session_approvals
		select session, ordinal, actor, source, roles, subject_digest, approved_at, withdrawn_at from kept_approvals`,
	`create unique index session_approvals_standing on session_approvals (session, actor, subject_digest)
		where withdrawn_at is null`,

	`create table session_warnings (
		session ${text} not null references deployment_sessions (id) on delete cascade,
		before_ms ${integer} not null,
		claimed_until ${integer} not null,
		delivered_at ${integer},
		primary key (session, before_ms)
	) ${end}`,
	'insert into session_warnings select session, before_ms, claimed_until, delivered_at from kept_warnings',

	'drop table kept_warnings',
	'drop table kept_approvals',
	'drop table kept_sessions',
];
