import type { PreviewedRequest } from '../output/json-document.js';
import { describeChange } from './describe-change.js';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import { renderDecision } from './render-decision.js';
import { plainStyle, type Style } from './style.js';

/** Writes what requests would come to; several are set apart and named by their files. */
export function renderPreview(requests: readonly PreviewedRequest[], style: Style = plainStyle): string {
	return requests
		.map(({ file, deployment, decision }) => {
			const named = requests.length > 1 ? `${labelled('file', harmless(file), style)}\n` : '';
			const modified = deployment.changes
				.filter(({ before, after }) => before !== null && after !== null)
				.map((change) => `${labelled('change', describeChange(change), style)}\n`);
			return `${named}${renderDecision(decision, deployment, style)}${modified.join('')}`;
		})
		.join('\n');
}
