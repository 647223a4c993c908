import type { Plan, PlanCheck, PlannedChange, Violation } from '@portcullis/core';
import { locateInSources } from '@portcullis/providers';
import type { Sources } from '../input/read-sources.js';
import type { CheckFinding, CheckReport } from './check-report.js';
import { checkedPlan } from './checked-plan.js';

/** What a report is made of beside the plan. */
export interface PlanReportParts {
	/** As it was named on the command line. */
	readonly file: string;
	readonly plan: Plan;
	readonly check: PlanCheck;
	/** Where files and lines are looked for; `null` where no configuration was given. */
	readonly sources: Sources | null;
}

/** What Portcullis's policies said of a plan, in the form of every check. */
export function planReport({ file, plan, check, sources }: PlanReportParts): CheckReport {
	const { decision, deployment, policies } = check;
	const addresses = new Map(plan.changes.map(({ address, addresses: [main] }) => [address, main]));
	const judged = new Set(deployment.changes.map(({ address }) => address));
	const place = (address: string | null): Pick<CheckFinding, 'file' | 'line'> => {
		const found =
			address === null || sources === null ? null : locateInSources(address, sources.files, plan.module_folders);
		if (found === null) return {};
		return { file: [sources?.folder, found.file].filter((part) => part !== '').join('/'), line: found.line };
	};
	return {
		kind: 'check',
		judged_by: 'portcullis',
		answer: decision.answer,
		code: decision.code,
		project: deployment.project,
		plan: checkedPlan(plan, file),
		...(decision.cost_change === undefined ? {} : { cost: decision.cost_change }),
		findings: decision.violations.map((violation) => findingOf(violation, addresses, place)),
		passed: decision.outcomes.filter(({ kind }) => kind === 'pass').length,
		policies,
		unmapped: deployment.findings.unmapped.map(({ address, type, reason }) => ({ address, type, reason })),
		unknown_regions: plan.changes.flatMap(({ address, addresses: [main = address], region }) =>
			judged.has(address) && region.region === null ? [{ address: main, reason: region.reason }] : [],
		),
		notes: notesOf(
			plan,
			plan.changes.filter(({ address }) => judged.has(address)),
			check,
		),
	};
}

function findingOf(
	violation: Violation,
	addresses: ReadonlyMap<string, string | undefined>,
	place: (address: string | null) => Pick<CheckFinding, 'file' | 'line'>,
): CheckFinding {
	const { policy, level, kind, resource, message, hint, path, expected, received, waived } = violation;
	const named = namedIn(violation);
	const about = addresses.has(resource) ? resource : named;
	const address = (about === null ? undefined : addresses.get(about)) ?? named;
	return {
		policy,
		level,
		kind,
		...(waived === undefined ? {} : { waived: { id: waived.id, by: waived.by, until: waived.until } }),
		resource: about !== null && addresses.has(about) ? about : null,
		address,
		...place(address),
		message,
		hint,
		path,
		expected,
		received,
	};
}

// What is said of the whole plan can be about one resource of it: the path begins with that.
function namedIn({ kind, policy, path }: Violation): string | null {
	if (kind !== 'fail') return null;
	const named = policy === 'plan.unmapped' ? path[2] : policy === 'plan.drifted_from_request' ? path[0] : undefined;
	return typeof named === 'string' ? named : null;
}

const sources: Readonly<Record<string, string>> = {
	given: 'was given by --var',
	default: 'was given by --default-region',
};

function notesOf(plan: Plan, judged: readonly PlannedChange[], { decision, deployment }: PlanCheck): string[] {
	const given = new Map<string, string[]>();
	for (const {
		address,
		addresses: [main = address],
		region,
	} of judged) {
		const source = sources[region.source];
		if (region.region === null || source === undefined) continue;
		const key = `region ${region.region} ${source}`;
		given.set(key, [...(given.get(key) ?? []), main]);
	}
	const undetermined = deployment.findings.request?.undetermined ?? [];
	const drifted = plan.drift.filter(({ action }) => action !== 'no-op').length;
	return [
		...[...given].map(([text, resources]) => `${text}: ${listed(resources)}`),
		...plan.warnings.map(({ message }) => message),
		...(decision.warnings ?? []).map(({ message }) => message),
		...undetermined.map(({ address, field }) => `the plan does not say the ${field} of ${address}, which was approved`),
		...(drifted === 0 ? [] : [`changed outside of Terraform: ${drifted}; the plan shows what it makes of it`]),
	];
}

function listed(names: readonly string[]): string {
	const more = names.length - 5;
	return more > 0 ? `${names.slice(0, 5).join(', ')} and ${more} more` : names.join(', ');
}
