import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Requirement } from '../model/decision.js';
import type { Approval } from '../model/session.js';
import { approvalProgress } from './approval-progress.js';

function requirement(fields: Partial<Requirement> = {}): Requirement {
	return { policy: 'a.b', binding: 'b1', stages: [{ role: null, quorum: 1 }], requester_counts: false, ...fields };
}

let tick = 0;

function yes(actor: string, fields: Partial<Approval> = {}): Approval {
	tick += 1;
	return { actor, source: 'verified', roles: [], subject_digest: 'd', approved_at: tick, ...fields };
}

const context = { requester: 'uma', subject_digest: 'd', assertedMayApprove: false };

function awaiting(
	requirements: readonly Requirement[],
	approvals: readonly Approval[],
	own: Partial<typeof context> = {},
) {
	return approvalProgress(requirements, approvals, { ...context, ...own }).map((progress) => progress.awaiting);
}

describe('approvals', () => {
	test('meet a requirement by its quorum', () => {
		const two = requirement({ stages: [{ role: null, quorum: 2 }] });
		expect(awaiting([two], [])).toEqual([{ role: null, missing: 2 }]);
		expect(awaiting([two], [yes('ada')])).toEqual([{ role: null, missing: 1 }]);
		expect(awaiting([two], [yes('ada'), yes('ben')])).toEqual([null]);
	});

	test('of one person count once, however often they are given', () => {
		const stages = [
			{ role: null, quorum: 1 },
			{ role: null, quorum: 1 },
		];
		expect(awaiting([requirement({ stages })], [yes('ada'), yes('ada')])).toEqual([{ role: null, missing: 1 }]);
	});

	test('of another digest do not count', () => {
		expect(awaiting([requirement()], [yes('ada', { subject_digest: 'old' })])).toEqual([{ role: null, missing: 1 }]);
	});

	test('of the requester count only where the binding says so', () => {
		expect(awaiting([requirement()], [yes('uma')])).toEqual([{ role: null, missing: 1 }]);
		expect(awaiting([requirement({ requester_counts: true })], [yes('uma')])).toEqual([null]);
	});

	test('of asserted actors count only where the tenant says so', () => {
		const given = [yes('ada', { source: 'asserted' })];
		expect(awaiting([requirement()], given)).toEqual([{ role: null, missing: 1 }]);
		expect(awaiting([requirement()], given, { assertedMayApprove: true })).toEqual([null]);
	});

	test('count for the roles that they were given in, stage after stage', () => {
		const stages = [
			{ role: 'Lead', quorum: 1 },
			{ role: 'Finance', quorum: 1 },
		];
		const finance = yes('fin', { roles: ['Finance'] });
		expect(awaiting([requirement({ stages })], [finance])).toEqual([{ role: 'Lead', missing: 1 }]);
		expect(awaiting([requirement({ stages })], [yes('lea', { roles: ['Lead'] })])).toEqual([
			{ role: 'Finance', missing: 1 },
		]);
		expect(awaiting([requirement({ stages })], [yes('lea', { roles: ['Lead'] }), finance])).toEqual([null]);
	});

	test('of somebody with both roles fill one stage only', () => {
		const stages = [
			{ role: 'Lead', quorum: 1 },
			{ role: 'Finance', quorum: 1 },
		];
		expect(awaiting([requirement({ stages })], [yes('both', { roles: ['Finance', 'Lead'] })])).toEqual([
			{ role: 'Finance', missing: 1 },
		]);
	});

	test('count for each requirement apart', () => {
		const requirements = [requirement(), requirement({ binding: 'b2', stages: [{ role: 'Lead', quorum: 1 }] })];
		expect(awaiting(requirements, [yes('ada')])).toEqual([null, { role: 'Lead', missing: 1 }]);
		expect(awaiting(requirements, [yes('lea', { roles: ['Lead'] })])).toEqual([null, null]);
	});

	test('never take a requirement further away, and never count more people than its quorums ask for', () => {
		const approval = fc.record({
			actor: fc.constantFrom('ada', 'ben', 'cleo', 'uma'),
			source: fc.constantFrom('verified' as const, 'asserted' as const),
			roles: fc.subarray(['Lead', 'Finance']),
			subject_digest: fc.constantFrom('d', 'old'),
			approved_at: fc.nat(9),
		});
		const stages = fc.array(
			fc.record({ role: fc.constantFrom(null, 'Lead', 'Finance'), quorum: fc.integer({ min: 1, max: 3 }) }),
			{ minLength: 1, maxLength: 3 },
		);
		fc.assert(
			fc.property(fc.array(approval), approval, stages, fc.boolean(), (approvals, one, asked, requester_counts) => {
				const requirements = [requirement({ stages: asked, requester_counts })];
				const later = { ...one, approved_at: 10 };
				const before = approvalProgress(requirements, approvals, context)[0]?.counted ?? [];
				const after = approvalProgress(requirements, [...approvals, later], context)[0]?.counted ?? [];
				expect(after.length).toBeGreaterThanOrEqual(before.length);
				expect(new Set(after).size).toBe(after.length);
				expect(after.length).toBeLessThanOrEqual(asked.reduce((sum, { quorum }) => sum + quorum, 0));
				if (!requester_counts) expect(after).not.toContain('uma');
			}),
		);
	});
});
