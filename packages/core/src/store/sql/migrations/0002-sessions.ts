import { type Kysely, sql } from 'kysely';
import type { Flavor } from '../flavor.js';

/*
 * Approvals that are taken back, warnings before the end, leases with a token, answers by request id, and what document
 * a project had last.
 */

/** Makes what sessions need beside their rows. */
export async function sessionsComplete(db: Kysely<unknown>, flavor: Flavor): Promise<void> {
	for (const statement of statements(flavor)) await sql.raw(statement).execute(db);
}

const statements = ({ integer, text, table_end: end }: Flavor): readonly string[] => [
	`alter table tenants add column session_lifetime_ms ${integer}`,

	// Who takes an approval back may give it again, so one person has several rows for one digest: one at most that stands.
	`create table session_approvals_next (
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
	`insert into session_approvals_next
		select session, ordinal, actor, source, roles, subject_digest, approved_at, null from session_approvals`,
	'drop table session_approvals',
	'alter table session_approvals_next rename to session_approvals',
	`create unique index session_approvals_standing on session_approvals (session, actor, subject_digest)
		where withdrawn_at is null`,

	`create table session_warnings (
		session ${text} not null references deployment_sessions (id) on delete cascade,
		before_ms ${integer} not null,
		claimed_until ${integer} not null,
		delivered_at ${integer},
		primary key (session, before_ms)
	) ${end}`,

	// Nothing was ever kept in the first one. One lease a project: so one deployment of it is under way at most.
	'drop table leases',
	`create table leases (
		tenant ${text} not null references tenants (id),
		project ${text} not null,
		session ${text},
		holder ${text} not null,
		token ${text} not null,
		taken_at ${integer} not null,
		expires_at ${integer} not null,
		primary key (tenant, project)
	) ${end}`,
	`insert into leases
		select tenant, project, min(id), 'a process of an earlier version', min(id), min(deploying_since), min(deploying_since) + 300000
		from deployment_sessions where status = 'deploying' and deploying_since is not null group by tenant, project`,

	`create table request_answers (
		tenant ${text} not null references tenants (id),
		actor ${text} not null,
		id ${text} not null,
		call_digest ${text} not null,
		answer ${text} not null,
		created_at ${integer} not null,
		primary key (tenant, actor, id)
	) ${end}`,
	'create index request_answers_age on request_answers (created_at)',

	// References nothing: a project's folder outlives the project.
	`create table project_documents (
		tenant ${text} not null,
		project ${text} not null,
		digest ${text} not null,
		session ${text} not null,
		written_at ${integer} not null,
		primary key (tenant, project)
	) ${end}`,
];
