import type { Suggestions } from '@portcullis/core';
import { exitStatus } from '../exit-status.js';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { whileWorking } from '../io/while-working.js';
import { refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { renderDecision } from '../render/render-decision.js';
import { renderSession } from '../render/render-session.js';
import { renderSuggestions } from '../render/render-suggestions.js';
import type { Style } from '../render/style.js';
import { cheapSuggestions } from './cheap-suggestions.js';
import { readRequests } from './read-requests.js';

/** Makes a request: what is not denied waits in a session. */
export async function request(context: Context, file: string): Promise<Outcome> {
	const read = await readRequests([file], context.io);
	if (read.kind === 'failed') return read.outcome;
	const [given] = read.requests;
	return whileWorking(context.io, 'deciding', () =>
		withGate(context, { mode: 'write', parts: 'all' }, async (opened) => {
			const { gate, caller } = opened;
			const requested = await gate.request(caller, given?.value);
			if (requested.kind === 'refused') {
				const problems = requested.problems.map((problem) => given?.place(problem) ?? problem);
				return refusal(requested, { status: 2, problems });
			}
			const outcome = requested.value;
			if (outcome.kind === 'denied') {
				const { deployment, decision } = outcome;
				const suggestions = await cheapSuggestions(opened, given?.value, decision);
				const more = suggestions === undefined ? {} : { suggestions };
				return {
					status: exitStatus(decision),
					document: { kind: 'request', outcome: 'denied', deployment, decision, ...more },
					text: (style) => `${renderDecision(decision, deployment, style)}${withSuggestions(suggestions, style)}`,
				};
			}
			const { view } = outcome;
			const suggestions = await cheapSuggestions(opened, given?.value, view.session.decision);
			// Who may approve it is said of the session itself.
			const passing = suggestions?.suggestions.length === 0 ? undefined : suggestions;
			return {
				status: exitStatus(view.session.decision),
				document: {
					kind: 'request',
					outcome: 'session',
					view,
					...(passing === undefined ? {} : { suggestions: passing }),
				},
				text: (style) => `${withSuggestions(passing, style)}${renderSession(view, style)}`,
			};
		}),
	);
}

function withSuggestions(suggestions: Suggestions | undefined, style: Style): string {
	return suggestions === undefined ? '' : renderSuggestions(suggestions, style);
}
