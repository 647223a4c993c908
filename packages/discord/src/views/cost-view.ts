import { type PresentedProjectCost, type ProjectCost, presentCostTogether, presentProjectCost } from '@portcullis/core';
import type { APIEmbedField } from 'discord.js';
import { costChart } from '../charts/cost-chart.js';
import { costRows, type ShownCost } from '../charts/cost-rows.js';
import { drawPng } from '../charts/draw-png.js';
import type { Words } from '../i18n/words.js';
import type { Log } from '../log.js';
import type { Reply } from '../reply.js';
import { fit } from '../text/fit.js';
import { plain } from '../text/plain.js';
import { code } from '../text/safe-text.js';
import { fieldsView } from './list-view.js';

const picture = 'cost.png';

/**
 * What projects have cost and will, in numbers and as a chart. Where no chart can be drawn the numbers answer.
 *
 * @param draw makes a PNG of an SVG
 */
export async function costView(
	costs: readonly ProjectCost[],
	log: Log,
	words: Words,
	draw: (svg: string) => Promise<Buffer> = drawPng,
): Promise<Reply> {
	const projects = costs.map((cost): ShownCost => ({ cost, shown: presentProjectCost(cost) }));
	const all = costs.length > 1 ? [{ name: words.allProjects, value: presentCostTogether(costs).all.text }] : [];
	const numbers = fieldsView(words.costTitle, [...all, ...projects.map(({ shown }) => fieldOf(shown, words))], words);
	const [embed, ...others] = numbers.embeds ?? [];
	const [first] = projects;
	if (embed === undefined || first === undefined) return numbers;
	try {
		const { starts, until } = first.shown.month;
		const head = { title: words.chartTitle(starts.slice(0, 7)), subtitle: words.chartSubtitle(until) };
		const attachment = await draw(costChart(costRows(projects, words), head, words));
		const description = altText(head.title, projects, words);
		return {
			...numbers,
			embeds: [{ ...embed, image: { url: `attachment://${picture}` } }, ...others],
			files: [{ name: picture, attachment, description }],
		};
	} catch (error) {
		log('warn', 'chart not drawn', { error: String(error) });
		return numbers;
	}
}

/** A project's costs, a line each: all, the budget, each kind. */
export function costLines({ all, kinds, budget }: PresentedProjectCost, words: Words): string[] {
	return [
		all.text,
		...(budget === null ? [] : [words.budgetLine(budget)]),
		...kinds.map(({ resource_kind, text }) => words.costKind(words.kinds[resource_kind], text)),
	];
}

function fieldOf(cost: PresentedProjectCost, words: Words): APIEmbedField {
	return { name: code(cost.project), value: fit(costLines(cost, words), 1024, words.more) };
}

// For who does not see the picture; Discord takes 1,024 characters of it.
function altText(title: string, projects: readonly ShownCost[], words: Words): string {
	const lines = projects.map(({ shown: { project, all, budget } }) =>
		[`${plain(project, 40)}: ${all.text}`, ...(budget === null ? [] : [words.budgetLine(budget)])].join('; '),
	);
	return fit([title, ...lines], 1024, words.more);
}
