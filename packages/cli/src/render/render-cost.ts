import type { PresentedCost } from '@portcullis/core';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import { tableOf } from './render-rows.js';
import type { Style } from './style.js';

/** Writes what a deployment costs: each component with its source and date, then the total. */
export function renderCost(cost: PresentedCost, style: Style): string {
	const lines = style.layout === 'lines' ? priceLines(cost) : priceTable(cost, style);
	return [...lines, labelled('total', harmless(cost.total), style)].join('\n');
}

function priceLines({ components }: PresentedCost): string[] {
	return components.map(({ resource, component, detail, text }) =>
		harmless(`price: ${resource} ${component}: ${detail}: ${text}`),
	);
}

function priceTable({ components }: PresentedCost, style: Style): string[] {
	const sources: string[] = [];
	const noteOf = (text: string): string => {
		if (!sources.includes(text)) sources.push(text);
		return `[${sources.indexOf(text) + 1}]`;
	};
	const rows = components.map(({ resource, component, detail, hourly, monthly, source }) => [
		resource,
		component,
		detail,
		hourly,
		monthly,
		noteOf(source),
	]);
	if (rows.length === 0) return [];
	const table = tableOf(
		['resource', 'part', 'what', 'USD an hour', 'USD a month', 'source'],
		rows.map((row) => row.map(harmless)),
		style,
	);
	return ['', table, ...sources.map((text, index) => style.colors.dim(`[${index + 1}] ${harmless(text)}`)), ''];
}
