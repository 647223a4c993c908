import {
	estimate as estimateOf,
	hoursPerMonth,
	momentText,
	type PresentedSpending,
	type ProjectCost,
	presentCost,
	presentProjectCost,
} from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { openCatalogue } from '../gate/open-catalogue.js';
import { withGate } from '../gate/with-gate.js';
import { readDeploymentFile } from '../input/read-deployment-file.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { renderCost } from '../render/render-cost.js';
import { renderRows } from '../render/render-rows.js';
import { resolveFile } from './resolve-file.js';

/** Options of `portcullis cost`. */
export interface CostOptions {
	readonly provider?: string;
	readonly region?: string;
	readonly hours?: number;
	readonly project?: string;
}

/** Prices a file, or says what projects have cost. */
export function cost(context: Context, file: string | undefined, options: CostOptions): Promise<Outcome> {
	const { provider, region, hours, project } = options;
	if (file !== undefined) {
		return project === undefined
			? costOfFile(context, file, options)
			: Promise.resolve(misused('--project is for what projects have cost; a file says its project itself'));
	}
	const stray = Object.entries({ provider, region, hours }).find(([, value]) => value !== undefined);
	if (stray !== undefined) return Promise.resolve(misused(`--${stray[0]} is for pricing a file; name one`));
	return costOfProjects(context, project);
}

async function costOfFile(
	context: Context,
	file: string,
	{ provider, region, hours = hoursPerMonth }: CostOptions,
): Promise<Outcome> {
	if ((provider === undefined) !== (region === undefined)) {
		return misused('--provider and --region are given together, or neither');
	}
	if (hours > hoursPerMonth) return misused(`--hours must be at most ${hoursPerMonth}, which is a whole month`);
	const given = provider === undefined || region === undefined ? undefined : { provider, region };
	const read = await readDeploymentFile(file, context.io, given);
	if (read.kind === 'problems') {
		return failure({
			code: 'INPUT_INVALID',
			message: 'the file cannot be understood',
			problems: read.problems,
			...(given === undefined ? { hint: '--provider and --region say where a project is that a file only names' } : {}),
		});
	}
	const opened = await openCatalogue(context);
	if (opened.kind === 'failed') return opened.outcome;
	const resolved = await resolveFile(read.value, opened.catalogue);
	if (resolved.kind === 'failed') return resolved.outcome;
	const { project, deployment } = resolved;
	const resources = deployment.changes.flatMap(({ after }) => after ?? []);
	const estimate = estimateOf(resources, project.provider, opened.catalogue, hours);
	const month = hours === hoursPerMonth ? [] : [`a month is counted as ${hours} hours of what is paid by the hour`];
	return done(
		{ kind: 'cost', project: project.name, provider: project.provider, hours, estimate },
		(style) => `${renderCost(presentCost(estimate), style)}\n`,
		['nothing was decided: no policy was asked', ...month],
	);
}

function costOfProjects(context: Context, project: string | undefined): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const costs = await gate.cost(caller, project);
		if (costs.kind === 'refused') return refusal(costs);
		const heading = ['project', 'kind', 'USD until now', 'USD an hour', 'USD in the month', 'of the budget'];
		const [first] = costs.value;
		const until =
			first === undefined
				? 'there are no projects'
				: `from ${momentText(first.month.starts_at)} until ${momentText(first.at)}; the month ends ${momentText(first.month.ends_at)}`;
		return done(
			{ kind: 'project_costs', costs: costs.value },
			(style) => renderRows(heading, costs.value.flatMap(rowsOf), style),
			[until],
		);
	});
}

function rowsOf(cost: ProjectCost): string[][] {
	const { project, kinds, all, budget } = presentProjectCost(cost);
	const row = ({ accrued, hourly, forecast }: PresentedSpending, kind: string, share: string) => [
		project,
		kind,
		accrued,
		hourly,
		forecast,
		share,
	];
	return [...kinds.map((one) => row(one, one.resource_kind, '')), row(all, 'all', budget ?? '')];
}

function misused(message: string): Outcome {
	return failure({ code: 'USAGE_INVALID', message });
}
