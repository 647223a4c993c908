import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { labelled } from '../render/labelled.js';
import { renderExplanation } from '../render/render-explanation.js';
import { sessionTitle } from '../render/session-title.js';
import { findSession } from './find-session.js';

/** Explains the decision of a session. */
export function explain(context: Context, id: string): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'all' }, async (opened) => {
		const found = await findSession(opened, id);
		if (found.kind === 'refused') return refusal(found);
		const { session } = found.value;
		const explained = await opened.gate.explain(opened.caller, session.id);
		if (explained.kind === 'refused') return refusal(explained);
		const explanation = explained.value;
		const { answer, code } = explanation;
		const title = `${answer} (${code}): ${sessionTitle(session)}`;
		return done(
			{ kind: 'explanation', session: session.id, explanation },
			(style) => `${labelled('answer', title, style)}\n${renderExplanation(explanation, style)}`,
		);
	});
}
