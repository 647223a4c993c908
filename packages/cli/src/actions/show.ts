import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { renderSession } from '../render/render-session.js';
import { findSession } from './find-session.js';

/** Shows one session. */
export function show(context: Context, id: string): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async (opened) => {
		const found = await findSession(opened, id);
		if (found.kind === 'refused') return refusal(found);
		return done({ kind: 'session', view: found.value }, (style) => renderSession(found.value, style));
	});
}
