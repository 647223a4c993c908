import type { ResourceKind } from '@portcullis/core';
import { type Attributes, element, text } from './svg.js';

/** The drawing's width in its own units. On a phone some 350 points are left for it: text of 26 is as large as the chat's. */
export const chartWidth = 800;

/** What is left free at its sides. */
export const chartMargin = 32;

/** How high a bar is. */
export const barHeight = 20;

/** The colours of a chart: readable on Discord's dark ground, which it brings along where all else is light. */
export const chartColors = {
	ground: '#2b2d31',
	text: '#f2f3f5',
	dim: '#b5bac1',
	grid: '#43464d',
	forecast: '#72767e',
	over: '#ff8a80',
} as const;

/** The colours of kinds: Okabe and Ito's, made for people who do not tell all colours apart, the darker ones lightened. */
export const kindColors: Readonly<Record<ResourceKind, string>> = {
	vm: '#56b4e9',
	database: '#e69f00',
	network: '#2fbf95',
	storage: '#f0e442',
	kubernetes: '#d98cb3',
};

/** A text in a chart, on its base line. */
export function chartText(value: string, x: number, y: number, attributes: Attributes): string {
	return element('text', { x, y, fill: chartColors.text, ...attributes }, text(value));
}

/** About how wide a text is: this font's letters are on average half as wide as high, and rather less. */
export function textWidth(value: string, size: number): number {
	return [...value].length * size * 0.49;
}

/** The sign of what is not known. */
export function unknownMark(x: number, y: number): string {
	const { dim } = chartColors;
	return [
		element('rect', {
			x: x + 3,
			y: y + 1,
			width: 30,
			height: barHeight - 2,
			fill: 'none',
			stroke: dim,
			'stroke-width': 2,
			'stroke-dasharray': '5 4',
		}),
		chartText('?', x + 18, y + 17, { 'font-size': 18, 'font-weight': 700, fill: dim, 'text-anchor': 'middle' }),
	].join('');
}

/** The line of a budget. */
export function budgetMark(x: number, y: number, over: boolean): string {
	const stroke = over ? chartColors.over : chartColors.text;
	return element('line', { x1: x, x2: x, y1: y - 5, y2: y + barHeight + 5, stroke, 'stroke-width': 4 });
}

/** A budget that lies beyond the drawing. */
export function budgetBeyond(y: number): string {
	const x = chartWidth - chartMargin;
	const middle = y + barHeight / 2;
	const points = `${x - 10},${middle - 9} ${x},${middle} ${x - 10},${middle + 9}`;
	return element('polyline', { points, fill: 'none', stroke: chartColors.text, 'stroke-width': 4 });
}
