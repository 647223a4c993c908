import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { renderSession } from '../render/render-session.js';
import { withWholeId } from './find-session.js';

/** Takes the approval of whoever runs it back. */
export function withdraw(context: Context, id: string): Promise<Outcome> {
	return withGate(context, { mode: 'write', parts: 'lookup' }, async (opened) => {
		const after = await opened.gate.withdraw(opened.caller, id);
		if (after.kind === 'refused') return refusal(await withWholeId(opened, id, after));
		return done({ kind: 'session', view: after.value }, (style) => renderSession(after.value, style));
	});
}
