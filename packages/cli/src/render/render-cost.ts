import { type Component, type Estimate, formatHourly, formatMicros, formatMonthly } from '@portcullis/core';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import { tableOf } from './render-rows.js';
import type { Style } from './style.js';

/** Writes what a deployment costs: each component with its source and date, then the total. */
export function renderCost(cost: Estimate, style: Style): string {
	const lines = style.layout === 'lines' ? priceLines(cost) : priceTable(cost, style);
	const total = `${withCurrency(formatHourly(cost))} an hour, ${withCurrency(formatMonthly(cost))} a month`;
	const unknown = cost.resources.flatMap(({ resource, components }) =>
		components.flatMap((part) => (part.kind === 'unknown' ? [`${resource} ${part.component}`] : [])),
	);
	const lacking = unknown.length === 0 ? '' : ` (the price is unknown of: ${harmless(unknown.join(', '))})`;
	return [...lines, labelled('total', `${total}${lacking}`, style)].join('\n');
}

function priceLines({ resources }: Estimate): string[] {
	return resources.flatMap(({ resource, components }) =>
		components.map((part) => harmless(`price: ${resource} ${part.component}: ${part.detail}: ${priceText(part)}`)),
	);
}

function priceText(part: Component): string {
	switch (part.kind) {
		case 'priced':
			return `${hourly(part)} USD an hour, ${monthly(part)} USD a month (${part.source}, ${part.date})`;
		case 'free':
			return `free: ${part.reason}`;
		case 'usage':
			return `by usage: ${part.unit_price} USD for a ${part.unit} (${part.source}, ${part.date})`;
		case 'unknown':
			return `unknown: ${part.reason} (looked in ${part.looked_in})`;
	}
}

function priceTable({ resources }: Estimate, style: Style): string[] {
	const sources: string[] = [];
	const noteOf = (text: string): string => {
		if (!sources.includes(text)) sources.push(text);
		return `[${sources.indexOf(text) + 1}]`;
	};
	const rows = resources.flatMap(({ resource, components }) =>
		components.map((part) => [resource, part.component, part.detail, ...amountsOf(part), noteOf(sourceOf(part))]),
	);
	if (rows.length === 0) return [];
	const table = tableOf(
		['resource', 'part', 'what', 'USD an hour', 'USD a month', 'source'],
		rows.map((row) => row.map(harmless)),
		style,
	);
	return ['', table, ...sources.map((text, index) => style.colors.dim(`[${index + 1}] ${harmless(text)}`)), ''];
}

function amountsOf(part: Component): readonly [string, string] {
	if (part.kind === 'usage') return ['by usage', `${part.unit_price} a ${part.unit}`];
	return part.kind === 'priced' ? [hourly(part), monthly(part)] : [part.kind, part.kind];
}

function sourceOf(part: Component): string {
	switch (part.kind) {
		case 'priced':
		case 'usage':
			return `${part.source}, ${part.date}`;
		case 'free':
			return part.reason;
		case 'unknown':
			return `${part.reason}; looked in ${part.looked_in}`;
	}
}

function hourly(part: { readonly hourly_micros: number }): string {
	return formatMicros(part.hourly_micros, 4);
}

function monthly(part: { readonly monthly_micros: number }): string {
	return formatMicros(part.monthly_micros, 2);
}

function withCurrency(text: string): string {
	return text === 'unknown' ? text : `${text} USD`;
}
