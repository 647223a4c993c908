import { z } from 'zod';

/** Everything that the history tells of, by the name that it has there. */
export const historyEvents = [
	'approval.refused',
	'approval.withdrawn',
	'binding.added',
	'binding.removed',
	'deployment.completed',
	'deployment.failed',
	'deployment.started',
	'document.overwritten',
	'grant.added',
	'grant.removed',
	'policy.added',
	'policy.removed',
	'project.added',
	'project.removed',
	'quota.overridden',
	'quota.removed',
	'quota.set',
	'request.denied',
	'resources.synced',
	'role.added',
	'role.changed',
	'role.removed',
	'session.approved',
	'session.cancelled',
	'session.changed',
	'session.expired',
	'session.opened',
	'session.rejected',
	'session.superseded',
	'tenant.created',
	'tenant.longest_waiver_set',
	'tenant.policy_change_approvals_set',
	'tenant.session_lifetime_set',
	'tenant.time_zone_set',
	'waiver.added',
	'waiver.removed',
] as const;

/** Something that the history tells of. */
export type HistoryEvent = (typeof historyEvents)[number];

/** The first words of the events, which stand for all that begin so: `grant` for `grant.added` and `grant.removed`. */
export const historyEventKinds: readonly string[] = [
	...new Set(historyEvents.map((event) => event.slice(0, event.indexOf('.')))),
];

const known: ReadonlySet<string> = new Set([...historyEvents, ...historyEventKinds]);

/** Accepts an event, or the first word of several. A mistyped one must not look like something that never happened. */
export const historyEventFilterSchema = z
	.string()
	.refine(
		(event) => known.has(event),
		`must be an event, such as session.approved, or one of ${historyEventKinds.join(', ')}`,
	);
