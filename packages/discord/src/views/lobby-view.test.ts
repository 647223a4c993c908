import type {
	Decision,
	DeploymentSession,
	PolicyChangeSession,
	Session,
	SessionView,
	Suggestions,
	Violation,
} from '@portcullis/core';
import { describe, expect, test } from 'vitest';
import { wordsFor } from '../i18n/words.js';
import { bar } from './bar.js';
import { lobbyView, pinged } from './lobby-view.js';
import { noticeView } from './notice-view.js';

const words = wordsFor('en-GB');
const long = '*<@&> `'.repeat(500);
const id = '5f0c6c1e0d0f4b5c9a3b2f1e7d8c6b5a';
const actor = '123456789012345678';

const violation: Violation = {
	kind: 'fail',
	policy: 'cost.hourly_limit',
	resource: 'vm/web',
	level: 'soft',
	path: ['cost'],
	expected: long,
	received: long,
	message: long,
	hint: long,
};

/** A session with everything in it, as often and as long as can be. */
function longest(status: Session['status'], times: number): SessionView<DeploymentSession> {
	const each = <Item>(item: (index: number) => Item) => Array.from({ length: times }, (_, index) => item(index));
	const name = (index: number) => `${'n'.repeat(36)}${index}`.slice(0, 40);
	const decision: Decision = {
		kind: 'decision',
		answer: 'review',
		code: 'NEEDS_APPROVAL',
		outcomes: [],
		violations: each(() => violation),
		requirements: [],
		cost: {
			hourly_micros: 10 ** 12,
			monthly_micros: 10 ** 14,
			complete: false,
			resources: each((index) => ({
				resource: `vm/${name(index)}`,
				hourly_micros: 1,
				monthly_micros: 1,
				complete: false,
				components: [{ kind: 'unknown', component: 'compute', detail: long, reason: long, looked_in: long }],
			})),
		},
		quotas: each((index) => ({
			id: `actor:${name(index)}`,
			owner: 'actor',
			project: null,
			actor: 'x'.repeat(128),
			kind: 'vm',
			measure: 'count',
			per: 'month',
			window: null,
			limit: 10,
			used: 3,
			reserved: 1,
			requested: 2,
		})),
		uses: [],
		decided_at: 0,
		input_digest: '',
		subject_digest: 'ab'.repeat(32),
		bundle_digest: '',
	};
	const session: DeploymentSession = {
		subject: 'deployment',
		id,
		tenant: '1',
		project: 'shop',
		action: 'delete',
		actor,
		actor_source: 'verified',
		deployment: {
			action: 'delete',
			project: 'shop',
			reason: long.slice(0, 500),
			changes: each((index) => ({
				address: `storage/${name(index)}`,
				before: null,
				after: {
					kind: 'storage',
					name: name(index),
					class: 'standard',
					versioning: true,
					public_access: false,
					tls: true,
					encryption: true,
					soft_delete_days: 7,
					deletion_protection: false,
					region: 'r'.repeat(40),
					tags: Object.fromEntries(each((tag) => [`key${tag}`, long])),
				},
			})),
		},
		decision,
		subject_digest: 'ab'.repeat(32),
		status,
		status_reason: long,
		created_at: 0,
		expires_at: 1_800_000,
		deploying_since: null,
		closed_at: status === 'open' ? null : 1,
		approvals: [],
		document: null,
	};
	return {
		session,
		progress: each(() => ({
			policy: 'p'.repeat(60),
			binding: 'b',
			awaiting: { role: 'R'.repeat(40), missing: 16 },
			counted: [],
		})),
		void_approvals: [],
		approvals: each(() => ({ actor: 'x'.repeat(128), approved_at: 0, standing: 'void', reason: long })),
		may_approve: each((index) => `${actor.slice(0, 15)}${100 + index}`),
		may_approve_groups: each((index) => `${actor.slice(0, 15)}${100 + index}`),
		remaining_ms: 1,
	};
}

const suggestions: Suggestions = {
	kind: 'suggestions',
	answer: 'review',
	suggestions: Array.from({ length: 5 }, (_, index) => ({
		kind: 'suggestion',
		changes: [{ address: 'vm/web', path: ['size'], from: long, to: `${index}${long}` }],
		answer: 'allow',
		cost: { hourly_micros: 1, monthly_micros: 1, complete: true },
		difference: null,
		request: { action: 'delete', project: 'shop', resources: [] },
	})),
	advice: [],
	decisions: 1,
	exhausted: true,
};

