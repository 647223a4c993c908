import { windowAt } from '../model/quota-window.js';
import type { SessionStatus } from '../model/vocabulary.js';
import type { Tx } from '../store/store.js';
import type { GateContext } from './gate-context.js';
import { costOf, type ProjectCost } from './project-cost.js';

/** Parts of a project's monthly budget, in percent, at which people are told once a month each. */
export const budgetMarks: readonly number[] = [50, 80, 100];

// As of the warnings before a session ends: a front end has a minute to pass a notice on.
const claim = 60_000;

interface NoticeBase {
	readonly tenant: string;
	/** Names it within the tenant: give it back to `delivered`. */
	readonly id: string;
}

/** A project has spent a part of its month's budget. */
export interface BudgetNotice extends NoticeBase {
	readonly kind: 'budget';
	/** Which part was reached: 50, 80 or 100. */
	readonly percent: number;
	readonly cost: ProjectCost;
}

/** How a tenant's week was. */
export interface WeekNotice extends NoticeBase {
	readonly kind: 'week';
	/** The week that it is about, from its first moment to the moment after its last, in the tenant's time zone. */
	readonly starts_at: number;
	readonly ends_at: number;
	readonly costs: readonly ProjectCost[];
	/** How many of the sessions opened in it ended how, or wait still. */
	readonly sessions: Readonly<Partial<Record<SessionStatus, number>>>;
}

/** Something to tell a tenant once. */
export type Notice = BudgetNotice | WeekNotice;

/**
 * Hands out what is to be told, in every tenant: each to one process, for a minute; where it is not said to be
 * delivered by then, again. Of several marks of a budget that were passed since, the highest alone is told.
 */
export function claimNotices(gate: GateContext): Promise<Notice[]> {
	return gate.store.write(async (tx) => {
		const now = gate.clock();
		const notices: Notice[] = [];
		for (const { id: tenant, time_zone = 'UTC', created_at } of await tx.tenants.list()) {
			const costs: ProjectCost[] = [];
			for (const project of await tx.projects.list(tenant)) costs.push(await costOf(tx, tenant, project, now));
			const claimed = (id: string) => tx.notices.claim(tenant, id, now + claim, now);
			for (const notice of costs.flatMap((cost) => budgetNotice(tenant, cost))) {
				if (await claimed(notice.id)) notices.push(notice);
			}
			const week = windowAt('week', time_zone, windowAt('week', time_zone, now).starts_at - 1);
			const id = `week:${week.starts_at}`;
			// What a week was is read only where somebody is to be told.
			if (created_at < week.ends_at && (await claimed(id))) {
				const { starts_at, ends_at } = week;
				const sessions = await endings(tx, tenant, starts_at, ends_at);
				notices.push({ kind: 'week', tenant, id, starts_at, ends_at, costs, sessions });
			}
		}
		return notices;
	});
}

/** Notes that a notice has reached people; `false` where that was noted before. */
export function noticeDelivered(gate: GateContext, { tenant, id }: Pick<Notice, 'tenant' | 'id'>): Promise<boolean> {
	return gate.store.write((tx) => tx.notices.delivered(tenant, id, gate.clock()));
}

function budgetNotice(tenant: string, cost: ProjectCost): BudgetNotice[] {
	const { project, month, budget_micros, accrued_micros } = cost;
	if (budget_micros === null || budget_micros === 0) return [];
	const reached = budgetMarks.filter((mark) => 100 * accrued_micros >= mark * budget_micros);
	if (reached.length === 0) return [];
	const percent = Math.max(...reached);
	return [{ kind: 'budget', tenant, id: `budget:${project}:${month.starts_at}:${percent}`, percent, cost }];
}

async function endings(tx: Tx, tenant: string, from: number, to: number): Promise<WeekNotice['sessions']> {
	const sessions: Partial<Record<SessionStatus, number>> = {};
	for (const { created_at, status } of await tx.sessions.list({ tenant })) {
		if (created_at >= from && created_at < to) sessions[status] = (sessions[status] ?? 0) + 1;
	}
	return sessions;
}
