import { formatMicros, pathText, type Suggestion, type Suggestions, valueText } from '@portcullis/core';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import type { Style } from './style.js';
import { momentText } from './time-text.js';

// Twenty changes are not read in one line; `--json` has them all.
const changesShown = 6;

/** Writes what would make a request pass, a line each; where nothing would, whom to ask. Empty where there is nothing to say. */
export function renderSuggestions({ suggestions, advice }: Suggestions, style: Style): string {
	const lines = suggestions.map((one) => labelled('passes', harmless(suggestionText(one)), style));
	for (const one of advice) {
		const about = one.subjects.map((subject) => (subject === 'deployment' ? 'the deployment' : subject)).join(', ');
		if (one.kind === 'fill_in') {
			lines.push(labelled('fill in', harmless(`${about}: ${one.why}`), style));
			continue;
		}
		const who = [one.roles.join(' or '), one.actors.join(', ')].filter((text) => text !== '').join(': ');
		const until = one.until === null ? '' : ` (it ends ${momentText(one.until)})`;
		lines.push(labelled('ask', harmless(`${who === '' ? 'an administrator' : who}: ${one.why}${until}`), style));
	}
	return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function suggestionText({ changes, cost, difference }: Suggestion): string {
	const shown = changes.slice(0, changesShown).map(({ address, path, from, to }) => {
		const now = from === null ? 'nothing' : valueText(from, path);
		return `${address} ${pathText(path)}: ${now} -> ${to === null ? 'left out' : valueText(to, path)}`;
	});
	if (changes.length > changesShown) shown.push(`and ${changes.length - changesShown} more`);
	const month = `${cost.complete ? '' : 'at least '}${formatMicros(cost.monthly_micros, 2)} USD a month`;
	return `with ${shown.join('; ')} (${month}${differenceText(difference)})`;
}

function differenceText(difference: Suggestion['difference']): string {
	if (difference === null || difference.monthly_micros === 0) return '';
	const amount = formatMicros(Math.abs(difference.monthly_micros), 2);
	return `, ${amount} ${difference.monthly_micros < 0 ? 'less' : 'more'}`;
}
