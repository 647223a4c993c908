import type { Project } from '../../packages/core/src/model/project.js';
import { standingCount } from '../../packages/core/src/model/quota.js';
import type { DeploymentSession } from '../../packages/core/src/model/session.js';
import { openStore } from '../../packages/core/src/store/open-store.js';
import type { Store } from '../../packages/core/src/store/store.js';

/** Opens a new store with a tenant, a project and a quota `q` in it. */
export async function preparedStore(url: string, pool_size = 10): Promise<Store> {
	const store = await openStore({ url, postgres: { pool_size, connect_timeout: 1000 } });
	await store.write(async (tx) => {
		await tx.tenants.insert({ id: 'local', facts_version: 0, asserted_may_approve: false, created_at: 1 });
		const shop: Project = { name: 'shop', provider: 'gcp', environment: 'test', region: 'r', regions: ['r'] };
		await tx.projects.insert('local', shop, 1);
		await tx.quotas.ensure('local', { ...standingCount('shop', 'vm'), id: 'q' });
	});
	return store;
}

/** An open session that is due at 10. */
export function dueSession(id: string): DeploymentSession {
	return {
		subject: 'deployment',
		id,
		tenant: 'local',
		project: 'shop',
		action: 'create',
		actor: 'ada',
		actor_source: 'verified',
		deployment: { action: 'create', project: 'shop', reason: null, changes: [] },
		decision: {} as never,
		subject_digest: 'd',
		status: 'open',
		status_reason: null,
		created_at: 1,
		expires_at: 10,
		deploying_since: null,
		closed_at: null,
		approvals: [],
		document: null,
	};
}

/** A row for the history. */
export function happened(event: string, session: string) {
	return {
		tenant: 'local',
		at: 1,
		actor: 'ada',
		actor_source: 'verified',
		event,
		project: 'shop',
		session,
		body: {},
	} as const;
}
