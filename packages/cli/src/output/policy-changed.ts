import type { DecisionWarning, PolicyChange, PolicyChanged, SessionView } from '@portcullis/core';
import { renderSession } from '../render/render-session.js';
import { done } from './done.js';
import type { JsonDocument } from './json-document.js';
import type { Outcome } from './outcome.js';

/** Tells what became of a change of policy: that it is made, or the session in which it waits for people. */
export function policyChanged<Change extends PolicyChange>(
	changed: PolicyChanged<Change>,
	made: (
		change: Change,
		warnings: readonly DecisionWarning[],
	) => { readonly document: JsonDocument; readonly text: string; readonly notes?: readonly string[] },
): Outcome {
	if (changed.kind === 'applied') {
		const { document, text, notes } = made(changed.change, changed.warnings);
		return done(document, () => text, notes);
	}
	return waitsForOthers(changed.view);
}

/** Shows the session in which a change of policy waits. */
export function waitsForOthers(view: SessionView): Outcome {
	return done({ kind: 'session', view }, (style) => renderSession(view, style), [
		'nothing is changed yet: others must approve it',
	]);
}
