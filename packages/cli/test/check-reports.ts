import type { CheckFinding, CheckReport } from '../src/check-output/check-report.js';

/** A finding, with what a test wants otherwise. */
export function finding(given: Partial<CheckFinding> = {}): CheckFinding {
	return {
		policy: 'network.no_open_ingress',
		level: 'hard',
		kind: 'fail',
		resource: 'vm/web',
		address: 'module.web["a"].aws_instance.front[0]',
		file: 'modules/web/main.tf',
		line: 12,
		message: 'port 22 is open to the world',
		hint: 'name the networks that may come in',
		path: ['ingress', 0, 'from'],
		expected: { none_of: ['0.0.0.0/0'] },
		received: ['0.0.0.0/0'],
		...given,
	};
}

/** A report, with what a test wants otherwise. */
export function report(given: Partial<CheckReport> = {}): CheckReport {
	return {
		kind: 'check',
		judged_by: 'portcullis',
		answer: 'deny',
		code: 'POLICY_VIOLATION',
		project: 'shop',
		plan: {
			file: 'plan.json',
			format_version: '1.2',
			terraform_version: '1.9.0',
			changes: { create: 2, update: 0, delete: 0, replace: 1, forget: 0, 'no-op': 4 },
		},
		cost: {
			before: { hourly_micros: 16_753, monthly_micros: 12_229_617, complete: true },
			after: { hourly_micros: 33_506, monthly_micros: 24_459_234, complete: true },
			hourly_micros: 16_753,
			monthly_micros: 12_229_617,
			percent: 100,
			resources: [],
		},
		findings: [
			finding(),
			finding({
				policy: 'tags.required',
				level: 'soft',
				kind: 'unknown',
				file: 'main.tf',
				message: 'tags are not known',
			}),
			finding({
				policy: 'cost.limit',
				level: 'advisory',
				address: null,
				resource: null,
				message: 'it is dear',
				waived: { id: 'w-1', by: ['ana', 'ben'], until: Date.UTC(2026, 11, 1) },
			}),
		],
		passed: 7,
		policies: [
			{
				id: 'network.no_open_ingress',
				title: 'No port is open to the world',
				description: 'A port that all may reach.',
			},
			{ id: 'regions.allowed', title: 'Only these regions', description: '' },
		],
		unmapped: [{ address: 'random_id.x', type: 'random_id', reason: 'it belongs to no cloud' }],
		unknown_regions: [{ address: 'aws_instance.b', reason: 'var.region has no value in the plan' }],
		notes: ['region=eu-west-1 was given beside the plan'],
		...given,
	};
}
