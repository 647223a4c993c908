import type { Database } from '../sql/database.js';
import type { Locks } from '../sql/locks.js';
import type { Tx } from '../store.js';

type OfTenant<Rest extends unknown[], Value> = (tenant: string, ...rest: Rest) => Promise<Value>;

/**
 * Lets whatever reads something of a tenant, in a transaction that may write, take the tenant first. What was read then
 * holds until the commit, as it does where there is one writer at a time: `facts_version`, what stands in a project,
 * whether another of its deployments is under way, how many have approved.
 *
 * The trap: a conditional update alone guards the one row that it changes, and not what was looked at beside it.
 */
export function serializeTenant(tx: Tx, db: Database, locks: Locks): Tx {
	const taken = new Map<string, Promise<void>>();
	const take = (tenant: string): Promise<void> => {
		const before = taken.get(tenant);
		if (before !== undefined) return before;
		const taking = locks.tenant(db, tenant);
		taken.set(tenant, taking);
		return taking;
	};
	const first =
		<Rest extends unknown[], Value>(method: OfTenant<Rest, Value>): OfTenant<Rest, Value> =>
		async (tenant, ...rest) => {
			await take(tenant);
			return await method(tenant, ...rest);
		};
	return {
		...tx,
		tenants: { ...tx.tenants, get: first(tx.tenants.get) },
		projects: { ...tx.projects, get: first(tx.projects.get), list: first(tx.projects.list) },
		roles: { ...tx.roles, list: first(tx.roles.list) },
		grants: { ...tx.grants, list: first(tx.grants.list) },
		groupMembers: { ...tx.groupMembers, list: first(tx.groupMembers.list) },
		bindings: { ...tx.bindings, list: first(tx.bindings.list) },
		tenantPolicies: {
			...tx.tenantPolicies,
			digests: first(tx.tenantPolicies.digests),
			list: first(tx.tenantPolicies.list),
		},
		waivers: {
			...tx.waivers,
			get: first(tx.waivers.get),
			list: first(tx.waivers.list),
			remove: first(tx.waivers.remove),
		},
		quotas: {
			...tx.quotas,
			list: first(tx.quotas.list),
			bearingOn: first(tx.quotas.bearingOn),
			reservations: first(tx.quotas.reservations),
		},
		sessions: {
			...tx.sessions,
			get: first(tx.sessions.get),
			approve: first(tx.sessions.approve),
			withdraw: first(tx.sessions.withdraw),
			async list(filter) {
				await take(filter.tenant);
				return await tx.sessions.list(filter);
			},
		},
		leases: {
			...tx.leases,
			get: first(tx.leases.get),
			change: first(tx.leases.change),
			release: first(tx.leases.release),
			async take(lease) {
				await take(lease.tenant);
				return await tx.leases.take(lease);
			},
		},
		resources: { ...tx.resources, list: first(tx.resources.list) },
		ledger: {
			list: first(tx.ledger.list),
			async enter(entry) {
				await take(entry.tenant);
				await tx.ledger.enter(entry);
			},
		},
	};
}
