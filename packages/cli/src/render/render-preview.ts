import { changeText, presentChange } from '@portcullis/core';
import type { PreviewedRequest } from '../output/json-document.js';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import { renderDecision } from './render-decision.js';
import { renderExplanation } from './render-explanation.js';
import { renderSuggestions } from './render-suggestions.js';
import { plainStyle, type Style } from './style.js';

/** Writes what requests would come to; several are set apart and named by their files. */
export function renderPreview(requests: readonly PreviewedRequest[], style: Style = plainStyle): string {
	return requests
		.map(({ file, deployment, decision, suggestions, explanation }) => {
			const named = requests.length > 1 ? `${labelled('file', harmless(file), style)}\n` : '';
			const modified = deployment.changes
				.filter(({ before, after }) => before !== null && after !== null)
				.map((change) => `${labelled('change', harmless(changeText(presentChange(change))), style)}\n`);
			const passing = suggestions === undefined ? '' : renderSuggestions(suggestions, style);
			const explained = explanation === undefined ? '' : renderExplanation(explanation, style);
			return `${named}${renderDecision(decision, deployment, style)}${modified.join('')}${passing}${explained}`;
		})
		.join('\n');
}
