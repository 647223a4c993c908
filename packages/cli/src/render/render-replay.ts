import { type ChangedDecision, type DecidedRow, momentText } from '@portcullis/core';
import type { ReplayDocument } from '../output/json-document.js';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import { plainStyle, type Style } from './style.js';

/**
 * Writes what a replay came to: each decision that would be another, with the violations that came and went; those that
 * could not be made again; and how many there were, last.
 */
export function renderReplay(report: ReplayDocument, style: Style = plainStyle): string {
	const { decisions, unchanged, other_reasons, changed, not_replayable } = report;
	const lines = [
		...changed.flatMap((row) => changedLines(row, style)),
		...not_replayable.map((row) => labelled('cannot', harmless(`${about(row)}: ${row.reason} (${row.code})`), style)),
	];
	const reasons = other_reasons === 0 ? '' : ` (${other_reasons} for other reasons)`;
	const cannot = not_replayable.length === 0 ? '' : `, ${not_replayable.length} cannot be made again`;
	lines.push(
		`${decisions} ${decisions === 1 ? 'decision' : 'decisions'}: ${unchanged} the same${reasons}, ${changed.length} would change${cannot}.`,
	);
	return `${lines.join('\n')}\n`;
}

function changedLines(row: ChangedDecision, style: Style): string[] {
	const line = (label: string, text: string) => labelled(label, harmless(text), style);
	const { before, after, came, went, more } = row;
	return [
		line('changes', `${about(row)}: ${before.answer} (${before.code}) to ${after.answer} (${after.code})`),
		...came.map(({ policy, level, message }) => line('came', `${message} (${policy}, ${level})`)),
		...went.map(({ policy, resource, kind, level }) => line('went', `${policy} ${kind} on ${resource} (${level})`)),
		...(more === 0 ? [] : [line('more', `${more} more violations came or went`)]),
	];
}

// As many as fit on a line; `--json` has them all.
const resourcesShown = 3;

function about({ seq, at, event, actor, project, action, resources }: DecidedRow): string {
	const shown = resources.slice(0, resourcesShown).join(', ');
	const others = resources.length > resourcesShown ? ` and ${resources.length - resourcesShown} more` : '';
	return `row ${seq}, ${momentText(at)}, ${event} by ${actor} in ${project ?? 'no project'}, ${action} ${shown}${others}`;
}
