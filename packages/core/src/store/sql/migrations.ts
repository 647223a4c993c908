import type { Kysely } from 'kysely';
import type { Flavor } from './flavor.js';
import { firstSchema } from './migrations/0001-first-schema.js';
import { sessionsComplete } from './migrations/0002-sessions.js';
import { quotasComplete } from './migrations/0003-quotas.js';
import { projectsComplete } from './migrations/0004-projects.js';
import { bindingsComplete } from './migrations/0005-bindings.js';
import { sessionSubjects } from './migrations/0006-session-subjects.js';
import { ledgerBegun } from './migrations/0007-ledger.js';
import { tenantPolicies } from './migrations/0008-tenant-policies.js';
import { frontendsComplete } from './migrations/0009-frontends.js';
import { groupsComplete } from './migrations/0010-groups.js';

/**
 * Every change of the schema there has been, oldest first; names sort in that order. Only ever added to: one that was
 * released is not edited, for it has run somewhere.
 */
export const migrations: Readonly<Record<string, (db: Kysely<unknown>, flavor: Flavor) => Promise<void>>> = {
	'0001-first-schema': firstSchema,
	'0002-sessions': sessionsComplete,
	'0003-quotas': quotasComplete,
	'0004-projects': projectsComplete,
	'0005-bindings': bindingsComplete,
	'0006-session-subjects': sessionSubjects,
	'0007-ledger': ledgerBegun,
	'0008-tenant-policies': tenantPolicies,
	'0009-frontends': frontendsComplete,
	'0010-groups': groupsComplete,
};
