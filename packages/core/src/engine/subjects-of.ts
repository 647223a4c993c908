import { type Deployment, subjectOf } from '../model/deployment.js';
import type { ResourceKind } from '../model/resource-kind.js';
import type { Subject } from './bind.js';
import type { QuotaView } from './policy-input.js';

/** Everything of a deployment that policies can be asked about. */
export function subjectsOf({ action, changes }: Deployment, quotas: ReadonlyMap<string, QuotaView>): Subject[] {
	// One list a kind and not one a resource: a thousand lists of one are a tenth of the time that binding takes.
	const lists = new Map<ResourceKind, readonly ResourceKind[]>();
	const subjects = changes.map((change): Subject => {
		const { kind } = subjectOf(change);
		let kinds = lists.get(kind);
		if (kinds === undefined) {
			kinds = [kind];
			lists.set(kind, kinds);
		}
		return { id: change.address, subject: 'resource', action, kinds };
	});
	const all = [...lists.keys()].sort();
	for (const [id, { kind, window, ...about }] of quotas) {
		const quota = { ...about, kind, ends_at: window?.ends_at ?? null };
		subjects.push({ id, subject: 'quota', action, kinds: kind === null ? all : [kind], quota });
	}
	subjects.push({ id: 'deployment', subject: 'deployment', action, kinds: all });
	return subjects;
}
