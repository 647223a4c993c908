import { exitStatus } from '../exit-status.js';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { renderDecision } from '../render/render-decision.js';
import { renderSession } from '../render/render-session.js';
import { readRequests } from './read-requests.js';

/** Makes a request: what is not denied waits in a session. */
export async function request(context: Context, file: string): Promise<Outcome> {
	const read = await readRequests([file], context.io);
	if (read.kind === 'failed') return read.outcome;
	const [given] = read.requests;
	return withGate(context, { mode: 'write', parts: 'all' }, async ({ gate, caller }) => {
		const requested = await gate.request(caller, given?.value);
		if (requested.kind === 'refused') {
			const problems = requested.problems.map((problem) => given?.place(problem) ?? problem);
			return refusal(requested, { status: 2, problems });
		}
		const outcome = requested.value;
		if (outcome.kind === 'denied') {
			const { deployment, decision } = outcome;
			return {
				status: exitStatus(decision),
				document: { kind: 'request', outcome: 'denied', deployment, decision },
				text: (style) => renderDecision(decision, deployment, style),
			};
		}
		const { view } = outcome;
		return {
			status: exitStatus(view.session.decision),
			document: { kind: 'request', outcome: 'session', view },
			text: (style) => renderSession(view, style),
		};
	});
}
