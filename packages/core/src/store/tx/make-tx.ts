import type { Database } from '../sql/database.js';
import type { Locks } from '../sql/locks.js';
import type { Tx } from '../store.js';
import { answers } from './answers.js';
import { bindings } from './bindings.js';
import { documents } from './documents.js';
import { grants } from './grants.js';
import { groupMembers } from './group-members.js';
import { history } from './history.js';
import { inputs } from './inputs.js';
import { leases } from './leases.js';
import { ledger } from './ledger.js';
import { notices } from './notices.js';
import { policyCache } from './policy-cache.js';
import { posts } from './posts.js';
import { projects } from './projects.js';
import { quotas } from './quotas.js';
import { resources } from './resources.js';
import { roles } from './roles.js';
import { serializeTenant } from './serialize-tenant.js';
import { sessions } from './sessions.js';
import { tenantPolicies } from './tenant-policies.js';
import { tenants } from './tenants.js';
import { waivers } from './waivers.js';

/**
 * Puts the store's methods round one transaction of a database.
 *
 * @param mayUse throws once the transaction has ended
 * @returns the methods, and what is to be run after the last of them and before the commit
 */
export function makeTx(
	db: Database,
	locks: Locks,
	mayUse: () => void,
): { readonly tx: Tx; readonly finish: () => Promise<void> } {
	const { flush, ...appended } = history(db, locks, mayUse);
	const tx: Tx = {
		tenants: tenants(db),
		projects: projects(db),
		roles: roles(db),
		grants: grants(db),
		groupMembers: groupMembers(db),
		bindings: bindings(db),
		tenantPolicies: tenantPolicies(db),
		waivers: waivers(db),
		quotas: quotas(db),
		sessions: sessions(db, locks),
		leases: leases(db),
		answers: answers(db),
		posts: posts(db),
		notices: notices(db),
		documents: documents(db),
		policyCache: policyCache(db),
		resources: resources(db),
		ledger: ledger(db),
		inputs: inputs(db),
		history: appended,
	};
	return { tx: serializeTenant(tx, db, locks), finish: flush };
}
