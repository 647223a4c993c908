import { type CostChange, type CostDifference, formatMicros, formatMonthly } from '@portcullis/core';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import type { Style } from './style.js';

/**
 * Writes what a deployment changes about the cost: a line for each resource that stood before, and one for all where
 * there are several. What is only created has its price already, and makes no line.
 */
export function renderCostChange(difference: CostDifference | undefined, style: Style): string {
	if (difference === undefined || isNothing(difference.before)) return '';
	const { resources } = difference;
	const lines = resources.map((change) => line(change.resource, change, style));
	if (resources.length > 1) lines.push(line('in all', difference, style));
	return lines.join('\n');
}

function line(what: string, change: CostChange, style: Style): string {
	return labelled('cost', harmless(`${what}: ${costChangeText(change)}`), style);
}

/** What something costs before and after, and the difference: `12.23 -> 24.46 USD a month (+12.23, +100 %)`. */
export function costChangeText(change: CostChange): string {
	const { before, after } = change;
	return `${formatMonthly(before)} -> ${formatMonthly(after)} USD a month (${differenceText(change)})`;
}

function differenceText({ monthly_micros, percent, metered }: CostChange): string {
	// Of a price that is not known there is no difference, however small the part is that is known.
	if (monthly_micros === null) return 'the difference is unknown';
	if (metered === true && monthly_micros === 0) return 'by usage';
	const share = percent === null ? '' : `, ${signed(percent, String(Math.abs(percent)))} %`;
	const usage = metered === true ? ' + usage' : '';
	return `${signed(monthly_micros, formatMicros(Math.abs(monthly_micros), 2))}${share}${usage}`;
}

function signed(value: number, magnitude: string): string {
	if (value === 0) return magnitude;
	return `${value < 0 ? '-' : '+'}${magnitude}`;
}

// Nothing stood: 0, known to be, and nothing by use.
function isNothing({ monthly_micros, hourly_micros, complete, metered }: CostChange['before']): boolean {
	return monthly_micros === 0 && hourly_micros === 0 && complete && metered !== true;
}
