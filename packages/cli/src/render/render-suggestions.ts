import { presentSuggestions, type Suggestions } from '@portcullis/core';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import type { Style } from './style.js';

const adviceLabels = { ask: 'ask', fill_in: 'fill in' } as const;

/** Writes what would make a request pass, a line each; where nothing would, whom to ask. Empty where there is nothing to say. */
export function renderSuggestions(found: Suggestions, style: Style): string {
	const { suggestions, advice } = presentSuggestions(found);
	const lines = [
		...suggestions.map(({ text }) => labelled('passes', harmless(text), style)),
		...advice.map(({ kind, text }) => labelled(adviceLabels[kind], harmless(text), style)),
	];
	return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
