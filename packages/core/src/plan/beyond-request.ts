import type { PlannedChange, UnmappedBlock } from '../contracts/plan.js';
import { changeAction } from '../engine/change-action.js';
import type { Change, Deployment } from '../model/deployment.js';
import { differences } from '../model/differences.js';
import type { PlanFindings } from '../model/planned-deployment.js';

type RequestFindings = NonNullable<PlanFindings['request']>;
type Beyond = RequestFindings['beyond'][number];

/** What was approved, and by which session. */
export interface ApprovedRequest {
	readonly session: string;
	readonly deployment: Deployment;
}

// What nobody asked for is the cloud's or Portcullis's to choose; what is expected to be used stands nowhere.
const chosen: ReadonlySet<string> = new Set(['zone', 'subnet', 'version', 'bucket', 'usage']);

/**
 * Works out what a plan does beyond what was approved: other resources, other values, a deletion or a replacement where
 * none was approved. What was approved and the plan does not do is none: it may be done already.
 */
export function beyondRequest(
	{ session, deployment }: ApprovedRequest,
	planned: readonly PlannedChange[],
	unmapped: readonly UnmappedBlock[],
): RequestFindings {
	const approved = new Map(deployment.changes.map((change) => [change.address, change]));
	const beyond: Beyond[] = [];
	const undetermined: RequestFindings['undetermined'] = [];
	for (const change of planned) {
		const { address, action, after } = change;
		const asked = approved.get(address);
		if (asked === undefined) {
			beyond.push({ address, path: [], expected: 'nothing', received: action });
			continue;
		}
		if (!isApproved(asked, change)) {
			beyond.push({ address, path: ['action'], expected: changeAction(asked), received: action });
		}
		if (asked.after === null || after === null) continue;
		const values: Readonly<Record<string, unknown>> = asked.after;
		for (const field of after.unknown) {
			if (values[field] !== undefined && !chosen.has(field)) undetermined.push({ address, field });
		}
		for (const { path, expected, received } of differences(asked.after, after.fields)) {
			if (after.unknown.includes(path[0] ?? '')) continue;
			beyond.push({ address, path: [...path], expected: json(expected), received: json(received) });
		}
		for (const [field, value] of Object.entries(after.fields)) {
			if (values[field] !== undefined || chosen.has(field)) continue;
			beyond.push({ address, path: [field], expected: 'nothing', received: json(value) });
		}
	}
	for (const { address, type, action } of unmapped) {
		beyond.push({ address, path: [], expected: 'nothing', received: `${action} of a ${type}` });
	}
	return { session, beyond, undetermined };
}

function isApproved(asked: Change, { action, after }: PlannedChange): boolean {
	return asked.after === null ? after === null : after !== null && action !== 'replace';
}

function json(value: unknown): Beyond['expected'] {
	return JSON.parse(JSON.stringify(value ?? null)) as Beyond['expected'];
}
