import { type Kysely, sql } from 'kysely';
import type { Flavor } from '../flavor.js';

/*
 * What resources cost, for how long: a row for each time that one stood at one price, so that what was deleted or changed
 * since still counts for the month in which it stood.
 */

/** Makes the ledger, and enters what stands. */
export async function ledgerBegun(db: Kysely<unknown>, flavor: Flavor): Promise<void> {
	for (const statement of statements(flavor)) await sql.raw(statement).execute(db);
}

const statements = ({ integer, text, table_end: end }: Flavor): readonly string[] => [
	// No reference to the project: what it cost outlives it.
	`create table cost_intervals (
		tenant ${text} not null references tenants (id),
		project ${text} not null,
		address ${text} not null,
		starts_at ${integer} not null,
		ends_at ${integer},
		hourly_micros ${integer} not null,
		complete ${integer} not null,
		metered ${integer} not null,
		primary key (tenant, project, address, starts_at),
		constraint cost_intervals_bits check (complete in (0, 1) and metered in (0, 1)),
		constraint cost_intervals_amount check (hourly_micros >= 0),
		constraint cost_intervals_order check (ends_at is null or ends_at > starts_at)
	) ${end}`,
	// By their end: a month asks for those that ended in it or have not, however many ended before.
	'create index cost_intervals_month on cost_intervals (tenant, project, ends_at)',

	// What a resource cost before it was last changed was not kept: it is not known, and not taken for the price of now.
	`insert into cost_intervals
		select tenant, project, address, created_at, updated_at, 0, 0, 0 from cloud_resources where updated_at > created_at`,
	// Whether a part is paid by use was not kept either: of buckets and of NAT gateways it mostly is.
	`insert into cost_intervals
		select tenant, project, address, updated_at, null, hourly_micros, cost_complete,
			case when address like 'storage/%' or resource like '%"nat":true%' then 1 else 0 end
		from cloud_resources`,
];