describe('the longest message there can be', () => {
	test.each(['open', 'failed', 'completed'] as const)('is within what Discord takes, %s', (status) => {
		for (const times of [0, 1, 7, 100]) {
			const closing = {
				seq: 1,
				tenant: '',
				at: 0,
				actor: '',
				actor_source: 'system',
				event: long,
				project: null,
				session: id,
				body: {},
				prev_hash: '',
				hash: 'f'.repeat(64),
			} as const;
			const { embeds = [], components = [] } = lobbyView(longest(status, times), { suggestions, closing }, words);
			const [embed] = embeds;
			const texts = [embed?.title ?? '', embed?.description ?? '', embed?.footer?.text ?? ''];
			for (const { name, value } of embed?.fields ?? []) {
				expect([name, value.length > 0 && value.length <= 1024]).toEqual([name, true]);
				texts.push(name, value);
			}
			expect(texts[0]?.length).toBeLessThanOrEqual(256);
			expect(texts[1]?.length).toBeLessThanOrEqual(4096);
			expect(texts.join('').length).toBeLessThanOrEqual(6000);
			const ids = components.flatMap((row) => row.components.map((one) => ('custom_id' in one ? one.custom_id : '')));
			expect(new Set(ids).size).toBe(ids.length);
			expect(ids.every((custom) => custom.length > 0 && custom.length <= 100)).toBe(true);
			expect(components.length).toBe(status === 'open' ? 2 : 0);
		}
	});
});

test('a policy that waits is shown within what Discord takes, however long', () => {
	const { session, ...view } = longest('open', 16);
	const {
		id,
		tenant,
		actor_source,
		subject_digest,
		status,
		status_reason,
		created_at,
		expires_at,
		closed_at,
		approvals,
	} = session;
	const metadata = {
		id: 'custom.x',
		title: long,
		description: long,
		subjects: ['resource'],
		reads: [],
		message: '',
		hint: '',
		parameters: {},
	} as const;
	const change: PolicyChangeSession['change'] = {
		kind: 'policy.add',
		policy: { id: `custom.${'x'.repeat(200)}`, digest: 'f'.repeat(64), metadata, added_by: actor, added_at: 0 },
		sources: Array.from({ length: 16 }, (_, index) => ({ path: `${index}${'p'.repeat(190)}.rego`, text: long })),
		tests: 3,
		replaced: false,
	};
	const waiting: PolicyChangeSession = {
		subject: 'policy_change',
		...{
			id,
			tenant,
			actor,
			actor_source,
			subject_digest,
			status,
			status_reason,
			created_at,
			expires_at,
			closed_at,
			approvals,
		},
		project: null,
		change,
		requirements: [],
	};
	const { embeds = [], components = [] } = lobbyView(
		{ ...view, session: waiting },
		{ suggestions: null, closing: null },
		words,
	);
	const texts = embeds.flatMap(({ title = '', fields = [] }) => [
		title,
		...fields.flatMap(({ name, value }) => [name, value]),
	]);
	expect(texts.every((text) => text.length > 0 && text.length <= 1024)).toBe(true);
	expect(texts.join('').length).toBeLessThanOrEqual(6000);
	expect(components.flatMap((row) => row.components.map((one) => ('label' in one ? one.label : '')))).toEqual([
		'Approve',
		'Reject',
		'Cancel',
		'Take approval back',
		'Details',
	]);
});

test('pings those who can act and are on Discord, and nobody where nobody has to act', () => {
	const view = longest('open', 3);
	expect(
		pinged({ ...view, may_approve: [actor, 'ada', '223456789012345678'] }, (one) => /^\d{17,}$/.test(one)),
	).toEqual(['223456789012345678']);
	const allowed = { ...view.session, decision: { ...view.session.decision, answer: 'allow' } } as const;
	expect(pinged({ ...view, session: allowed }, () => true)).toEqual([]);
});

test('a bar never draws something as nothing, nor what has room as full', () => {
	expect([bar(0, 10), bar(1, 1000), bar(999, 1000), bar(10, 10), bar(11, 10), bar(3, null), bar(0, 0)]).toEqual([
		'░░░░░░░░░░',
		'█░░░░░░░░░',
		'█████████░',
		'██████████',
		'██████████',
		'░░░░░░░░░░',
		'██████████',
	]);
});

test('a week of nothing is told as such', () => {
	const week = { kind: 'week', tenant: '1', id: 'week:0', starts_at: 0, ends_at: 1, costs: [], sessions: {} } as const;
	expect(noticeView(week, words).embeds?.[0]?.fields).toHaveLength(1);
});
