import {
	type PresentedCostByKind,
	type PresentedProjectCost,
	type ProjectCost,
	presentCostTogether,
	type ResourceKind,
} from '@portcullis/core';
import type { Words } from '../i18n/words.js';

/** A bar of the chart of costs, with its numbers. Amounts are millionths of a US dollar; `null` is not known, not 0. */
export interface CostRow {
	readonly name: string;
	/** What has been spent until now, by kind. */
	readonly parts: readonly { readonly kind: ResourceKind; readonly micros: number }[];
	readonly accrued_micros: number | null;
	readonly forecast_micros: number | null;
	/** Whether a part is not in these amounts, since its price or its use is not known. */
	readonly complete: boolean;
	readonly budget_micros: number | null;
	/** `12.23` */
	readonly accrued: string;
	readonly forecast: string;
}

/** A project's costs, and as people read them. */
export interface ShownCost {
	readonly cost: ProjectCost;
	readonly shown: PresentedProjectCost;
}

/** More bars cannot be read on a phone. */
const mostRows = 8;

/**
 * What the chart of costs shows: a bar for each project, the dearest first, and one for all others where there are too
 * many; of one project a bar for each kind of resource, and one for all.
 */
export function costRows(projects: readonly ShownCost[], words: Words): CostRow[] {
	const [only, ...others] = projects;
	if (only !== undefined && others.length === 0) return rowsOfOne(only.shown, words);
	const ranked = projects.toSorted(
		(a, b) => dearness(b.shown) - dearness(a.shown) || (a.cost.project < b.cost.project ? -1 : 1),
	);
	const kept = ranked.length > mostRows ? mostRows - 1 : mostRows;
	const rest = ranked.slice(kept).map(({ cost }) => cost);
	return [
		...ranked.slice(0, kept).map(({ shown }) => rowOf(shown.project, shown, shown.budget_micros)),
		...(rest.length === 0 ? [] : [rowOf(words.otherProjects(rest.length), presentCostTogether(rest), null)]),
	];
}

function rowsOfOne({ kinds, all, budget_micros }: PresentedProjectCost, words: Words): CostRow[] {
	const rows = kinds.map((one) => rowOf(words.kinds[one.resource_kind], { kinds: [one], all: one }, null));
	// One kind alone is all that there is.
	return rows.length === 1 && budget_micros === null
		? rows
		: [...rows, rowOf(words.allKinds, { kinds, all }, budget_micros)];
}

function rowOf(name: string, { kinds, all }: PresentedCostByKind, budget_micros: number | null): CostRow {
	return {
		name,
		parts: kinds.flatMap(({ resource_kind, accrued_micros }) =>
			accrued_micros === null || accrued_micros === 0 ? [] : [{ kind: resource_kind, micros: accrued_micros }],
		),
		accrued_micros: all.accrued_micros,
		forecast_micros: all.forecast_micros,
		complete: all.complete,
		budget_micros,
		accrued: all.accrued,
		forecast: all.forecast,
	};
}

function dearness({ all }: PresentedProjectCost): number {
	return Math.max(all.accrued_micros ?? 0, all.forecast_micros ?? 0);
}
