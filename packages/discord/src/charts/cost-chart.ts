import { formatMicros, en as shared } from '@portcullis/core';
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import type { Words } from '../i18n/words.js';
import { plain } from '../text/plain.js';
import { chartLegend } from './chart-legend.js';
import {
	barHeight,
	budgetBeyond,
	budgetMark,
	chartColors,
	chartMargin,
	chartText,
	chartWidth,
	kindColors,
	textWidth,
	unknownMark,
} from './chart-parts.js';
import type { CostRow } from './cost-rows.js';
import { fontFamily } from './draw-png.js';
import { element, text } from './svg.js';

const top = 108;
const rowHeight = 66;
// Room behind the longest bar, for the sign that a part is not known.
const behind = 40;

// How wide the widest names are, by the letter.
const nameLetter = 15;

type Scale = ScaleLinear<number, number>;

/** What is written over a chart of costs. */
export interface CostChartHead {
	readonly title: string;
	readonly subtitle: string;
}

/**
 * Draws what has been spent, what the month will come to and the budgets, as an SVG: a bar a row, all by one scale. What is
 * not known is drawn as a dashed field with a question mark, and never as nothing.
 */
export function costChart(rows: readonly CostRow[], head: CostChartHead, words: Words): string {
	const scale = scaleOf(rows);
	const foot = top + rows.length * rowHeight + 4;
	const { items, height } = chartLegend(rows, foot + 48, words);
	return element(
		'svg',
		{ xmlns: 'http://www.w3.org/2000/svg', width: chartWidth, height, 'font-family': fontFamily },
		element('rect', { width: chartWidth, height, fill: chartColors.ground }),
		chartText(head.title, chartMargin, 46, { 'font-size': 32, 'font-weight': 700 }),
		chartText(head.subtitle, chartMargin, 80, { 'font-size': 23, fill: chartColors.dim }),
		...axis(scale, rows.length, foot),
		...rows.map((row, index) => rowOf(row, top + index * rowHeight, scale)),
		...items,
	);
}

// In dollars and not in millionths, so that the axis has round ones.
function scaleOf(rows: readonly CostRow[]): Scale {
	const spent = Math.max(0, ...rows.map(longest));
	// A budget far above what is spent would leave of the bars nothing to compare: it is pointed at then.
	const budgets = rows
		.flatMap(({ budget_micros }) => budget_micros ?? [])
		.filter((budget) => spent === 0 || budget <= 2 * spent);
	const most = Math.max(spent, ...budgets);
	return scaleLinear([0, most === 0 ? 1 : dollars(most)], [chartMargin, chartWidth - chartMargin - behind]);
}

// Between the names, so that no line runs through what is written.
function axis(scale: Scale, count: number, foot: number): string[] {
	const format = scale.tickFormat(4);
	return scale.ticks(4).flatMap((tick) => {
		const x = scale(tick);
		const lines = Array.from({ length: count }, (_, index) => {
			const y1 = top + index * rowHeight + 32;
			return element('line', { x1: x, x2: x, y1, y2: y1 + 28, stroke: chartColors.grid, 'stroke-width': 2 });
		});
		const anchor = tick === 0 ? 'start' : 'middle';
		const label = chartText(format(tick), x, foot + 20, {
			'font-size': 20,
			fill: chartColors.dim,
			'text-anchor': anchor,
		});
		return [...lines, label];
	});
}

function rowOf(row: CostRow, y: number, scale: Scale): string {
	const { parts, complete, budget_micros } = row;
	const bar = y + 36;
	const field = (from: number, to: number, fill: string) =>
		element('rect', { x: from, y: bar, width: to - from, height: barHeight, fill });
	let end = scale(0);
	const spent = parts.map(({ kind, micros }) => {
		const start = end;
		// What has cost something is never drawn as nothing.
		end += Math.max(2, scale(dollars(micros)) - scale(0));
		return field(start, end, kindColors[kind]);
	});
	const forecast = scale(dollars(longest(row)));
	return [
		rowHead(row, y + 24),
		...spent,
		...(forecast > end ? [field(end, forecast, chartColors.forecast)] : []),
		...(complete ? [] : [unknownMark(Math.max(end, forecast), bar)]),
		...(budget_micros === null ? [] : [budgetAt(budget_micros, isOver(row), bar, scale)]),
	].join('');
}

function budgetAt(micros: number, over: boolean, y: number, scale: Scale): string {
	const x = scale(dollars(micros));
	return x > chartWidth - chartMargin ? budgetBeyond(y) : budgetMark(x, y, over);
}

// The name, and the numbers that the bar shows: of the name there is what those leave room for.
function rowHead(row: CostRow, y: number): string {
	const { name, accrued, forecast, budget_micros } = row;
	const size = 24;
	const expected = ` » ${forecast}`;
	const budget = budget_micros === null ? '' : ` ${shared.ofBudget(formatMicros(budget_micros, 2))}`;
	const fill = isOver(row) ? chartColors.over : chartColors.dim;
	const room = chartWidth - 2 * chartMargin - textWidth(`${accrued}${expected}${budget}`, size);
	return [
		chartText(plain(name, Math.max(8, Math.floor(room / nameLetter))), chartMargin, y, {
			'font-size': 26,
			'font-weight': 700,
		}),
		element(
			'text',
			{ x: chartWidth - chartMargin, y, 'font-size': size, 'text-anchor': 'end', fill },
			element('tspan', { fill: chartColors.text, 'font-weight': 700 }, text(accrued)),
			element('tspan', {}, text(`${expected}${budget}`)),
		),
	].join('');
}

function isOver({ budget_micros, ...row }: CostRow): boolean {
	return budget_micros !== null && longest(row) > budget_micros;
}

function longest({ accrued_micros, forecast_micros }: Pick<CostRow, 'accrued_micros' | 'forecast_micros'>): number {
	return Math.max(accrued_micros ?? 0, forecast_micros ?? 0);
}

function dollars(micros: number): number {
	return micros / 1e6;
}
