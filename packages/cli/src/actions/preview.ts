import type { Decision, Problem } from '@portcullis/core';
import { exitStatus, worstStatus } from '../exit-status.js';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import type { RequestFile } from '../input/read-request.js';
import { whileWorking } from '../io/while-working.js';
import { refusal } from '../output/failure.js';
import type { PlacedProblem, PreviewedRequest } from '../output/json-document.js';
import type { Outcome } from '../output/outcome.js';
import { renderPreview } from '../render/render-preview.js';
import { cheapSuggestions } from './cheap-suggestions.js';
import { readRequests } from './read-requests.js';

/** Options of `portcullis preview`. */
export interface PreviewOptions {
	readonly explain?: boolean;
}

/** Decides requests and stores nothing; several count together. Of one alone it says what would make it pass. */
export async function preview(
	context: Context,
	files: readonly string[],
	{ explain = false }: PreviewOptions = {},
): Promise<Outcome> {
	const read = await readRequests(files, context.io);
	if (read.kind === 'failed') return read.outcome;
	const { requests } = read;
	return whileWorking(context.io, 'deciding', () =>
		withGate(context, { mode: 'read', parts: 'all' }, async (opened) => {
			const values = requests.map(({ value }) => value);
			const previews = await opened.gate.preview(opened.caller, values, { explain });
			if (previews.kind === 'refused') {
				const problems = previews.problems.map((found) => placed(found, requests));
				return refusal(previews, { status: 2, problems });
			}
			const [only, ...more] = previews.value;
			// Of several, what makes one pass depends on those before it.
			const suggestions =
				only === undefined || more.length > 0
					? undefined
					: await cheapSuggestions(opened, requests[0]?.value, only.decision);
			const previewed = previews.value.map(
				(one, index): PreviewedRequest => ({
					file: requests[index]?.file ?? '',
					...one,
					...(suggestions === undefined ? {} : { suggestions }),
				}),
			);
			const decisions = previewed.map(({ decision }) => decision);
			return {
				status: worstStatus(decisions.map(exitStatus)),
				document: { kind: 'preview', answer: worstAnswer(decisions), requests: previewed },
				text: (style) => renderPreview(previewed, style),
			};
		}),
	);
}

// The gate puts the index of the one that it refuses before its paths, where there are several.
function placed(found: Problem, requests: readonly RequestFile[]): PlacedProblem {
	if (requests.length === 1) return requests[0]?.place(found) ?? found;
	const [index, ...path] = found.path;
	return requests[Number(index)]?.place({ ...found, path }) ?? found;
}

function worstAnswer(decisions: readonly Decision[]): Decision['answer'] {
	const answers = decisions.map(({ answer }) => answer);
	return (['deny', 'review'] as const).find((answer) => answers.includes(answer)) ?? 'allow';
}
