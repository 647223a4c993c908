// Writes to a store from four sides until it is killed. Each transaction takes one of a quota, opens a session and adds
// to the history; its session's id is said once it was acknowledged, and not before.
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openStore } from '../../packages/core/dist/store/open-store.js';

const [url] = process.argv.slice(2);
const store = await openStore({ url });

async function write() {
	for (;;) {
		const id = randomUUID();
		await store.write(async (tx) => {
			const created_at = Date.now();
			await tx.tenants.raiseFactsVersion('local');
			await tx.quotas.reserve({ id, tenant: 'local', quota: 'q', session: id, amount: 1, created_at }, null);
			await tx.sessions.insert({
				id,
				tenant: 'local',
				subject: 'deployment',
				project: 'shop',
				action: 'create',
				actor: 'ada',
				actor_source: 'verified',
				deployment: { action: 'create', project: 'shop', reason: null, changes: [] },
				decision: {},
				subject_digest: '',
				status: 'open',
				status_reason: null,
				created_at,
				expires_at: created_at,
				deploying_since: null,
				closed_at: null,
				approvals: [],
				document: null,
			});
			await tx.history.append({
				tenant: 'local',
				at: created_at,
				actor: 'ada',
				actor_source: 'verified',
				event: 'session.opened',
				project: 'shop',
				session: id,
				body: {},
			});
		});
		writeSync(1, `${id}\n`);
	}
}

await Promise.all([write(), write(), write(), write()]);
