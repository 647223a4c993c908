import { type Accrual, type Month, totalAccrual } from '../cost/accrual-of.js';
import type { Project } from '../model/project.js';
import { ok, type Result } from '../model/result.js';
import type { ProviderId } from '../model/vocabulary.js';
import type { Tx } from '../store/store.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { type KindCost, kindCostsOf, monthAt } from './spent-by.js';
import { unseenProject } from './unknown.js';
import { viewerOf } from './viewer.js';

/** What a project has cost in this UTC month until now, and what the month will come to. */
export interface ProjectCost extends Accrual {
	readonly project: string;
	readonly provider: ProviderId;
	readonly month: Month;
	/** The moment until which it has accrued, in milliseconds since 1970. */
	readonly at: number;
	/** By kind of resource; without those of which nothing stood in this month. */
	readonly kinds: readonly KindCost[];
	/** What a month may cost; `null` where the project has no budget. */
	readonly budget_micros: number | null;
	/** How much of the budget is spent, in percent to a tenth; `null` without a budget, and of one of 0. */
	readonly budget_percent: number | null;
	/** How much of the budget the month will have taken. */
	readonly forecast_percent: number | null;
}

/** What the projects that the caller may see have cost in this month; of one, where it is named. */
export function projectCosts(gate: GateContext, caller: Caller, project?: string): Promise<Result<ProjectCost[]>> {
	return gate.store.read(async (tx) => {
		const viewer = await viewerOf(tx, gate, caller);
		if (viewer.kind === 'refused') return viewer;
		const seen = (await tx.projects.list(caller.tenant)).filter(({ name }) => viewer.sees(name));
		const wanted = project === undefined ? seen : seen.filter(({ name }) => name === project);
		if (project !== undefined && wanted.length === 0) return unseenProject(project);
		const now = gate.clock();
		const costs: ProjectCost[] = [];
		for (const one of wanted) costs.push(await costOf(tx, caller.tenant, one, now));
		return ok(costs);
	});
}

/** What one project has cost in the month that a moment lies in. */
export async function costOf(tx: Tx, tenant: string, project: Project, now: number): Promise<ProjectCost> {
	const month = monthAt(now);
	const kinds = kindCostsOf(await tx.ledger.list(tenant, project.name, month), month, now);
	const total = totalAccrual(kinds);
	const budget = project.monthly_budget_micros ?? null;
	const share = (micros: number) =>
		budget === null || budget === 0 ? null : Math.round((1000 * micros) / budget) / 10;
	return {
		project: project.name,
		provider: project.provider,
		month,
		at: now,
		...total,
		kinds,
		budget_micros: budget,
		budget_percent: share(total.accrued_micros),
		forecast_percent: share(total.forecast_micros),
	};
}
