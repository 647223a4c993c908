import type { Decision, Problem } from '@portcullis/core';
import { exitStatus, worstStatus } from '../exit-status.js';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import type { RequestFile } from '../input/read-request.js';
import { refusal } from '../output/failure.js';
import type { PlacedProblem, PreviewedRequest } from '../output/json-document.js';
import type { Outcome } from '../output/outcome.js';
import { renderPreview } from '../render/render-preview.js';
import { readRequests } from './read-requests.js';

/** Decides requests and stores nothing; several count together. */
export async function preview(context: Context, files: readonly string[]): Promise<Outcome> {
	const read = await readRequests(files, context.io);
	if (read.kind === 'failed') return read.outcome;
	const { requests } = read;
	return withGate(context, { mode: 'read', parts: 'all' }, async ({ gate, caller }) => {
		const values = requests.map(({ value }) => value);
		const previews = await gate.preview(caller, values);
		if (previews.kind === 'refused') {
			const problems = previews.problems.map((problem) => placed(problem, requests));
			return refusal(previews, { status: 2, problems });
		}
		const previewed = previews.value.map(
			({ deployment, decision }, index): PreviewedRequest => ({
				file: requests[index]?.file ?? '',
				deployment,
				decision,
			}),
		);
		const decisions = previewed.map(({ decision }) => decision);
		return {
			status: worstStatus(decisions.map(exitStatus)),
			document: { kind: 'preview', answer: worstAnswer(decisions), requests: previewed },
			text: (style) => renderPreview(previewed, style),
		};
	});
}

// Of several requests, the gate begins the path of a problem with the number of the one that it is in.
function placed(problem: Problem, requests: readonly RequestFile[]): PlacedProblem {
	const [first, ...rest] = problem.path;
	if (requests.length === 1 || typeof first !== 'number') return requests[0]?.place(problem) ?? problem;
	return requests[first]?.place({ ...problem, path: rest }) ?? problem;
}

function worstAnswer(decisions: readonly Decision[]): Decision['answer'] {
	const answers = decisions.map(({ answer }) => answer);
	return (['deny', 'review'] as const).find((answer) => answers.includes(answer)) ?? 'allow';
}
