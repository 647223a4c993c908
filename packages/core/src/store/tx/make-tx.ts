import type { Database } from '../sql/database.js';
import type { Tx } from '../store.js';
import { bindings } from './bindings.js';
import { grants } from './grants.js';
import { history } from './history.js';
import { inputs } from './inputs.js';
import { projects } from './projects.js';
import { quotas } from './quotas.js';
import { resources } from './resources.js';
import { roles } from './roles.js';
import { sessions } from './sessions.js';
import { tenants } from './tenants.js';

/** Puts the store's methods round one transaction of a database. */
export function makeTx(db: Database): Tx {
	return {
		tenants: tenants(db),
		projects: projects(db),
		roles: roles(db),
		grants: grants(db),
		bindings: bindings(db),
		quotas: quotas(db),
		sessions: sessions(db),
		resources: resources(db),
		inputs: inputs(db),
		history: history(db),
	};
}
