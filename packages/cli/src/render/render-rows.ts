import Table from 'cli-table3';
import { harmless } from './harmless.js';
import type { Style } from './style.js';

/**
 * Writes rows: a table on a terminal; elsewhere one row a line, its cells set apart by tabs and without a heading, for
 * `grep`, `cut` and `awk`. An empty cell is `-`, so that the columns stay where they are.
 */
export function renderRows(heading: readonly string[], rows: readonly (readonly string[])[], style: Style): string {
	if (rows.length === 0) return '';
	const cells = rows.map((row) => row.map((cell) => (cell === '' ? '-' : harmless(cell))));
	if (style.layout === 'lines') return `${cells.map((row) => row.join('\t')).join('\n')}\n`;
	return `${tableOf(heading, cells, style)}\n`;
}

/** A table for a terminal, without a line break after it. Cells must be harmless already. */
export function tableOf(heading: readonly string[], cells: readonly (readonly string[])[], { colors }: Style): string {
	const table = new Table({
		head: heading.map((name) => colors.bold(name)),
		chars: borderless,
		// The library would colour by itself, on pipes too.
		style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
	});
	table.push(...cells.map((row) => [...row]));
	return table
		.toString()
		.split('\n')
		.map((line) => line.trimEnd())
		.join('\n');
}

const borderless = {
	top: '',
	'top-mid': '',
	'top-left': '',
	'top-right': '',
	bottom: '',
	'bottom-mid': '',
	'bottom-left': '',
	'bottom-right': '',
	left: '',
	'left-mid': '',
	mid: '',
	'mid-mid': '',
	right: '',
	'right-mid': '',
	middle: '',
};
