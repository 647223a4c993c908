import { resourceKinds } from '@portcullis/core';
import type { Words } from '../i18n/words.js';
import {
	barHeight,
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
import { element } from './svg.js';

const fontSize = 22;
const lineHeight = 38;

/** Says what the colours and signs of a chart mean, those that are in it; and how high the drawing is with it. */
export function chartLegend(
	rows: readonly CostRow[],
	top: number,
	words: Words,
): { readonly items: readonly string[]; readonly height: number } {
	let x = chartMargin;
	let y = top;
	const items = entriesOf(rows, words).map(({ name, sign, signWidth }) => {
		const length = signWidth + 10 + textWidth(name, fontSize);
		if (x > chartMargin && x + length > chartWidth - chartMargin) {
			x = chartMargin;
			y += lineHeight;
		}
		const drawn = `${sign(x, y)}${chartText(name, x + signWidth + 10, y + 17, { 'font-size': fontSize })}`;
		x += length + 22;
		return drawn;
	});
	return { items, height: y + lineHeight + 10 };
}

interface Entry {
	readonly name: string;
	readonly signWidth: number;
	readonly sign: (x: number, y: number) => string;
}

function entriesOf(rows: readonly CostRow[], words: Words): Entry[] {
	const field = (fill: string) => (x: number, y: number) =>
		element('rect', { x, y, width: barHeight, height: barHeight, fill });
	const drawn = new Set(rows.flatMap(({ parts }) => parts.map(({ kind }) => kind)));
	const kinds = resourceKinds.filter((kind) => drawn.has(kind));
	return [
		...kinds.map((kind) => ({ name: words.kinds[kind], signWidth: barHeight, sign: field(kindColors[kind]) })),
		{ name: words.toMonthsEnd, signWidth: barHeight, sign: field(chartColors.forecast) },
		...(rows.some(({ budget_micros }) => budget_micros !== null)
			? [{ name: words.budgetName, signWidth: 6, sign: (x: number, y: number) => budgetMark(x + 2, y, false) }]
			: []),
		...(rows.every(({ complete }) => complete)
			? []
			: [{ name: words.unknownPart, signWidth: 36, sign: (x: number, y: number) => unknownMark(x, y) }]),
	];
}
