import { type Accrual, totalAccrual } from '../cost/accrual-of.js';
import { formatHourly, formatMicros, formatMonthly } from '../cost/format-money.js';
import type { ProjectCost } from '../gate/project-cost.js';
import type { KindCost } from '../gate/spent-by.js';
import type { Cost } from '../model/estimate.js';
import { type ResourceKind, resourceKinds } from '../model/vocabulary.js';
import { momentText } from '../util/time-text.js';
import { en, type Messages } from './messages.js';

/** What something has cost and will, in US dollars, as people read it; with `at least` where a part is unknown. */
export interface PresentedSpending {
	/** In this month until now. */
	readonly accrued: string;
	/** The same with its currency. */
	readonly accrued_usd: string;
	/** An hour, now. */
	readonly hourly: string;
	/** What the month will come to. */
	readonly forecast: string;
	/** All of it in one sentence, with its currency. */
	readonly text: string;
	/** To be drawn: in millionths of a US dollar; `null` where nothing of it is known, which is not 0. */
	readonly accrued_micros: number | null;
	readonly forecast_micros: number | null;
	/** Whether every price is known, and nothing is paid by a use that nobody foretold: else they are the least. */
	readonly complete: boolean;
}

/** What something costs in this month: by the kinds of which something stood, and all together. */
export interface PresentedCostByKind {
	readonly kinds: readonly (PresentedSpending & { readonly resource_kind: ResourceKind })[];
	readonly all: PresentedSpending;
}

/** What a project costs in this month, as people read it. */
export interface PresentedProjectCost extends PresentedCostByKind {
	readonly kind: 'project_cost';
	readonly project: string;
	/** `12.5 % of 100.00 USD, 40 % in the month`; `null` where the project has no budget. */
	readonly budget: string | null;
	readonly budget_micros: number | null;
	readonly month: { readonly starts: string; readonly ends: string; readonly until: string };
}

/** Presents what a project costs. */
export function presentProjectCost(cost: ProjectCost, messages: Messages = en): PresentedProjectCost {
	const { month, at } = cost;
	return {
		kind: 'project_cost',
		project: cost.project,
		...byKind(cost.kinds, cost, messages),
		budget: budgetText(cost, messages),
		budget_micros: cost.budget_micros,
		month: { starts: momentText(month.starts_at), ends: momentText(month.ends_at), until: momentText(at) },
	};
}

/** Presents what several projects cost together. */
export function presentCostTogether(costs: readonly ProjectCost[], messages: Messages = en): PresentedCostByKind {
	const parts = costs.flatMap(({ kinds }) => kinds);
	const kinds = resourceKinds.flatMap((kind): KindCost[] => {
		const own = parts.filter((part) => part.kind === kind);
		return own.length === 0 ? [] : [{ kind, ...totalAccrual(own) }];
	});
	return byKind(kinds, totalAccrual(kinds), messages);
}

function byKind(kinds: readonly KindCost[], all: Accrual, messages: Messages): PresentedCostByKind {
	return {
		kinds: kinds.map((one) => ({ ...presentSpending(one, messages), resource_kind: one.kind })),
		all: presentSpending(all, messages),
	};
}

function presentSpending(of: Accrual, messages: Messages): PresentedSpending {
	const metered = of.metered === true ? { metered: true as const } : {};
	const monthly = (monthly_micros: number, complete: boolean): Cost => ({
		hourly_micros: 0,
		monthly_micros,
		complete,
		...metered,
	});
	const accrued = monthly(of.accrued_micros, of.complete);
	const forecast = monthly(of.forecast_micros, of.forecast_complete);
	const hourly: Cost = {
		hourly_micros: of.hourly_micros,
		monthly_micros: 0,
		complete: of.hourly_complete,
		...metered,
	};
	const accrued_usd = formatMonthly(accrued, messages);
	const drawn = (micros: number, complete: boolean) =>
		micros === 0 && (!complete || of.metered === true) ? null : micros;
	return {
		accrued: formatMonthly(accrued),
		accrued_usd,
		hourly: formatHourly(hourly),
		forecast: formatMonthly(forecast),
		text: messages.spending(accrued_usd, formatMonthly(forecast, messages), formatHourly(hourly, messages)),
		accrued_micros: drawn(of.accrued_micros, of.complete),
		forecast_micros: drawn(of.forecast_micros, of.forecast_complete),
		complete: of.forecast_complete && of.metered !== true,
	};
}

function budgetText(cost: ProjectCost, messages: Messages): string | null {
	const { budget_micros, budget_percent, forecast_percent } = cost;
	if (budget_micros === null) return null;
	const budget = messages.usd(formatMicros(budget_micros, 2));
	if (budget_percent === null || forecast_percent === null) return messages.ofBudget(budget);
	return messages.budget(String(budget_percent), budget, String(forecast_percent));
}
