import { formatHourly, formatMicros, formatMonthly } from '../cost/format-money.js';
import type { ProjectCost } from '../gate/project-cost.js';
import type { KindCost } from '../gate/spent-by.js';
import { en, type Messages } from './messages.js';
import { momentText } from './time-text.js';

/** What something has cost and will, in US dollars, as people read it; with `at least` where a part is unknown. */
export interface PresentedSpending {
	/** A kind of resource; `null`: of all together. */
	readonly resource_kind: KindCost['kind'] | null;
	/** In this month until now. */
	readonly accrued: string;
	/** An hour, now. */
	readonly hourly: string;
	/** What the month will come to. */
	readonly forecast: string;
}

/** What a project costs in this month, as people read it. */
export interface PresentedProjectCost {
	readonly kind: 'project_cost';
	readonly project: string;
	/** The kinds of which something stood, then all. */
	readonly spending: readonly PresentedSpending[];
	/** `12.5 % of 100.00, 40 % in the month`; `null` where the project has no budget. */
	readonly budget: string | null;
	readonly month: { readonly starts: string; readonly ends: string; readonly until: string };
}

/** Presents what a project costs. */
export function presentProjectCost(cost: ProjectCost, messages: Messages = en): PresentedProjectCost {
	const { month, at } = cost;
	return {
		kind: 'project_cost',
		project: cost.project,
		spending: [...cost.kinds.map((kind) => spendingOf(kind.kind, kind)), spendingOf(null, cost)],
		budget: budgetText(cost, messages),
		month: { starts: momentText(month.starts_at), ends: momentText(month.ends_at), until: momentText(at) },
	};
}

function spendingOf(resource_kind: KindCost['kind'] | null, of: ProjectCost | KindCost): PresentedSpending {
	const metered = of.metered === true ? { metered: true as const } : {};
	const monthly = (monthly_micros: number, complete: boolean) =>
		formatMonthly({ hourly_micros: 0, monthly_micros, complete, ...metered });
	return {
		resource_kind,
		accrued: monthly(of.accrued_micros, of.complete),
		hourly: formatHourly({
			hourly_micros: of.hourly_micros,
			monthly_micros: 0,
			complete: of.hourly_complete,
			...metered,
		}),
		forecast: monthly(of.forecast_micros, of.forecast_complete),
	};
}

function budgetText(cost: ProjectCost, messages: Messages): string | null {
	const { budget_micros, budget_percent, forecast_percent } = cost;
	if (budget_micros === null) return null;
	const budget = formatMicros(budget_micros, 2);
	if (budget_percent === null || forecast_percent === null) return messages.ofBudget(budget);
	return messages.budget(String(budget_percent), budget, String(forecast_percent));
}
