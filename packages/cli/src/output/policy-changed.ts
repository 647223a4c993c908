import type { PolicyChange, PolicyChanged, SessionView } from '@portcullis/core';
import { renderSession } from '../render/render-session.js';
import { done } from './done.js';
import type { JsonDocument } from './json-document.js';
import type { Outcome } from './outcome.js';

/** Tells what became of a change of policy: that it is made, or the session in which it waits for people. */
export function policyChanged<Change extends PolicyChange>(
	changed: PolicyChanged<Change>,
	made: (change: Change) => { readonly document: JsonDocument; readonly text: string },
): Outcome {
	if (changed.kind === 'applied') {
		const { document, text } = made(changed.change);
		return done(document, () => text);
	}
	return waitsForOthers(changed.view);
}

/** Shows the session in which a change of policy waits. */
export function waitsForOthers(view: SessionView): Outcome {
	return done({ kind: 'session', view }, (style) => renderSession(view, style), [
		'nothing is changed yet: others must approve it',
	]);
}
