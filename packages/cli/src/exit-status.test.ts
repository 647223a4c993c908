import { describe, expect, it } from 'vitest';
import { exitStatus, refusalStatus, worstStatus } from './exit-status.js';

describe('exit statuses', () => {
	it('tell allow, deny and review apart', () => {
		expect(exitStatus({ answer: 'allow', code: 'ALLOWED' })).toBe(0);
		expect(exitStatus({ answer: 'deny', code: 'POLICY_VIOLATION' })).toBe(1);
		expect(exitStatus({ answer: 'deny', code: 'NOTHING_JUDGED' })).toBe(1);
		expect(exitStatus({ answer: 'review', code: 'NEEDS_APPROVAL' })).toBe(3);
	});

	it('say fault and not denial where a policy went wrong', () => {
		expect(exitStatus({ answer: 'deny', code: 'POLICY_ERROR' })).toBe(2);
		expect(exitStatus({ answer: 'deny', code: 'INPUT_INVALID' })).toBe(2);
	});

	it('take a fault for worse than a denial, and that for worse than a review', () => {
		expect(worstStatus([0, 3, 1, 2])).toBe(2);
		expect(worstStatus([0, 3, 1])).toBe(1);
		expect(worstStatus([0, 3, 0])).toBe(3);
		expect(worstStatus([0])).toBe(0);
	});

	it('of a refusal say 1, of input that cannot be understood 2', () => {
		expect(refusalStatus('CAPABILITY_MISSING')).toBe(1);
		expect(refusalStatus('INPUT_INVALID')).toBe(2);
		expect(refusalStatus('DEPLOYMENT_FAILED')).toBe(2);
	});
});
