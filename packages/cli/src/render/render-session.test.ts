import type { PolicyChange, PolicyChangeSession, SessionView } from '@portcullis/core';
import { expect, it } from 'vitest';
import { renderSession } from './render-session.js';

function waiting(change: PolicyChange): SessionView {
	const session: PolicyChangeSession = {
		id: 's1',
		tenant: 'demo',
		project: null,
		actor: 'ada',
		actor_source: 'verified',
		subject_digest: 'd'.repeat(64),
		status: 'open',
		status_reason: null,
		created_at: 0,
		expires_at: 1000,
		closed_at: null,
		approvals: [],
		requirements: [],
		subject: 'policy_change',
		change,
	};
	const nothing = { progress: [], void_approvals: [], approvals: [] };
	return { ...nothing, session, may_approve: ['ben'], may_approve_groups: [], remaining_ms: 1000 };
}

it('shows who is to approve a policy every line of it, and how far it is tested', () => {
	const metadata = {
		id: 'custom.few',
		title: 'Few',
		description: 'Few',
		subjects: ['resource'],
		reads: [],
		message: 'm',
		hint: 'h',
		parameters: {},
	} as const;
	const policy = { id: 'custom.few', digest: 'c'.repeat(64), metadata, added_by: 'ada', added_at: 0 };
	const sources = [
		{ path: 'few.rego', text: 'package custom.few\n\npass contains "vm/web"\n' },
		{ path: 'few_test.rego', text: 'package custom.few_test\u001b[2J\n' },
	];
	const shown = renderSession(waiting({ kind: 'policy.add', policy, sources, tests: 0, replaced: true }));
	expect(shown).toContain('what: replace policy custom.few');
	expect(shown).toContain('tests: none: it was taken without');
	expect(shown).toContain(`digest: ${'c'.repeat(64)}`);
	expect(shown).toContain('\nfew.rego\npackage custom.few\n\npass contains "vm/web"\n');
	expect(shown).toContain('\nfew_test.rego\npackage custom.few_test\\u{1b}[2J\n');
});

it('shows when a binding that waits would hold, and what it would judge', () => {
	const binding = {
		id: 'b1',
		policy: 'cost.increase',
		level: 'hard',
		parameters: {},
		scope: { resource: 'vm/web' },
		subject: 'deployment',
		owner_roles: [],
		quorum: 1,
		requester_counts: false,
		valid_from: Date.UTC(2026, 10, 25),
		valid_until: Date.UTC(2026, 10, 26),
	} as const;
	const shown = renderSession(waiting({ kind: 'binding.add', binding: { ...binding, owner_roles: [] } }));
	expect(shown).toContain('resource=vm/web');
	expect(shown).toContain('judges: deployment');
	expect(shown).toMatch(/^from: 2026-11-25/m);
	expect(shown).toMatch(/^until: 2026-11-26/m);
});
